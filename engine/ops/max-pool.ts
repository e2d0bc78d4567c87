/** 2-D max pooling, NHWC. What lies outside of the input never wins. */

import { expect } from '../core/errors.js';
import { dimensions4 } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/max_pool2d.wgsl?raw';
import { lowerPool } from './pool.js';
import { outputSize } from './window.js';

export interface MaxPool2dAttributes {
  readonly kernelSize: number;
  readonly stride: number;
  /** At most half the kernel's size, so that no window lies outside altogether. */
  readonly padding: number;
}

/** [x [B, H, W, C]] -> y [B, P, Q, C], P and Q as a convolution has them */
export const maxPool2d: Op<MaxPool2dAttributes> = {
  name: 'maxPool2d',

  outputShapes([x = []], attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `maxPool2d ${name}`);
    const { kernelSize, padding } = attributes;
    expect(2 * padding <= kernelSize, () => ({
      operation: `maxPool2d ${name}`,
      got: `padding ${padding} for a kernel of ${kernelSize}`,
      expected: 'at most half the kernel',
    }));
    const [p, q] = [outputSize(height, kernelSize, attributes), outputSize(width, kernelSize, attributes)];
    expect(p > 0 && q > 0, () => ({
      operation: `maxPool2d ${name}`,
      got: `an input of ${height} x ${width}`,
      expected: `one that a ${kernelSize} x ${kernelSize} window fits into`,
      remedy: 'Use larger images.',
    }));
    return [[batch, p, q, channels]];
  },

  lower(node, lowering) {
    const [x, y] = [...node.inputs, ...node.outputs];
    const { padding } = node.attributes;
    if (x && y) lowerPool(node, lowering, source, [x.shape, y.shape], { PADDING: padding });
  },
};
