/**
 * The trainer: from a model, data and a recipe to a retrained model, told as a stream of events. It can be paused and
 * resumed at a step boundary and cancelled through an `AbortSignal`; a cancelled run keeps what it reached.
 */

import { expect } from '../core/errors.js';
import { takeTiles, tileTable } from '../gpu/tile-table.js';
import type { Model } from '../model.js';
import { hashTensors } from '../weights/hash-tensors.js';
import { CacheStore } from './cache-store.js';
import { checkFits, hashData, type Checkpoint } from './checkpoint.js';
import { isRangeTest, runEpochs } from './epochs.js';
import type { TrainEvent, TrainReport } from './events.js';
import { countOf, planFreeze } from './freeze.js';
import { Gate } from './gate.js';
import { Ledger } from './ledger.js';
import { Lineage } from './lineage.js';
import { suggestRate } from './lr-finder.js';
import { accuracyOf, confusionMatrix, resultsOf } from './metrics.js';
import { memoryReport, planPhases, type MemoryReport, type PlannedPhase } from './planned-phases.js';
import { recalibrate } from './recalibrate.js';
import type { Recipe, RecipeInput } from './recipe.js';
import { checkRecipe } from './recipe-rules.js';
import { Run } from './run.js';
import { openSources, pixelSource } from './sources.js';
import { pick, planStart } from './start.js';
import { stepStages } from './step-stages.js';
import type { TrainingData } from '../data/pixels.js';
import type { TrainerOptions } from './training.js';

export interface TrainOutcome {
  /** Owned by the caller. */
  readonly model: Model;
  readonly report: TrainReport;
}

/** A training under way: what all its phases have in common. */
interface Training {
  readonly recipe: Recipe;
  /** Where checkpoints are made or resumed from. */
  readonly hashes: Hashes | undefined;
  readonly lineage: Lineage;
  readonly data: TrainingData;
  readonly ledger: Ledger;
  readonly caches: CacheStore;
  readonly options: TrainerOptions;
}

type Hashes = Pick<Checkpoint, 'modelHash' | 'dataHash'>;

type Summary = Omit<TrainReport, 'seconds' | 'prefixSeconds' | keyof MemoryReport>;

/** How a phase ended. */
interface PhaseEnd {
  readonly isComplete: boolean;
  readonly summary: Summary;
  readonly prefixSeconds: number;
}

/**
 * Trains, yielding what happens, and returns the trained model with a report.
 * @throws ThawError for a recipe with a wrong field, where memory does not suffice, or for a loss that is not finite.
 * @throws the signal's reason where it aborts before the first step: nothing was trained then.
 */
export async function* train(
  model: Model,
  data: TrainingData,
  given: RecipeInput,
  options: TrainerOptions = {},
): AsyncGenerator<TrainEvent, TrainOutcome> {
  const started = performance.now();
  const { resume } = options;
  const recipe = checkRecipe(resume?.recipe ?? given);
  checkClasses(data);
  if (resume) await takeTiles(model.device, [resume.tiles]);
  model.device.resetPeak();
  const caches = options.caches ?? new CacheStore();
  // What cannot be done is told before anything is computed.
  const phases = planPhases(model, data, recipe, { ...options, hasFile: caches.openFile !== undefined });
  const { description, drawn } = planStart(model, data.classes, recipe);
  const lineage = new Lineage(model, description);
  const ledger = openLedger(recipe, phases, data, options);
  try {
    const hashes = await hashesOf(model, data, options);
    if (resume && hashes) checkFits(resume, hashes);
    const training = { recipe, hashes, lineage, data, ledger, caches, options };
    if (drawn.size > 0) await lineage.change(drawn);
    if (options.onInitial) options.onInitial(description, await lineage.model.readTensors());
    if (resume && resume.tensors.size > 0) await lineage.change(resume.tensors);
    let last: PhaseEnd | undefined;
    let prefixSeconds = 0;
    for (const phase of phases.slice(ledger.position.phase)) {
      last = yield* runPhase(training, phase);
      prefixSeconds += last.prefixSeconds;
      if (!last.isComplete || ledger.isFull) break;
      ledger.endPhase();
    }
    if (!last) throw new TypeError('a recipe has a phase');
    const seconds = (performance.now() - started) / 1000;
    const report = { ...last.summary, ...memoryReport(phases), prefixSeconds, seconds };
    return { model: lineage.release(), report };
  } finally {
    lineage.destroy();
    if (!options.caches) caches.clear();
  }
}

