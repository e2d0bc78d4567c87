/** From what a training run has told to the columns that its plots draw. Pure. */

import type { EpochReport, StepLoss } from '../worker/protocol.js';
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
  /** Epochs; then the learning rate of a step. */
  readonly rate: Columns;
  /** Epochs; then the global norm of a step's gradients. */
  readonly gradientNorm: Columns;
}

/** A plot is a few hundred pixels wide: more points than this only cost time. */
const mostStepPoints = 800;

export interface CurveOptions {
  /** From 0 (as measured) to below 1: how much of the mean so far each step's loss is blended with. */
  readonly smoothing: number;
  /** Other runs, whose test curves, rates and norms are laid over. */
  readonly compared: readonly TrainingState[];
}

export function curvesOf(training: TrainingState, { smoothing, compared }: CurveOptions): Curves {
  const own = ownCurves(training, smoothing);
  const overlay = (columns: Columns, pointsOf: (run: TrainingState) => readonly (readonly [number, Figure])[]) =>
    compared.reduce((all, run) => withSeries(all, new Map(pointsOf(run))), columns);
  const byEpoch =
    (pick: (epoch: EpochReport) => number) =>
    ({ epochs }: TrainingState) =>
      epochs.map((epoch) => [epoch.epoch, finite(pick(epoch))] as const);
  return {
    loss: overlay(
      own.loss,
      byEpoch(({ testLoss }) => testLoss),
    ),
    accuracy: overlay(
      own.accuracy,
      byEpoch(({ testAccuracy }) => testAccuracy * 100),
    ),
    rate: overlay(own.rate, (run) => stepPoints(run, 'rate')),
    gradientNorm: overlay(own.gradientNorm, (run) => stepPoints(run, 'gradientNorm')),
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
  const losses = smoothed(stepPoints(training, 'loss'), smoothing);
  const rows = new Map(losses.map(([x, loss]) => [x, [loss, undefined, undefined] as LossRow]));
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
    rate: columnsOf(stepPoints(training, 'rate')),
    gradientNorm: columnsOf(smoothed(stepPoints(training, 'gradientNorm'), smoothing)),
  };
}

function columnsOf(points: readonly Point[]): Columns {
  return [points.map(([x]) => x), points.map(([, value]) => value)];
}

type LossRow = [step: Figure, train: Figure, test: Figure];

/** A figure of the steps over epochs; where there are too many, means of neighbours. */
function stepPoints({ stepLosses, steps, epochCount }: TrainingState, figure: keyof StepLoss): Point[] {
  const stepsPerEpoch = epochCount === 0 ? 1 : Math.max(1, steps / epochCount);
  const told = stepLosses.filter((step) => step[figure] !== undefined);
  const portion = Math.max(1, Math.ceil(told.length / mostStepPoints));
  const points: Point[] = [];
  for (let first = 0; first < told.length; first += portion) {
    const part = told.slice(first, first + portion);
    const mean = part.reduce((sum, step) => sum + (step[figure] ?? NaN), 0) / part.length;
    points.push([(part.at(-1)?.step ?? 0) / stepsPerEpoch, finite(mean)]);
  }
  return points;
}

type Point = readonly [x: number, value: number | null];

/** The last step that told of itself, up to the end of an epoch or of all. */
export function stepAt(
  { stepLosses, steps, epochCount }: TrainingState,
  epoch: number | undefined,
): StepLoss | undefined {
  if (epoch === undefined) return stepLosses.at(-1);
  return stepLosses.findLast(({ step }) => step <= (epoch * steps) / Math.max(1, epochCount));
}

/** The exponential moving mean, divided by the weight it has so far so that it does not begin at zero (as Adam's). */
function smoothed(points: readonly Point[], smoothing: number): readonly Point[] {
  let [mean, weight] = [0, 0];
  return points.map(([x, value]) => {
    if (value === null) return [x, value];
    mean = smoothing * mean + (1 - smoothing) * value;
    weight = smoothing * weight + (1 - smoothing);
    return [x, mean / weight];
  });
}

/** A loss that ran away is a gap in its curve. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
