/** From bytes to the numbers that a network takes: RGBA pixels, scaled, normalised and (for training) mirrored. */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/normalize.wgsl?raw';
import { dispatchNode } from './kernel.js';

/**
 * [pixels u32 [N, H, W], each RGBA with red in the low byte, meanStd [8]: mean of r, g, b, unused, std of r, g, b,
 * unused, flips u32 [N]?: 1 mirrors the image left to right] -> [N, H, W, 4] = (pixel / 255 - mean) / std, 0 as fourth
 */
export const normalize: Op<Record<string, never>> = {
  name: 'normalize',

  outputShapes([pixels = [], meanStd = [], flips], _attributes, name) {
    const [batch = 0] = pixels;
    expect(pixels.length === 3 && sameShape(meanStd, [8]) && (!flips || sameShape(flips, [batch])), () => ({
      operation: `normalize ${name}`,
      got: [pixels, meanStd, ...(flips ? [flips] : [])].map(printShape).join(', '),
      expected: 'pixels [N, H, W], meanStd [8] and perhaps flips [N]',
    }));
    return [[...pixels, 4]];
  },

  lower(node, lowering) {
    const pixels = node.inputs[0]?.shape ?? [];
    const [, height = 1, width = 1] = pixels;
    const constants = {
      FLIP: node.inputs.length === 3,
      OUTPUT_BINDING: node.inputs.length,
      COUNT: sizeOf(pixels),
      HEIGHT: height,
      WIDTH: width,
    };
    dispatchNode(node, lowering, { source, constants, invocations: sizeOf(pixels) });
  },
};
