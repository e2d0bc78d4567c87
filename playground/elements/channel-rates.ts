/** Channels by how often they are above zero: counted in bins, and those picked out that hardly ever are. */

import { rareRate } from '../../engine/index.js';
import type { ChannelActivity } from '../worker/protocol.js';

export interface Bin {
  /** `10 … 20 %` */
  readonly name: string;
  readonly count: number;
}

const binCount = 10;

/** Ten bins of equal width; a rate on the edge of two belongs to the upper one, a rate of 1 to the last. */
export function histogramOf(channels: readonly Pick<ChannelActivity, 'rate'>[]): Bin[] {
  const binOf = (rate: number) => Math.min(Math.floor(rate * binCount), binCount - 1);
  return Array.from({ length: binCount }, (_, bin) => ({
    name: `${bin * 10} … ${(bin + 1) * 10} %`,
    count: channels.filter(({ rate }) => binOf(rate) === bin).length,
  }));
}

/** Channels that are never above zero, and those that are less than one time in a hundred. */
export function quietChannels(channels: readonly Pick<ChannelActivity, 'rate'>[]): {
  readonly dead: readonly number[];
  readonly rare: readonly number[];
} {
  const where = (holds: (rate: number) => boolean) =>
    channels.flatMap(({ rate }, channel) => (holds(rate) ? [channel] : []));
  return { dead: where((rate) => rate === 0), rare: where((rate) => rate > 0 && rate < rareRate) };
}
