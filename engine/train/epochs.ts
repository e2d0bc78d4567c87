/** The training loop: epochs of steps over batches, with a test after each epoch. */

import { randomUniform } from '../core/random.js';
import type { PixelSet } from '../data/pixels.js';
import { batches } from '../data/sampler.js';
import type { EpochReport, TrainEvent } from './events.js';
import { Gate } from './gate.js';
import type { Recipe } from './recipe.js';
import type { Batch, Run, Totals } from './run.js';
import type { TrainerOptions, TrainingData } from './training.js';

export interface Reached {
  readonly isComplete: boolean;
  readonly epochs: readonly EpochReport[];
  readonly steps: number;
  /** Command submissions of all steps. */
  readonly submits: number;
}

/** Steps whose loss may still be on its way: enough to keep the GPU fed, few enough to stop soon. */
const stepsInFlight = 4;

interface PendingStep {
  readonly totals: Promise<Totals>;
  readonly samples: number;
}

export async function* runEpochs(
  run: Run,
  data: TrainingData,
  { signal, gate = new Gate() }: TrainerOptions,
): AsyncGenerator<TrainEvent, Reached> {
  const { recipe, model } = run.options;
  const epochs: EpochReport[] = [];
  const clock = new Clock(Math.ceil(data.train.count / recipe.batchSize) * recipe.epochs);
  let submits = 0;
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const started = performance.now();
    const submitsBefore = model.device.usage.submits;
    const sums = { loss: 0, correct: 0, samples: 0 };
    const isComplete = yield* runSteps(run, data.train, epoch, { clock, gate, sums, signal });
    submits += model.device.usage.submits - submitsBefore;
    if (!isComplete) return { isComplete, epochs, steps: clock.done, submits };
    const test = await run.evaluate(data.test.labels);
    const report = {
      epoch,
      trainLoss: sums.loss / sums.samples,
      trainAccuracy: sums.correct / sums.samples,
      testLoss: test.loss / data.test.count,
      testAccuracy: test.correct / data.test.count,
      seconds: (performance.now() - started) / 1000,
    };
    epochs.push(report);
    yield { kind: 'epoch', report, epochs: recipe.epochs, secondsLeft: clock.secondsLeft };
  }
  return { isComplete: true, epochs, steps: clock.done, submits };
}

interface StepContext {
  readonly clock: Clock;
  readonly gate: Gate;
  readonly sums: { loss: number; correct: number; samples: number };
  readonly signal: AbortSignal | undefined;
}

/** The steps of one epoch; `false` where they were cut short. */
async function* runSteps(
  run: Run,
  set: PixelSet,
  epoch: number,
  context: StepContext,
): AsyncGenerator<TrainEvent, boolean> {
  const { recipe } = run.options;
  const pending: PendingStep[] = [];
  const order = batches(set.count, recipe.batchSize, { seed: recipe.seed, epoch, shuffle: recipe.shuffle });
  for (const samples of order) {
    if (context.gate.isClosed) yield* waitAtGate(context);
    if (context.signal?.aborted) break;
    pending.push({ totals: run.train(batchOf(samples, set, recipe, epoch)), samples: samples.length });
    if (pending.length >= stepsInFlight) yield await settle(pending, context);
  }
  while (pending.length > 0) yield await settle(pending, context);
  return !context.signal?.aborted;
}

async function* waitAtGate({ gate, clock, signal }: StepContext): AsyncGenerator<TrainEvent, void> {
  yield { kind: 'state', state: 'paused' };
  clock.stop();
  await gate.pass(signal);
  clock.start();
  yield { kind: 'state', state: 'running' };
}

/** Waits for the oldest step and tells of it. */
async function settle(pending: PendingStep[], { clock, sums }: StepContext): Promise<TrainEvent> {
  const [step] = pending.splice(0, 1) as [PendingStep];
  const { loss, correct } = await step.totals;
  sums.loss += loss;
  sums.correct += correct;
  sums.samples += step.samples;
  clock.done += 1;
  const { done, steps, secondsLeft } = clock;
  return { kind: 'step', step: done, steps, loss: loss / step.samples, secondsLeft };
}

/** Cache rows and classes of some samples; with augmentation every other sample, by chance, is its mirror image. */
function batchOf(samples: Uint32Array, set: PixelSet, { augment, seed }: Recipe, epoch: number): Batch {
  const isMirrored = (sample: number) => augment.flip && randomUniform(seed, 'augment', sample, epoch) < 0.5;
  return {
    rows: Uint32Array.from(samples, (sample) => (isMirrored(sample) ? set.count + sample : sample)),
    labels: Uint32Array.from(samples, (sample) => set.labels[sample] ?? 0),
  };
}

/** How long the remaining steps will take, from those that are done; time spent paused does not count. */
class Clock {
  done = 0;
  #spent = 0;
  #since = performance.now();

  constructor(readonly steps: number) {}

  stop(): void {
    this.#spent += performance.now() - this.#since;
  }

  start(): void {
    this.#since = performance.now();
  }

  get secondsLeft(): number {
    const spent = this.#spent + performance.now() - this.#since;
    return this.done === 0 ? 0 : ((spent / this.done) * (this.steps - this.done)) / 1000;
  }
}
