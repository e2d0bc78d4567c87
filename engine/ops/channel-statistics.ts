/** What the values of each channel of an activation are like: smallest, largest, mean, variance, share above zero, selectivity. */

import { sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/channel_statistics.wgsl?raw';
import { dispatchNode } from './kernel.js';

/** Of each channel: min, max, mean, variance, share above zero, selectivity. */
export const statisticsSize = 6;

/** [x [..., C]] -> statistics [C, 6] */
export const channelStatistics: Op<Record<string, never>> = {
  name: 'channelStatistics',

  outputShapes([x = []]) {
    return [[x.at(-1) ?? 1, statisticsSize]];
  },

  lower(node, lowering) {
    const { shape = [] } = node.inputs[0] ?? {};
    const channels = shape.at(-1) ?? 1;
    const constants = { CHANNELS: channels, PIXELS: sizeOf(shape) / channels };
    dispatchNode(node, lowering, { source, constants, invocations: channels });
  },
};
