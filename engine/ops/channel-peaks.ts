/** The peak of each channel of each picture: its largest value, where that is, and what share of it is above zero. */

import { sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/channel_peaks.wgsl?raw';
import { dispatchNode } from './kernel.js';

/** Largest value, the pixel where it is, share above zero. */
export const peakSize = 3;

/** [x [B, ..., C]] -> peaks [B, C, 3] */
export const channelPeaks: Op<Record<string, never>> = {
  name: 'channelPeaks',

  outputShapes([x = []]) {
    return [[x[0] ?? 1, x.at(-1) ?? 1, peakSize]];
  },

  lower(node, lowering) {
    const { shape = [] } = node.inputs[0] ?? {};
    const [channels, pixels] = [shape.at(-1) ?? 1, sizeOf(shape.slice(1, -1))];
    const count = (shape[0] ?? 1) * channels;
    const constants = { CHANNELS: channels, PIXELS: pixels, COUNT: count };
    dispatchNode(node, lowering, { source, constants, invocations: count });
  },
};
