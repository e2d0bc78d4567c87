/** Smallest and largest values: of each channel of an activation, and of all channels together. */

import { ceilDivide, sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/value_range.wgsl?raw';
import { assemble } from './wgsl.js';

/** [x [..., C]] -> ranges of channels [C, 2], range of the layer [1, 2] */
export const valueRange: Op<Record<string, never>> = {
  name: 'valueRange',

  outputShapes([x = []]) {
    return [
      [x.at(-1) ?? 1, 2],
      [1, 2],
    ];
  },

  lower({ name, inputs, outputs }, { dispatch }) {
    const [x] = inputs;
    const [channelRanges, layerRange] = outputs;
    if (!x || !channelRanges || !layerRange) return;
    const channels = x.shape.at(-1) ?? 1;
    const pixels = sizeOf(x.shape) / channels;
    dispatch({
      label: `channel ranges of ${name}`,
      wgsl: assemble(source, { PER_CHANNEL: true, CHANNELS: channels, PIXELS: pixels }),
      bindings: [
        { value: x, access: 'read' },
        { value: channelRanges, access: 'write' },
      ],
      workgroups: [ceilDivide(channels, 64), 1, 1],
    });
    dispatch({
      label: `range of ${name}`,
      wgsl: assemble(source, { PER_CHANNEL: false, CHANNELS: channels }),
      bindings: [
        { value: channelRanges, access: 'read' },
        { value: layerRange, access: 'write' },
      ],
      workgroups: [1, 1, 1],
    });
  },
};
