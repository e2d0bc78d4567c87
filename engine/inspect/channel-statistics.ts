/**
 * What the channels of a layer are like for one picture, the orders that follow from it, and the layer in figures. Pure.
 *
 *     mean = (sum of v) / n        variance = (sum of (v - mean)^2) / n        active = (values v > 0) / n
 *     selectivity = (1 - (sum of r)^2 / (n sum of r^2)) / (1 - 1 / n), r = max(v, 0)
 */

import { unite, type Range } from '../core/map-grid.js';

export interface ChannelStatistics {
  readonly range: Range;
  readonly mean: number;
  readonly variance: number;
  /** The share of its values that are above zero. */
  readonly active: number;
  /** Of what it has above zero: 0 where that is the same everywhere, 1 at a single place; 0 of a dead channel. */
  readonly selectivity: number;
}

/** By what the channels of a layer are put in order; by anything but the index, the largest come first. */
export const channelOrders = ['index', 'mean', 'maximum', 'variance', 'selectivity', 'zeros'] as const;
export type ChannelOrder = (typeof channelOrders)[number];

/** By what a channel is sorted in each of the orders. */
const keys: Readonly<Record<ChannelOrder, (statistics: ChannelStatistics, channel: number) => number>> = {
  index: (_, channel) => -channel,
  mean: ({ mean }) => mean,
  maximum: ({ range: [, high] }) => high,
  variance: ({ variance }) => variance,
  selectivity: ({ selectivity }) => selectivity,
  zeros: ({ active }) => 1 - active,
};

/** The channels in an order, a permutation of 0 … C - 1; equal ones by their index. */
export function orderChannels(statistics: readonly ChannelStatistics[], order: ChannelOrder): number[] {
  const sortKeys = statistics.map(keys[order]);
  const keyOf = (channel: number) => sortKeys[channel] ?? 0;
  return statistics.map((_, channel) => channel).sort((a, b) => keyOf(b) - keyOf(a) || a - b);
}

export interface LayerFigures {
  readonly range: Range;
  /** Of all its values. */
  readonly mean: number;
  /** Channels that are never above zero. */
  readonly dead: number;
}

/** A layer in figures; its channels all have the same number of values. */
export function layerFigures(statistics: readonly ChannelStatistics[]): LayerFigures {
  return {
    range: unite(statistics.map(({ range }) => range)),
    mean: statistics.reduce((sum, { mean }) => sum + mean, 0) / statistics.length,
    dead: statistics.filter(({ active }) => active === 0).length,
  };
}
