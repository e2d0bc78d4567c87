/** The tables of a report and its CSV files: the same numbers as plain texts. */

import type { Analysis, Comparison, FinishedRun } from '../analysis.js';
import { meanOf } from '../statistics.js';
import { groupBy } from '../group.js';
import { isSeen, namePoint, printInterval, printP, printPoints } from '../words.js';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const percent = (share: number) => (100 * share).toFixed(1);
const dash = '—';

export function pointsTable({ points }: Analysis): Table {
  return {
    head: ['', 'runs', 'test accuracy, %', 'deviation', 'every run'],
    rows: points.map((point) => [
      namePoint(point),
      String(point.values.length),
      percent(point.mean),
      point.deviation === undefined ? dash : percent(point.deviation),
      point.values.map(({ value }) => percent(value)).join('  '),
    ]),
  };
}

export function comparisonsTable({ comparisons }: Analysis): Table {
  return {
    head: ['difference', 'pairs', 'mean, points', '95 % (t)', '95 % (bootstrap)', 'd_z', 'p', 'p, corrected', ''],
    rows: comparisons.map(comparisonRow),
  };
}

function comparisonRow(comparison: Comparison): string[] {
  const { of, against, statistics: s, adjustedP } = comparison;
  return [
    `${namePoint(of)} − ${namePoint(against)}`,
    String(s.count),
    printPoints(s.mean),
    s.interval ? printInterval(s.interval) : dash,
    s.bootstrap ? printInterval(s.bootstrap) : dash,
    s.effect === undefined ? dash : s.effect.toFixed(2).replace('-', '−'),
    s.p === undefined ? dash : printP(s.p),
    adjustedP === undefined ? dash : printP(adjustedP),
    isSeen(comparison) ? 'seen' : 'not seen',
  ];
}

/** `never` is a value: it stands where an accuracy was not reached. */
export function timesTable({ times }: Analysis): Table {
  return {
    head: ['', 'test accuracy, %', 'steps, by seed'],
    rows: times.map((time) => [
      namePoint(time),
      percent(time.target),
      time.steps.map(({ steps }) => (steps === null ? 'never' : String(steps))).join('  '),
    ]),
  };
}

export function costsTable(runs: readonly FinishedRun[]): Table {
  const byPoint = groupBy(runs, ({ definition }) => namePoint(definition));
  return {
    head: ['', 'weights trained', 'seconds a run', 'of these, frozen activations', 'GPU memory, MB'],
    rows: [...byPoint].map(([name, own]) => {
      const mean = (value: (run: FinishedRun) => number) => meanOf(own.map(value));
      return [
        name,
        mean(({ record }) => record.result.trainableParameters).toFixed(0),
        mean(({ record }) => record.cost.seconds).toFixed(1),
        mean(({ record }) => record.cost.prefixSeconds).toFixed(1),
        (Math.max(...own.map(({ record }) => record.cost.peakGpuBytes)) / 1e6).toFixed(1),
      ];
    }),
  };
}

/** A row for each run, and one more for each shifted test set. */
export function runsTable(runs: readonly FinishedRun[]): Table {
  return {
    head: ['run', 'arm', 'at', 'seed', 'test_accuracy', 'train_images', 'test_images', 'trainable_parameters'],
    rows: runs.flatMap(({ id, definition: { arm, at, seed }, record: { result } }) => {
      const { testAccuracy, trainImages, testImages, trainableParameters, shifted } = result;
      const row = (level: string, accuracy: number) =>
        [id, arm, level, seed, accuracy, trainImages, testImages, trainableParameters].map(String);
      return [row(at, testAccuracy), ...shifted.map(({ shift, accuracy }) => row(shift, accuracy))];
    }),
  };
}

/** What differs from time to time, apart from what does not. */
export function costsOfRuns(runs: readonly FinishedRun[]): Table {
  return {
    head: ['run', 'seconds', 'prefix_seconds', 'peak_gpu_bytes', 'adapter'],
    rows: runs.map(({ id, record: { cost, adapter } }) =>
      [id, cost.seconds, cost.prefixSeconds, cost.peakGpuBytes, adapter].map(String),
    ),
  };
}

/** RFC 4180. */
export function csv({ head, rows }: Table): string {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [head, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}
