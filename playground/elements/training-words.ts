/** What the training panel says: the network's two parts, the stage of a run, its outcome. Pure. */

import { layersOf, type Thawed } from '../state/mask.js';
import type { TrainingState } from '../state/training.js';
import type { DataSummary, Interrupted, ModelSummary, TrainReport } from '../worker/protocol.js';
import { printCount, printDuration, printPercent } from './format.js';

/** The network as it is trained, in numbers of weights. */
export interface Parts {
  /** What stays as it came. */
  readonly frozen: number;
  /** What is trained of the weights that came. */
  readonly thawed: number;
  /** Of the new head: `features * classes + classes`. */
  readonly head: number;
  /** Numbers that the body gives the head for one picture. */
  readonly features: number;
  /** Classes that the new head tells apart. */
  readonly classes: number;
}

/** @param thawed names of the layers that are trained. */
export function partsOf(model: ModelSummary, data: DataSummary, thawed: Thawed): Parts {
  const head = model.blocks.at(-1);
  const body = layersOf({ blocks: model.blocks.slice(0, -1) });
  const count = (layers: typeof body) => layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const features = head?.layers.find(({ kind }) => kind === 'average pool')?.shape[0] ?? 0;
  const classes = data.classes.length;
  const trained = count(body.filter(({ name }) => thawed.has(name)));
  return { frozen: count(body) - trained, thawed: trained, head: (features + 1) * classes, features, classes };
}

/** `A training of cat, dog and 3 more was interrupted after epoch 7 of 20.` */
export function sayInterrupted({ classes, epochs, epochCount }: Interrupted): string {
  const [first = '', second = '', ...others] = classes;
  const named = others.length > 0 ? `${first}, ${second} and ${others.length} more` : `${first} and ${second}`;
  const reached = epochs.length > 0 ? `after epoch ${epochs.length} of ${epochCount}` : 'in its first epoch';
  return `A training of ${named} was interrupted ${reached}.`;
}

/** What a run is doing, with its numbers. */
export function sayStage({ phase, progress, step, steps, epochs, epochCount }: TrainingState): string {
  if (phase === 'preparing') {
    if (!progress) return 'Preparing';
    const { stage, done, total } = progress;
    return total > 0 ? `${stage}: ${printCount(done)} of ${printCount(total)}` : stage;
  }
  const epoch = Math.min(epochs.length + 1, epochCount);
  return `Epoch ${epoch} of ${epochCount}, step ${printCount(step)} of ${printCount(steps)}`;
}

/** How far the stage is, from 0 to 1; `undefined` where that is not known. */
export function shareDone({ phase, progress, step, steps }: TrainingState): number | undefined {
  const { done, total } = phase === 'preparing' ? (progress ?? { done: 0, total: 0 }) : { done: step, total: steps };
  return total > 0 ? done / total : undefined;
}

/** The time left; nothing while that is not known. */
export function sayTimeLeft({ phase, secondsLeft }: TrainingState): string {
  if (phase === 'paused') return 'paused';
  if (secondsLeft === undefined) return '';
  return secondsLeft < 1 ? 'less than a second left' : `about ${printDuration(Math.ceil(secondsLeft))} left`;
}

/** `20 epochs in 6.1 s, 4.0 s of it for the body`; a run that was cut short says how many epochs it was to be. */
export function sayWork({ epochs, seconds, prefixSeconds, isComplete }: TrainReport, epochCount: number): string {
  const done = isComplete ? '' : ` of ${epochCount}`;
  const count = `${epochs.length}${done} ${epochCount === 1 ? 'epoch' : 'epochs'}`;
  const body =
    prefixSeconds === 0 ? 'the body was computed before' : `${printDuration(prefixSeconds)} of it for the body`;
  return `${count} in ${printDuration(seconds)}, ${body}`;
}

/** One sentence for each phase, for those who hear the page. */
export function sayPhase({ phase, report, error }: TrainingState): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'preparing':
      return 'Training is being prepared.';
    case 'running':
      return 'Training runs.';
    case 'paused':
      return 'Training is paused.';
    case 'failed':
      return `Training failed: ${error ?? ''}`;
    default:
      return report
        ? `Training ${phase === 'done' ? 'is done' : 'was cancelled'}: test accuracy ${printPercent(report.testAccuracy)}.`
        : '';
  }
}