async function* runPhase(
  training: Training,
  { recipe, economy, caches: layouts }: PlannedPhase,
): AsyncGenerator<TrainEvent, PhaseEnd> {
  const { lineage, data, ledger, caches, options } = training;
  const { signal } = options;
  const plan = planFreeze(lineage.model.network, recipe);
  // A phase that is resumed has its new statistics in the checkpoint.
  const isBegun = ledger.position.stepOfPhase > 0;
  if (plan.recalibrated.length > 0 && !isBegun) yield* recalibrateLayers(training, plan.recalibrated, recipe.batchSize);
  const model = lineage.model;
  const prefix = lineage.prefixModel(plan.boundary);
  const sources = yield* openSources({
    prefix,
    data,
    plan,
    recipe,
    caches,
    signal,
    cacheBytes: layouts.map(({ gpuBytes }) => gpuBytes),
  });
  const tensors = pick(await model.readTensors(), [...plan.trainable, ...plan.statistics]);
  const { train, test } = sources;
  const run = await Run.create({ model, recipe, plan, tensors, train, test, recomputed: economy.recomputed });
  try {
    restore(run, training);
    const stages = stepStages(model.network, plan, train.boundary);
    yield { kind: 'phase', phase: ledger.position.phase + 1, recipe, stages };
    const onCheckpoint = () => saveCheckpoint(run, training);
    const loop = { data, ledger, gate: options.gate ?? new Gate(), signal, onCheckpoint };
    const isComplete = yield* runEpochs(run, loop);
    const summary = await summarise(run, training, isComplete);
    // A test of learning rates leaves the model as it was.
    if (!isRangeTest(run)) await lineage.change(await run.readTensors());
    return { isComplete, summary, prefixSeconds: sources.seconds };
  } finally {
    run.destroy();
  }
}

/** The first phase of a training that is resumed goes on in mid-epoch. */
function restore(run: Run, { ledger, options: { resume } }: Training): void {
  if (!resume || ledger.stepsHere > 0) return;
  run.writeOptimiser(resume.optimiser);
  run.resetSums(resume.sums);
}

async function saveCheckpoint(run: Run, { recipe, hashes, data, lineage, ledger, options }: Training): Promise<void> {
  if (!hashes) return;
  const { position, epochs, losses } = ledger;
  await options.checkpoints?.save({
    recipe,
    classes: data.classes,
    ...hashes,
    tiles: await tileTable(lineage.model.device),
    position,
    epochs,
    losses,
    sums: await run.readSums(),
    tensors: new Map([...lineage.changed, ...(await run.readTensors())]),
    optimiser: await run.readOptimiser(),
  });
}

async function hashesOf(
  model: Model,
  data: TrainingData,
  { checkpoints, resume }: TrainerOptions,
): Promise<Hashes | undefined> {
  if (!checkpoints && !resume) return undefined;
  return { modelHash: await hashTensors(await model.readTensors()), dataHash: await hashData(data) };
}

async function* recalibrateLayers(
  { lineage, data, options: { signal } }: Training,
  layers: readonly string[],
  batchSize: number,
): AsyncGenerator<TrainEvent, void> {
  const source = pixelSource(lineage.model, data.train);
  const estimating = recalibrate(lineage.model, source, { layers, batchSize, signal });
  for (;;) {
    const next = await estimating.next();
    if (next.done) return lineage.change(next.value);
    yield { kind: 'progress', progress: { stage: 'Recalibrating batch norm', ...next.value } };
  }
}

function openLedger(
  { steps }: Recipe,
  phases: readonly PlannedPhase[],
  { train }: TrainingData,
  { checkpoints, resume }: TrainerOptions,
): Ledger {
  const inPhases = phases.map(({ recipe: { epochs, batchSize } }) => ({
    epochs,
    stepsPerEpoch: Math.ceil(train.count / batchSize),
  }));
  const everyEpoch = Math.min(...inPhases.map(({ stepsPerEpoch }) => stepsPerEpoch));
  const checkpointEvery = checkpoints ? (checkpoints.every ?? everyEpoch) : null;
  const course = { phases: inPhases, stepLimit: steps, checkpointEvery };
  return resume ? new Ledger(course, resume.position, [...resume.epochs], [...resume.losses]) : new Ledger(course);
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

async function summarise(run: Run, { hashes, data, ledger }: Training, isComplete: boolean): Promise<Summary> {
  const { model, plan } = run.options;
  const { logits } = await run.evaluate(data.test.labels);
  const testResults = resultsOf(logits, data.test.labels, data.classes.length);
  return {
    ...hashes,
    isComplete,
    epochs: ledger.epochs,
    losses: ledger.losses,
    ...(ledger.layers ? { layers: ledger.layers } : {}),
    ...(isRangeTest(run) ? { suggestedRate: suggestRate(ledger.losses)?.suggestion } : {}),
    classes: data.classes,
    testAccuracy: accuracyOf(testResults),
    confusion: confusionMatrix(testResults, data.classes.length),
    testResults,
    testSamples: data.test.samples.map(({ name }) => name),
    trainableParameters: countOf(plan.trainable),
    peakGpuBytes: model.device.usage.peakBytes,
    dispatchesPerStep: run.dispatches,
    multiplyAddsPerStep: run.multiplyAdds,
    submitsPerStep: ledger.stepsHere === 0 ? 0 : ledger.submits / ledger.stepsHere,
  };
}
