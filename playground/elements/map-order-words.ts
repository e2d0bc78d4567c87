/** How a pane says in what order its maps stand, and what the layer is like in figures. */

import type { ChannelOrder, ChannelStatistics, MapsReport, ValuesOf } from '../worker/protocol.js';
import { printPercent, printValue } from './format.js';

export const orderNames: Readonly<Record<ChannelOrder, string>> = {
  index: 'number',
  mean: 'mean',
  maximum: 'maximum',
  variance: 'variance',
  selectivity: 'selectivity',
  zeros: 'share of zeros',
};

const orderRules: Readonly<Record<ChannelOrder, string>> = {
  index: 'channels by number',
  mean: 'largest mean first',
  maximum: 'largest maximum first',
  variance: 'largest variance first',
  selectivity: 'those that answer in the fewest places first',
  zeros: 'most values not above zero first',
};

const printKey: Readonly<Record<Exclude<ChannelOrder, 'index'>, (statistics: ChannelStatistics) => string>> = {
  mean: ({ mean }) => printValue(mean),
  maximum: ({ range: [, high] }) => printValue(high),
  variance: ({ variance }) => printValue(variance),
  selectivity: ({ selectivity }) => printValue(selectivity),
  zeros: ({ active }) => printPercent(1 - active),
};

/** The rule by which channels are sorted; with a channel, what it is sorted by: `largest mean first, channel 5: 0.3120`. */
export function sayOrder({ statistics }: MapsReport, order: ChannelOrder, channel: number | undefined): string {
  const own = channel === undefined ? undefined : statistics[channel];
  const rule = orderRules[order];
  return own && order !== 'index' ? `${rule}, channel ${channel}: ${printKey[order](own)}` : rule;
}

export const deadMeaning = 'A channel is dead for this picture where no value of its map is above zero.';

/** `mean 0.3120 · 2 of 16 channels dead (12.5 %)`; of what training changed, how many it left alone. */
export function sayFigures({ channels, figures: { mean, dead }, statistics }: MapsReport, network: ValuesOf): string {
  const isChange = network === 'change';
  const count = isChange ? statistics.filter(({ range: [low, high] }) => low === 0 && high === 0).length : dead;
  const share = `${count} of ${channels} channels ${isChange ? 'unchanged' : 'dead'} (${printPercent(count / channels)})`;
  return `mean ${printValue(mean)} · ${share}`;
}
