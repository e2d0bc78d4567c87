/** Commands about the data set, done. */

import {
  accuracyOf,
  classify,
  confusionMatrix,
  imagenetOf,
  resultsOf,
  type TestResult,
} from '../../../engine/index.js';
import type { Bench } from '../bench.js';
import { matchClasses } from '../classes.js';
import { drain } from '../drain.js';
import type { DataCommands, EvaluateReport, EvaluateRequest, Progress } from '../protocol.js';

export const dataCommands = (bench: Bench): DataCommands => ({
  async loadData(source, options, tell) {
    const summary = await bench.data.load(source, options, bench.tools.engine.resizer, bench.framing, tell);
    bench.forgetPictures();
    return summary;
  },

  editData(edits) {
    const summary = bench.data.edit(edits);
    bench.forgetData();
    return Promise.resolve(summary);
  },

  classSamples: (className) => Promise.resolve(bench.data.samplesOf(className)),

  thumbnails: (names) => Promise.resolve(bench.data.thumbnails(names)),

  samplePicture: (name) => bench.data.picture(name),

  saveData: async (tell) => (await bench.saving.get()).save(bench.data.dataset, tell),

  cancelSavingData() {
    bench.saving.ifLoaded?.cancel();
    return Promise.resolve();
  },

  findKeptData: async () => (await keeper()).findKeptData(),

  keepData: async (source, name, tell) => (await keeper()).keepData(source, name, tell),

  noteOpened: async (opened) => (await keeper()).noteOpened(opened),

  forgetKeptData: async () => (await keeper()).forgetKeptData(),

  evaluate: (request, tell) => evaluate(bench, request, tell),
});

/** Loaded when it is first asked for. */
const keeper = () => import('../kept-data.js');

async function evaluate(
  bench: Bench,
  { head, split, precision }: EvaluateRequest,
  tell: (progress: Progress) => void,
): Promise<EvaluateReport> {
  const started = performance.now();
  const model = bench.headModel(head);
  const { classes } = model.description;
  const ids = (await imagenetOf(classes))?.map(({ wordnetId }) => wordnetId);
  const outputs = matchClasses(bench.data.classes, classes, ids);
  await bench.pixels(tell);
  const set = bench.data.select(split);
  const steps = classify(model, set, { precision });
  const logits = await drain(steps, ({ done, total }) => tell({ stage: 'Classifying', done, total }));
  const labels = Uint32Array.from(set.labels, (label) => outputs[label] ?? 0);
  const results = resultsOf(logits, labels, classes.length);
  const seconds = (performance.now() - started) / 1000;
  return { ...figuresOf(results, classes), skipped: set.skipped, seconds };
}

function figuresOf(results: readonly TestResult[], classes: readonly string[]) {
  return {
    total: results.length,
    correct: results.filter(({ label, predicted }) => label === predicted).length,
    top1: accuracyOf(results),
    classes,
    confusion: confusionMatrix(results, classes.length),
  };
}
