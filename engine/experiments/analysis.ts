/** From finished runs to what they say: points with every run in them, comparisons paired by seed, times to accuracies. */

import type { ResolvedDocument } from './document.js';
import type { PlannedRun } from './expand.js';
import { groupBy } from './group.js';
import type { Contrast, Point } from './kinds/kind.js';
import { kinds } from './kinds/kinds.js';
import type { RunRecord, RunResult } from './result.js';
import { deviationOf, holm, meanOf, pairedStatistics, type PairedStatistics } from './statistics.js';

/** A run as it was planned, and what it left. */
export interface FinishedRun extends PlannedRun {
  readonly record: RunRecord;
}

/** A test accuracy, from 0 to 1. */
export interface Observation extends Point {
  readonly seed: number;
  readonly value: number;
}

export interface PointSummary extends Point {
  readonly values: readonly { readonly seed: number; readonly value: number }[];
  readonly mean: number;
  /** Of the values, not of their mean; `undefined` for one. */
  readonly deviation: number | undefined;
}

export interface Comparison extends Contrast {
  /** Of the seeds that both have. */
  readonly statistics: PairedStatistics;
  /** p after Holm's correction for all comparisons of the experiment. */
  readonly adjustedP: number | undefined;
}

/** Steps until an accuracy was first reached after an epoch; `null`: never. */
export interface TimeToAccuracy extends Point {
  readonly target: number;
  readonly steps: readonly { readonly seed: number; readonly steps: number | null }[];
}

export interface Analysis {
  readonly points: readonly PointSummary[];
  readonly comparisons: readonly Comparison[];
  readonly times: readonly TimeToAccuracy[];
}

/** Planned runs that are done, in their planned order. */
export function finishedRuns(planned: readonly PlannedRun[], records: readonly RunRecord[]): readonly FinishedRun[] {
  const byRun = new Map(records.map((record) => [record.run, record]));
  return planned.flatMap((run) => {
    const record = byRun.get(run.id);
    return record ? [{ ...run, record }] : [];
  });
}

export function analyse(document: ResolvedDocument, runs: readonly FinishedRun[]): Analysis {
  const observations = runs.flatMap(observe);
  return {
    points: [...groupBy(observations, keyOf).values()].flatMap(summarise),
    comparisons: compareAll(kinds[document.kind].contrasts(document), observations),
    times: document.factors.targets.flatMap((target) => timesTo(target, runs)),
  };
}

/** A run on shifted test sets is an observation of each of them too. */
function observe({ definition: { arm, at, seed }, record: { result } }: FinishedRun): Observation[] {
  const shifted = result.shifted.map(({ shift, accuracy }) => ({ arm, at: shift, seed, value: accuracy }));
  return [{ arm, at, seed, value: result.testAccuracy }, ...shifted];
}

export function keyOf({ arm, at }: Point): string {
  return JSON.stringify([arm, at]);
}

function summarise(observations: readonly Observation[]): PointSummary[] {
  const [first] = observations;
  if (!first) return [];
  const values = observations.map(({ seed, value }) => ({ seed, value }));
  const numbers = values.map(({ value }) => value);
  return [{ arm: first.arm, at: first.at, values, mean: meanOf(numbers), deviation: deviationOf(numbers) }];
}

function compareAll(contrasts: readonly Contrast[], observations: readonly Observation[]): Comparison[] {
  const points = groupBy(observations, keyOf);
  const compared = contrasts.flatMap((contrast) => {
    const differences = pair(points.get(keyOf(contrast.of)) ?? [], points.get(keyOf(contrast.against)) ?? []);
    return differences.length > 0 ? [{ ...contrast, statistics: pairedStatistics(differences) }] : [];
  });
  const adjusted = holm(compared.flatMap(({ statistics: { p } }) => p ?? []));
  let tested = 0;
  return compared.map((comparison) => {
    const adjustedP = comparison.statistics.p === undefined ? undefined : adjusted[tested++];
    return { ...comparison, adjustedP };
  });
}

/** The differences between observations of the same seed. */
export function pair(of: readonly Observation[], against: readonly Observation[]): number[] {
  const bySeed = new Map(against.map(({ seed, value }) => [seed, value]));
  return of.flatMap(({ seed, value }) => {
    const other = bySeed.get(seed);
    return other === undefined ? [] : [value - other];
  });
}

function timesTo(target: number, runs: readonly FinishedRun[]): TimeToAccuracy[] {
  return [...groupBy(runs, ({ definition }) => keyOf(definition)).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const steps = own.map(({ definition: { seed }, record }) => ({ seed, steps: stepsTo(record.result, target) }));
    return [{ arm: first.definition.arm, at: first.definition.at, target, steps }];
  });
}

function stepsTo({ epochs }: RunResult, target: number): number | null {
  return epochs.find(({ testAccuracy }) => testAccuracy >= target)?.steps ?? null;
}
