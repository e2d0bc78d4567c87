/** What channels are like, from the formulas: x [..., C] with its pixels in rows. */

import type { Tensor } from './tensor.js';

export interface ChannelReference {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly variance: number;
  readonly active: number;
  readonly selectivity: number;
}

/** Of each channel of x [N, C]. */
export function channelStatistics(x: Tensor): ChannelReference[] {
  return Array.from({ length: x.size(1) }, (_, channel) => {
    const values = Array.from({ length: x.size(0) }, (_row, row) => x.at(row, channel));
    const mean = meanOf(values);
    return {
      min: Math.min(...values),
      max: Math.max(...values),
      mean,
      variance: meanOf(values.map((value) => (value - mean) ** 2)),
      active: meanOf(values.map((value) => Number(value > 0))),
      selectivity: selectivityOf(values.map((value) => Math.max(value, 0))),
    };
  });
}

/** (1 - mean^2 / mean square) / (1 - 1 / n) of values that are not below zero. */
function selectivityOf(values: readonly number[]): number {
  const square = meanOf(values.map((value) => value ** 2));
  return square === 0 || values.length === 1 ? 0 : (1 - meanOf(values) ** 2 / square) / (1 - 1 / values.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface PeakReference {
  readonly value: number;
  /** The first pixel where it is. */
  readonly place: number;
  readonly active: number;
}

/** The peak of a channel of a picture: x [B, P, C]. */
export function peakOf(x: Tensor, picture: number, channel: number): PeakReference {
  const values = Array.from({ length: x.size(1) }, (_, pixel) => x.at(picture, pixel, channel));
  const value = Math.max(...values);
  return { value, place: values.indexOf(value), active: meanOf(values.map((one) => Number(one > 0))) };
}
