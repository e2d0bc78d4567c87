/**
 * The trainer: from a model, data and a recipe to a retrained model, told as a stream of events. It can be paused and
 * resumed at a step boundary and cancelled through an `AbortSignal`; a cancelled run keeps what it reached.
 */

import { expect } from '../core/errors.js';
import type { PixelSet } from '../data/pixels.js';
import type { Model } from '../model.js';
import { CacheStore, type CacheUse } from './cache-store.js';
import { runEpochs, type Reached } from './epochs.js';
import type { TrainEvent, TrainReport } from './events.js';
import { countOf } from './freeze.js';
import { accuracyOf, confusionMatrix, resultsOf } from './metrics.js';
import type { Recipe, RecipeInput } from './recipe.js';
import { checkRecipe } from './recipe-rules.js';
import { Run } from './run.js';
import { planStart, type Start } from './start.js';
import type { TrainerOptions, TrainingData } from './training.js';

export interface TrainOutcome {
  /** Owned by the caller. */
  readonly model: Model;
  readonly report: TrainReport;
}

/** Samples that the frozen part takes at once. */
const prefixBatch = 64;

/**
 * Trains, yielding what happens, and returns the trained model with a report.
 * @throws ThawError for a recipe with a wrong field, or where memory does not suffice.
 * @throws the signal's reason where it aborts before the first step: nothing was trained then.
 */
export async function* train(
  model: Model,
  data: TrainingData,
  given: RecipeInput,
  options: TrainerOptions = {},
): AsyncGenerator<TrainEvent, TrainOutcome> {
  const started = performance.now();
  const recipe = checkRecipe(given);
  checkClasses(data);
  model.device.resetPeak();
  const start = await planStart(model, data.classes, recipe);
  options.onInitial?.(start.description, start.tensors);

  const caches = options.caches ?? new CacheStore();
  let run: Run | undefined;
  try {
    const train = yield* useCache(caches, model, data.train, 'train', start, recipe, options.signal);
    const test = yield* useCache(caches, model, data.test, 'test', start, recipe, options.signal);
    run = await Run.create({ model, ...start, recipe, train: train.cache, test: test.cache });
    const reached = yield* runEpochs(run, data, options);
    const report = {
      ...(await summarise(run, data, reached)),
      prefixSeconds: train.seconds + test.seconds,
      seconds: (performance.now() - started) / 1000,
    };
    const trained = run.finish();
    run = undefined;
    return { model: trained, report };
  } finally {
    run?.destroy();
    if (!options.caches) caches.clear();
  }
}

function checkClasses({ classes, train, test }: TrainingData): void {
  expect(classes.length >= 2, () => ({
    operation: 'training data',
    got: `the class ${classes.join('') || 'none'} alone`,
    expected: 'two classes or more',
    remedy: 'Give every class a folder of its own.',
  }));
  expect(train.count > 0 && test.count > 0, () => ({
    operation: 'training data',
    got: `${train.count} training and ${test.count} test images`,
    expected: 'at least one of each',
    remedy: 'Give every class two images or more.',
  }));
}

async function* useCache(
  caches: CacheStore,
  model: Model,
  pixels: PixelSet,
  part: 'train' | 'test',
  { boundary }: Start,
  { augment }: Recipe,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrainEvent, CacheUse> {
  const mirrored = part === 'train' && augment.flip;
  const filling = caches.get(model, pixels, { boundary, mirrored, batchSize: prefixBatch, signal });
  for (;;) {
    const next = await filling.next();
    if (next.done) return next.value;
    yield { kind: 'progress', progress: { stage: `Frozen layers, ${part} images`, ...next.value } };
  }
}

type Summary = Omit<TrainReport, 'prefixSeconds' | 'seconds'>;

async function summarise(run: Run, data: TrainingData, reached: Reached): Promise<Summary> {
  const { trainable, model } = run.options;
  const { logits } = await run.evaluate(data.test.labels);
  const testResults = resultsOf(logits, data.test.labels, data.classes.length);
  return {
    isComplete: reached.isComplete,
    epochs: reached.epochs,
    classes: data.classes,
    testAccuracy: accuracyOf(testResults),
    confusion: confusionMatrix(testResults, data.classes.length),
    testResults,
    trainableParameters: countOf(trainable),
    peakGpuBytes: model.device.usage.peakBytes,
    dispatchesPerStep: run.dispatches,
    submitsPerStep: reached.steps === 0 ? 0 : reached.submits / reached.steps,
  };
}
