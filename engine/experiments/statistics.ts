/**
 * What paired differences say. Two conditions that were run with the same seed share classes, samples, order and first
 * weights; their difference d is free of what these do to both. Of n differences:
 *
 *     mean m, deviation s = sqrt(Σ (d - m)² / (n - 1))
 *     t interval m ± t(n - 1) s / sqrt(n), t test of m = 0
 *     effect size d_z = m / s (Cohen)
 *
 * One difference says nothing of the next one, and differences that are all the same nothing of how they vary: no
 * interval and no p-value then.
 */

import { bootstrapInterval, type Interval } from './bootstrap.js';
import { criticalT, twoSidedP } from './student-t.js';

export const confidence = 0.95;

export interface PairedStatistics {
  readonly count: number;
  readonly mean: number;
  /** `undefined` for one value. */
  readonly deviation: number | undefined;
  readonly interval: Interval | undefined;
  readonly bootstrap: Interval | undefined;
  readonly effect: number | undefined;
  readonly p: number | undefined;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Divided by n - 1; `undefined` for less than two values. */
export function deviationOf(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** @param differences one of each pair, at least one. */
export function pairedStatistics(differences: readonly number[]): PairedStatistics {
  const count = differences.length;
  const mean = meanOf(differences);
  const deviation = deviationOf(differences);
  const none = { interval: undefined, bootstrap: undefined, effect: undefined, p: undefined };
  // Rounding leaves equal differences a deviation that is not quite zero.
  if (deviation === undefined || deviation <= 1e-12 * Math.abs(mean)) return { count, mean, deviation, ...none };
  const error = deviation / Math.sqrt(count);
  const reach = criticalT(confidence, count - 1) * error;
  return {
    count,
    mean,
    deviation,
    interval: { low: mean - reach, high: mean + reach },
    bootstrap: bootstrapInterval(differences, confidence),
    effect: mean / deviation,
    p: twoSidedP(mean / error, count - 1),
  };
}

/**
 * Holm's step-down correction (1979) of the p-values of several comparisons: with the k-th smallest times (m - k + 1),
 * never less than the one before it and at most 1, the chance of any false claim stays below the level.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).toSorted((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const adjusted = new Array<number>(pValues.length).fill(0);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 0)));
    adjusted[index] = largest;
  });
  return adjusted;
}
