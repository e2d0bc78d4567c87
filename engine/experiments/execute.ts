/** One run on the GPU: its samples chosen, its first weights laid out, trained, and tested on every shifted set too. */

import type { TrainingData } from '../data/pixels.js';
import { selectData } from '../data/select.js';
import { classify } from '../inspect/classify.js';
import { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { parametersOf } from '../models/layer.js';
import { resnet } from '../models/resnet.js';
import type { CacheStore } from '../train/cache-store.js';
import type { TrainEvent, TrainReport } from '../train/events.js';
import { accuracyOf, resultsOf } from '../train/metrics.js';
import { phasesOf } from '../train/phases.js';
import type { RecipeInput } from '../train/recipe.js';
import { checkRecipe, scheduleOf } from '../train/recipe-rules.js';
import { train } from '../train/trainer.js';
import { initialWeights } from '../weights/initialise.js';
import { loadModel } from '../weights/load.js';
import { saveModel } from '../weights/save.js';
import type { Tensors } from '../weights/tensor.js';
import { chooseSamples } from './choose.js';
import { rangeTestOf, rateFoundBy } from './find-rate.js';
import type { EpochResult, RunCost, RunResult, ShiftedResult } from './result.js';
import type { RunDefinition, Start } from './run-definition.js';
import { corrupt, nameShift, type Shift } from './shifts.js';

/** The rate of what says nothing of it: a plain base to compare from. */
const constantRate = scheduleOf('constant');

export interface RunOutcome {
  readonly result: RunResult;
  readonly cost: RunCost;
  /** Of a base: the trained model as a .safetensors file. */
  readonly weights: Uint8Array<ArrayBuffer> | undefined;
}

export interface RunMaterial {
  readonly model: Model;
  /** All of it; the run chooses. */
  readonly data: TrainingData;
  /** The file of the run that this one begins with. */
  readonly base?: Uint8Array<ArrayBuffer> | undefined;
  /** Keeps the pretrained model's activations for runs on the same samples. */
  readonly caches: CacheStore;
  /** Gives the same object for the same choice, so that caches are found again. */
  readonly choose: (definition: RunDefinition) => TrainingData;
}

/** Runs, telling what happens. @throws whatever the choice of samples or the training throws. */
export async function* executeRun(
  definition: RunDefinition,
  { model, data, base, caches, choose }: RunMaterial,
): AsyncGenerator<TrainEvent, RunOutcome> {
  const started = performance.now();
  const chosen = choose(definition);
  const start = await openStart(model, definition, chosen.classes, base);
  try {
    // Caches are of the pretrained model's layers; any other is gone after the run.
    const options = definition.start.kind === 'pretrained' ? { caches } : {};
    const said: RecipeInput = { schedule: constantRate, ...definition.recipe };
    const foundRate = definition.findsRate ? yield* findRate(start, chosen, said, options) : undefined;
    const recipe = foundRate === undefined ? said : { ...said, learningRate: foundRate };
    const { model: trained, report } = yield* train(start, chosen, recipe, options);
    try {
      const shifted = yield* testShifted(trained, data, definition);
      const seconds = (performance.now() - started) / 1000;
      const tensors = definition.isBase ? await trained.readTensors() : undefined;
      return {
        result: { ...resultOf(report, definition, chosen), shifted, ...(foundRate !== undefined && { foundRate }) },
        cost: costOf(report, seconds),
        weights: tensors && saveModel(trained.description, tensors),
      };
    } finally {
      trained.destroy();
    }
  } finally {
    if (start !== model) start.destroy();
  }
}

/** Tests a range of rates from the same start; what it trains is given up. */
async function* findRate(
  start: Model,
  data: TrainingData,
  recipe: RecipeInput,
  options: { readonly caches?: CacheStore },
): AsyncGenerator<TrainEvent, number> {
  const { model: tested, report } = yield* train(start, data, rangeTestOf(recipe), options);
  tested.destroy();
  return rateFoundBy(report);
}

/** The samples of a run. */
export function samplesFor(data: TrainingData, { choice, seed }: RunDefinition): TrainingData {
  return selectData(data, chooseSamples(data, choice, seed));
}

/** The model to train: the given one, or one with copied layers below and drawn ones above. */
async function openStart(
  model: Model,
  { start, seed }: RunDefinition,
  classes: readonly string[],
  base: Uint8Array<ArrayBuffer> | undefined,
): Promise<Model> {
  if (start.kind !== 'copied') return model;
  const architecture = { ...model.description.architecture, classCount: classes.length };
  const source = start.base === null ? await model.readTensors() : (await readBase(base, start)).weights;
  const tensors = copyBelow(resnet(architecture), start.upTo, source, seed);
  return Model.upload(model.device, { ...model.description, architecture, classes }, tensors);
}

function readBase(base: Uint8Array<ArrayBuffer> | undefined, { base: id }: Extract<Start, { kind: 'copied' }>) {
  if (base === undefined) throw new TypeError(`got no weights of the run ${id ?? ''}, which this one begins with`);
  return loadModel(base, `weights of the run ${id ?? ''}`);
}

/** Tensors of the layers up to `upTo` from the source, of the others drawn. */
function copyBelow(network: ReturnType<typeof resnet>, upTo: string, source: Tensors, seed: number): Tensors {
  const last = findLayer(network, upTo, 'experiment, copied layers');
  const count = network.layers.findIndex(({ name }) => name === last) + 1;
  const copied = new Set(
    network.layers
      .slice(0, count)
      .flatMap(parametersOf)
      .map(({ name }) => name),
  );
  const kept = [...source].filter(([name]) => copied.has(name));
  return new Map([...initialWeights(network.layers, seed), ...kept]);
}

async function* testShifted(
  model: Model,
  data: TrainingData,
  definition: RunDefinition,
): AsyncGenerator<TrainEvent, readonly ShiftedResult[]> {
  const results: ShiftedResult[] = [];
  for (const [done, shift] of definition.shifts.entries()) {
    const stage = 'Testing on shifted pictures';
    yield { kind: 'progress', progress: { stage, done, total: definition.shifts.length } };
    const set = shiftedSet(data, definition, shift);
    const steps = classify(model, set);
    let next = await steps.next();
    while (!next.done) next = await steps.next();
    const accuracy = accuracyOf(resultsOf(next.value, set.labels, model.description.classes.length));
    results.push({ shift: nameShift(shift), accuracy });
  }
  return results;
}

/** Noise does not depend on the run's seed: all runs see the same pictures. */
function shiftedSet(data: TrainingData, definition: RunDefinition, shift: Shift) {
  if (shift.kind !== 'names') return corrupt(samplesFor(data, definition).test, shift, 0);
  return samplesFor(data, { ...definition, choice: { ...definition.choice, trainPerClass: null, names: shift.text } })
    .test;
}

function resultOf(report: TrainReport, { recipe }: RunDefinition, { train: set, test }: TrainingData) {
  const { testAccuracy, classes, trainableParameters } = report;
  const checked = checkRecipe(recipe);
  const phases = phasesOf(checked);
  let steps = 0;
  const epochs = report.epochs.map(({ epoch, phase, trainLoss, testLoss, testAccuracy }): EpochResult => {
    steps = Math.min(checked.steps ?? Infinity, steps + Math.ceil(set.count / (phases[phase - 1]?.batchSize ?? 1)));
    return { epoch, steps, samples: epoch * set.count, trainLoss, testLoss, testAccuracy };
  });
  return { testAccuracy, trainImages: set.count, testImages: test.count, classes, trainableParameters, epochs };
}

function costOf({ prefixSeconds, epochs, peakGpuBytes }: TrainReport, seconds: number): RunCost {
  return { seconds, prefixSeconds, epochSeconds: epochs.map((epoch) => epoch.seconds), peakGpuBytes };
}
