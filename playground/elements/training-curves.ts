/** From what a training run has told to the columns that its plots draw. Pure. */

import type { TrainingState } from '../state/training.js';

/**
 * A shared, ascending x and one column for each series. `undefined` where a series has nothing at that x: its line goes
 * straight on; `null` where it has no finite value there: its line has a gap.
 */
export type Columns = [x: number[], ...series: Figure[][]];

type Figure = number | null | undefined;

export interface Curves {
  /** Epochs; then mean loss of a step, of an epoch's training samples and of the test samples, in nats. */
  readonly loss: Columns;
  /** Epochs; then accuracy on the training and on the test samples, in percent. */
  readonly accuracy: Columns;
}

/** A plot is a few hundred pixels wide: more points than this only cost time. */
const mostStepPoints = 800;

export function curvesOf(training: TrainingState): Curves {
  const { epochs } = training;
  const rows = new Map(stepPoints(training).map(({ x, loss }) => [x, [finite(loss), undefined, undefined] as LossRow]));
  for (const { epoch, trainLoss, testLoss } of epochs) {
    rows.set(epoch, [rows.get(epoch)?.[0], finite(trainLoss), finite(testLoss)]);
  }
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const column = (index: 0 | 1 | 2) => sorted.map(([, row]) => row[index]);
  return {
    loss: [sorted.map(([x]) => x), column(0), column(1), column(2)],
    accuracy: [
      epochs.map(({ epoch }) => epoch),
      epochs.map(({ trainAccuracy }) => trainAccuracy * 100),
      epochs.map(({ testAccuracy }) => testAccuracy * 100),
    ],
  };
}

type LossRow = [step: Figure, train: Figure, test: Figure];

/** Losses of the steps over epochs; where there are too many, means of neighbours. */
function stepPoints({ stepLosses, steps, epochCount }: TrainingState): { x: number; loss: number }[] {
  const stepsPerEpoch = epochCount === 0 ? 1 : Math.max(1, steps / epochCount);
  const portion = Math.max(1, Math.ceil(stepLosses.length / mostStepPoints));
  const points: { x: number; loss: number }[] = [];
  for (let first = 0; first < stepLosses.length; first += portion) {
    const part = stepLosses.slice(first, first + portion);
    const loss = part.reduce((sum, step) => sum + step.loss, 0) / part.length;
    points.push({ x: (part.at(-1)?.step ?? 0) / stepsPerEpoch, loss });
  }
  return points;
}

/** A loss that ran away is a gap in its curve. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
