/** The figures of a report, described: what stands on their axes, and every run as a point. */

import type { Analysis, FinishedRun, PointSummary } from '../analysis.js';
import { groupBy } from '../group.js';
import type { Kind } from '../kinds/kind.js';
import type { Plot } from './plot.js';
import type { Series } from './series.js';

const printShare = (share: number) => `${Math.round(100 * share)} %`;

/** Accuracy over what varies; with one level, over the arms. */
export function accuracyPlot(kind: Kind, { points }: Analysis): Plot {
  const levels = [...new Set(points.map(({ at }) => at))];
  const arms = [...new Set(points.map(({ arm }) => arm))];
  const overArms = levels.length === 1;
  const names = overArms ? arms : levels;
  const placeOf = ({ arm, at }: PointSummary) =>
    overArms ? names.indexOf(arm) : names.indexOf(at) + besides(arms.indexOf(arm), arms.length);
  const seriesOf = (name: string, own: readonly PointSummary[]): Series => ({
    name,
    lines: overArms ? own.map((point) => dash(placeOf(point), point.mean)) : [means(own, placeOf)],
    dots: own.flatMap((point) =>
      point.values.map(({ seed, value }) => ({
        x: placeOf(point),
        y: value,
        title: `${name} ${overArms ? '' : point.at}, seed ${seed}: ${(100 * value).toFixed(1)} %`,
      })),
    ),
  });
  const series = overArms
    ? [seriesOf('', points)]
    : arms.map((arm) =>
        seriesOf(
          arm,
          points.filter((point) => point.arm === arm),
        ),
      );
  return {
    title: `Test accuracy: ${arms.join(', ')}`,
    xLabel: kind.axis,
    yLabel: 'test accuracy',
    xTicks: names.map((label, at) => ({ at, label })),
    printY: printShare,
    series,
  };
}

/** Arms stand beside each other at a level, so that none hides another; all of them take less than half of its room. */
function besides(index: number, count: number): number {
  return (index - (count - 1) / 2) * Math.min(0.06, 0.4 / count);
}

function means(points: readonly PointSummary[], placeOf: (point: PointSummary) => number) {
  return points.map((point) => ({ x: placeOf(point), y: point.mean })).toSorted((a, b) => a.x - b.x);
}

/** A short level line at a mean. */
function dash(x: number, y: number) {
  return [
    { x: x - 0.2, y },
    { x: x + 0.2, y },
  ];
}

/** What a course of training can be drawn over. */
const clocks = {
  steps: { label: 'steps', of: ({ record }: FinishedRun) => record.result.epochs.map(({ steps }) => steps) },
  samples: {
    label: 'images seen',
    of: ({ record }: FinishedRun) => record.result.epochs.map(({ samples }) => samples),
  },
  seconds: {
    label: 'seconds, computing frozen activations included',
    of: ({ record: { cost } }: FinishedRun) =>
      cost.epochSeconds.map((_, epoch) =>
        cost.epochSeconds.slice(0, epoch + 1).reduce((a, b) => a + b, cost.prefixSeconds),
      ),
  },
} as const;

export const clockNames = Object.keys(clocks) as readonly (keyof typeof clocks)[];

/** Accuracy in the course of training, a line for each run. */
export function coursePlot(runs: readonly FinishedRun[], clock: keyof typeof clocks): Plot {
  const { label, of } = clocks[clock];
  const courses = runs.map((run) => {
    const times = of(run);
    const line = run.record.result.epochs.map(({ testAccuracy }, epoch) => ({ x: times[epoch] ?? 0, y: testAccuracy }));
    return { arm: run.definition.arm, line };
  });
  const last = Math.max(...courses.flatMap(({ line }) => line.map(({ x }) => x)));
  return {
    title: `Test accuracy in the course of training, over ${label}`,
    xLabel: label,
    yLabel: 'test accuracy',
    xTicks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ at: share * last, label: String(Math.round(share * last)) })),
    printY: printShare,
    series: [...groupBy(courses, ({ arm }) => arm)].map(([name, own]) => ({
      name,
      lines: own.map(({ line }) => line),
      dots: own.flatMap(({ line }) => line.slice(-1).map((dot) => ({ ...dot, title: name }))),
    })),
  };
}
