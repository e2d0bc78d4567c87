/** Comparisons in plain words, made from their numbers: what was seen, how sure it is, and that nothing was where so. */

import type { Comparison } from './analysis.js';
import type { Interval } from './bootstrap.js';
import type { Point } from './kinds/kind.js';

/** Claims are made where the corrected p-value is below it. */
export const level = 0.05;

/** `layer2`, `fine-tuned at 5` */
export function namePoint({ arm, at }: Point): string {
  return at === '' ? arm : `${arm} at ${at}`;
}

/** `layer2, seed 1` */
export function nameRun({ definition }: { readonly definition: Point & { readonly seed: number } }): string {
  return `${namePoint(definition)}, seed ${definition.seed}`;
}

/** A share or a difference of shares in points of a hundred, with a real minus: `+4.2`, `−0.7` */
export function printPoints(share: number): string {
  const text = Math.abs(100 * share).toFixed(1);
  return text === '0.0' ? text : `${share < 0 ? '−' : '+'}${text}`;
}

export function printInterval({ low, high }: Interval): string {
  return `${printPoints(low)} to ${printPoints(high)}`;
}

/** `0.004`; what is smaller is told as such. */
export function printP(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** Whether the numbers bear a claim. */
export function isSeen({ adjustedP }: Comparison): boolean {
  return adjustedP !== undefined && adjustedP < level;
}

/** One sentence for one comparison. */
export function sayComparison(comparison: Comparison): string {
  const { of, against, statistics, adjustedP, ifWorse } = comparison;
  const { count, mean, interval } = statistics;
  const names = `${namePoint(of)} and ${namePoint(against)}`;
  if (count < 2) return `One seed of ${names} (${printPoints(mean)} points): no claim can be made from it.`;
  if (mean === 0 && !interval)
    return `${names} are the same in each of ${count} seeds: no claim can be made from that.`;
  if (!interval || adjustedP === undefined)
    return `${names} differ by ${printPoints(mean)} points in each of ${count} seeds: too few to say how that varies, no claim.`;
  const numbers = `95 % interval ${printInterval(interval)}, p = ${printP(adjustedP)} after correction, ${count} seeds`;
  if (!isSeen(comparison)) {
    return `No difference seen between ${names}: ${printPoints(mean)} points (${numbers}); ${whyUnseen(interval)}.`;
  }
  const side = mean > 0 ? 'better' : 'worse';
  const called = mean < 0 && ifWorse !== undefined ? `, ${ifWorse}` : '';
  const size = Math.abs(100 * mean).toFixed(1);
  return `${namePoint(of)} is ${side} than ${namePoint(against)} by ${size} points${called} (${numbers}).`;
}

/** An interval without zero may still not bear a claim: with many comparisons, some have one by chance. */
function whyUnseen({ low, high }: Interval): string {
  if (low > 0 || high < 0) return 'the interval leaves zero out, but among so many comparisons that happens by chance';
  return `one below about ${(50 * (high - low)).toFixed(1)} points could not have been seen`;
}
