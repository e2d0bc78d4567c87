/** 2-D max pooling, NHWC. What lies outside of the input never wins. */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, sameShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/max_pool2d.wgsl?raw';
import backwardSource from '../../shaders/max_pool2d_backward.wgsl?raw';
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

  gradient({ name, inputs, outputs, attributes }, [gradOutput], { graph, wants }) {
    const [[x], [y]] = [inputs, outputs];
    if (!x || !y || !gradOutput || !wants(x)) return [null];
    return [graph.add(maxPool2dBackward, `${name}.gradInput`, [gradOutput, x, y], attributes)[0]];
  },
};

/** [gradOutput [B, P, Q, C], x [B, H, W, C], y as gradOutput] -> gradInput as x */
export const maxPool2dBackward: Op<MaxPool2dAttributes> = {
  name: 'maxPool2dBackward',

  outputShapes([gradOutput = [], x = [], y = []], attributes, name) {
    const [pooled = []] = maxPool2d.outputShapes([x], attributes, name);
    expect(sameShape(gradOutput, pooled) && sameShape(y, pooled), () => ({
      operation: `maxPool2dBackward ${name}`,
      got: `gradOutput ${printShape(gradOutput)} and y ${printShape(y)}`,
      expected: `${printShape(pooled)}, what pooling x ${printShape(x)} gives`,
    }));
    return [x];
  },

  lower(node, lowering) {
    const [gradOutput, x] = node.inputs;
    const { padding } = node.attributes;
    if (gradOutput && x) lowerPool(node, lowering, backwardSource, [x.shape, gradOutput.shape], { PADDING: padding });
  },
};
