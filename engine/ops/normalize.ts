/** From bytes to the numbers that a network takes: RGBA pixels, scaled and normalised. */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/normalize.wgsl?raw';
import { dispatchNode } from './kernel.js';

/**
 * [pixels u32 [N, H, W], each RGBA with red in the low byte, meanStd [8]: mean of r, g, b, unused, std of r, g, b,
 * unused] -> [N, H, W, 4] = (pixel / 255 - mean) / std, 0 as fourth
 */
export const normalize: Op<Record<string, never>> = {
  name: 'normalize',

  outputShapes([pixels = [], meanStd = []], _attributes, name) {
    expect(pixels.length === 3 && sameShape(meanStd, [8]), () => ({
      operation: `normalize ${name}`,
      got: [pixels, meanStd].map(printShape).join(', '),
      expected: 'pixels [N, H, W] and meanStd [8]',
    }));
    return [[...pixels, 4]];
  },

  lower(node, lowering) {
    const count = sizeOf(node.inputs[0]?.shape ?? []);
    dispatchNode(node, lowering, { source, constants: { COUNT: count }, invocations: count });
  },
};
