/** What the training panel says: the network's two parts, the stage of a run, its outcome. Pure. */

import type { TrainingState } from '../state/training.js';
import type { DataSummary, Interrupted, ModelSummary, TrainReport } from '../worker/protocol.js';
import { printCount, printPercent } from './format.js';

/** The network as it is trained: the body as it came, a new head for the data's classes. */
export interface Parts {
  /** Weights of everything below the head. */
  readonly frozen: number;
  /** Numbers that the body gives the head for one picture. */
  readonly features: number;
  /** Classes that the new head tells apart. */
  readonly classes: number;
  /** Weights of the new head: `features * classes + classes`. */
  readonly trained: number;
}

export function partsOf(model: ModelSummary, data: DataSummary): Parts {
  const head = model.blocks.at(-1);
  const features = head?.layers.find(({ kind }) => kind === 'average pool')?.shape[0] ?? 0;
  const classes = data.classes.length;
  return { frozen: model.parameters - (head?.parameters ?? 0), features, classes, trained: (features + 1) * classes };
}

/** `8 s`, `2 min 05 s` */
export function printDuration(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
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
