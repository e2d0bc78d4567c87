/** The training loop of a phase: epochs of steps over batches, with a test after each epoch. */

import type { PixelSet, TrainingData } from '../data/pixels.js';
import { batches } from '../data/sampler.js';
import { lossNotFinite } from './diagnose.js';
import type { TrainEvent } from './events.js';
import type { Gate } from './gate.js';
import type { Ledger } from './ledger.js';
import { hasExploded } from './lr-finder.js';
import type { Batch, Run, StepReport } from './run.js';
import { momentumAt, rateAt } from './schedule.js';

export interface LoopOptions {
  readonly data: TrainingData;
  readonly ledger: Ledger;
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
  /** Called between two steps when a checkpoint is due: every loss up to there is in the ledger. */
  readonly onCheckpoint: (run: Run) => Promise<void>;
}

/** Steps that may be on their way: enough to keep the GPU fed, few enough to stop soon. */
const stepsInFlight = 4;

interface PendingStep {
  readonly batch: Batch;
  /** From 1, in all phases. */
  readonly step: number;
  readonly rate: number;
  readonly report: Promise<StepReport | undefined>;
}

/** Runs what is left of a phase, from where the ledger stands; `false` where the signal cut it short. */
export async function* runEpochs(run: Run, options: LoopOptions): AsyncGenerator<TrainEvent, boolean> {
  const { data, ledger, signal } = options;
  while (ledger.position.epochOfPhase < run.options.recipe.epochs && !ledger.isFull) {
    const started = performance.now();
    if (ledger.position.stepOfEpoch === 0) run.resetSums();
    yield* runSteps(run, options);
    if (signal?.aborted) return false;
    const { samplesOfEpoch } = ledger.position;
    const train = await run.readSums();
    const test = await run.evaluate(data.test.labels);
    const report = {
      epoch: ledger.epochs.length + 1,
      phase: ledger.position.phase + 1,
      learningRate: ledger.rate,
      trainLoss: train.loss / samplesOfEpoch,
      trainAccuracy: train.correct / samplesOfEpoch,
      testLoss: test.loss / data.test.count,
      testAccuracy: test.correct / data.test.count,
      seconds: (performance.now() - started) / 1000,
    };
    ledger.endEpoch(report);
    yield { kind: 'epoch', report, epochs: ledger.epochCount, secondsLeft: ledger.secondsLeft };
  }
  return true;
}

/** The remaining steps of an epoch; fewer where the signal or the recipe's limit says so. */
async function* runSteps(run: Run, options: LoopOptions): AsyncGenerator<TrainEvent, void> {
  const { data, ledger, gate, signal } = options;
  const { recipe, model } = run.options;
  const submitsBefore = model.device.usage.submits;
  const pending: PendingStep[] = [];
  const epoch = ledger.epochs.length + 1;
  const order = batches(data.train.count, recipe.batchSize, { seed: recipe.seed, epoch, shuffle: recipe.shuffle });
  for (const samples of order.slice(ledger.position.stepOfEpoch)) {
    if (gate.isClosed) {
      // Who pauses sees all that was done until then.
      yield* settle(pending, 0, run, ledger);
      yield* waitAtGate(options);
    }
    if (signal?.aborted || ledger.isFull) break;
    pending.push(takeStep(run, batchOf(samples, data.train, epoch), ledger));
    if (pending.length >= stepsInFlight) yield* settle(pending, stepsInFlight - 1, run, ledger);
    if (!ledger.isCheckpointDue) continue;
    yield* settle(pending, 0, run, ledger);
    await options.onCheckpoint(run);
    ledger.noteCheckpoint();
  }
  yield* settle(pending, 0, run, ledger);
  ledger.submits += model.device.usage.submits - submitsBefore;
}

/** Submits the next step. */
function takeStep(run: Run, batch: Batch, ledger: Ledger): PendingStep {
  const { schedule, learningRate, momentum, lossEvery } = run.options.recipe;
  const place = { step: ledger.position.stepOfPhase, steps: ledger.stepsOfPhase };
  const rate = rateAt(schedule, learningRate, place);
  const pace = { rate, momentum: momentumAt(schedule, momentum, place), step: place.step + 1 };
  const step = ledger.takeStep(batch.samples.length, rate);
  const report = run.train(batch, pace, step % lossEvery === 0);
  report.catch(() => undefined); // awaited when its turn comes, unless an earlier one fails
  return { batch, step, rate, report };
}

/** Waits for the oldest steps until at most `rest` are on their way, and tells of them. */
async function* settle(
  pending: PendingStep[],
  rest: number,
  run: Run,
  ledger: Ledger,
): AsyncGenerator<TrainEvent, void> {
  while (pending.length > rest) {
    const [{ batch, step, rate, report: asked }] = pending.splice(0, 1) as [PendingStep];
    const report = await asked;
    if (report === undefined) continue;
    const { layers, ...figures } = report;
    const { loss } = figures;
    if (isRangeTest(run) && hasExploded(lossesOf(ledger), loss)) ledger.isEnded = true;
    else if (!Number.isFinite(loss)) throw await lossNotFinite(run, batch, { step, rate, loss });
    if (ledger.isEnded) continue;
    const told = { step, rate, ...figures };
    ledger.losses.push(told);
    yield { kind: 'step', ...told, steps: ledger.stepCount, secondsLeft: ledger.secondsLeft };
    if (!layers) continue;
    ledger.layers = layers;
    yield { kind: 'layers', step, layers };
  }
}

/** A test of learning rates ends where the loss explodes: that is what it looks for. */
export function isRangeTest({ options: { recipe } }: Run): boolean {
  return recipe.schedule.kind === 'range-test';
}

function lossesOf({ losses }: Ledger): number[] {
  return losses.map(({ loss }) => loss);
}

async function* waitAtGate({ gate, ledger, signal }: LoopOptions): AsyncGenerator<TrainEvent, void> {
  const { step } = ledger.position;
  yield { kind: 'state', state: 'paused', step };
  ledger.pause();
  await gate.pass(signal);
  ledger.resume();
  yield { kind: 'state', state: 'running', step };
}

function batchOf(samples: Uint32Array, { labels }: PixelSet, epoch: number): Batch {
  return { samples, labels: Uint32Array.from(samples, (sample) => labels[sample] ?? 0), epoch };
}
