/**
 * The percentile bootstrap of a mean (Efron, 1979): the values are drawn anew with replacement, many times, and the
 * interval holds the middle of the means. With few values it knows few means: it is a check of the t interval, which
 * assumes a normal distribution, and with less than about ten values too narrow.
 */

import { randomUniform } from '../core/random.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 10_000;
/** The same values always have the same interval. */
const seed = 0;

export function bootstrapInterval(values: readonly number[], confidence: number): Interval {
  const count = values.length;
  const means = Float64Array.from({ length: resamples }, (_, round) => {
    const drawn = (_: number, place: number) =>
      values[Math.floor(randomUniform(seed, 'bootstrap', place, round) * count)] ?? 0;
    return values.map(drawn).reduce((sum, value) => sum + value, 0) / count;
  }).sort();
  const tail = (1 - confidence) / 2;
  return { low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/** Of sorted values, by linear interpolation between the two next to it. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (place - Math.floor(place)) * (above - below);
}
