/** From what a training run has told to the columns that its plots draw. Pure. */

import type { EpochReport } from '../worker/protocol.js';
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

export interface CurveOptions {
  /** From 0 (as measured) to below 1: how much of the mean so far each step's loss is blended with. */
  readonly smoothing: number;
  /** Epochs of other runs, whose test curves are laid over. */
  readonly compared: readonly (readonly EpochReport[])[];
}

export function curvesOf(training: TrainingState, { smoothing, compared }: CurveOptions): Curves {
  const own = ownCurves(training, smoothing);
  const overlay = (columns: Columns, pick: (epoch: EpochReport) => number) =>
    compared.reduce(
      (all, epochs) => withSeries(all, new Map(epochs.map((epoch) => [epoch.epoch, finite(pick(epoch))]))),
      columns,
    );
  return {
    loss: overlay(own.loss, ({ testLoss }) => testLoss),
    accuracy: overlay(own.accuracy, ({ testAccuracy }) => testAccuracy * 100),
  };
}

/** Columns with one more series, by x. */
function withSeries([x, ...series]: Columns, points: ReadonlyMap<number, Figure>): Columns {
  const all = [...new Set([...x, ...points.keys()])].sort((a, b) => a - b);
  const place = new Map(x.map((value, index) => [value, index]));
  const widened = series.map((column) => all.map((value) => column[place.get(value) ?? -1]));
  return [all, ...widened, all.map((value) => points.get(value))];
}

function ownCurves(training: TrainingState, smoothing: number): Curves {
  const { epochs } = training;
  const rows = new Map(
    smoothed(stepPoints(training), smoothing).map(({ x, loss }) => [
      x,
      [finite(loss), undefined, undefined] as LossRow,
    ]),
  );
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
function stepPoints({ stepLosses, steps, epochCount }: TrainingState): Point[] {
  const stepsPerEpoch = epochCount === 0 ? 1 : Math.max(1, steps / epochCount);
  const portion = Math.max(1, Math.ceil(stepLosses.length / mostStepPoints));
  const points: Point[] = [];
  for (let first = 0; first < stepLosses.length; first += portion) {
    const part = stepLosses.slice(first, first + portion);
    const loss = part.reduce((sum, step) => sum + step.loss, 0) / part.length;
    points.push({ x: (part.at(-1)?.step ?? 0) / stepsPerEpoch, loss });
  }
  return points;
}

interface Point {
  readonly x: number;
  readonly loss: number;
}

/** The exponential moving mean, divided by the weight it has so far so that it does not begin at zero (as Adam's). */
function smoothed(points: readonly Point[], smoothing: number): readonly Point[] {
  let [mean, weight] = [0, 0];
  return points.map(({ x, loss }) => {
    if (!Number.isFinite(loss)) return { x, loss };
    mean = smoothing * mean + (1 - smoothing) * loss;
    weight = smoothing * weight + (1 - smoothing);
    return { x, loss: mean / weight };
  });
}

/** A loss that ran away is a gap in its curve. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
