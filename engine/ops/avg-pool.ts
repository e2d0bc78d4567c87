/**
 * 2-D average pooling, NHWC, without padding. Windows cover the whole input: what reaches over the far edge is the mean
 * of what it has inside (PyTorch's `ceil_mode=True, count_include_pad=False`).
 */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, sameShape, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/avg_pool2d.wgsl?raw';
import backwardSource from '../../shaders/avg_pool2d_backward.wgsl?raw';
import { lowerPool } from './pool.js';
import { coveringSize } from './window.js';

export interface AvgPool2dAttributes {
  readonly kernelSize: number;
  readonly stride: number;
}

/** [x [B, H, W, C]] -> y [B, P, Q, C], as many windows as cover x */
export const avgPool2d: Op<AvgPool2dAttributes> = {
  name: 'avgPool2d',

  outputShapes([x = []], { kernelSize, stride }, name) {
    const [batch, height, width, channels] = dimensions4(x, `avgPool2d ${name}`);
    const size = (length: number) => coveringSize(length, kernelSize, stride);
    return [[batch, size(height), size(width), channels]];
  },

  lower(node, lowering) {
    const [x, y] = [...node.inputs, ...node.outputs];
    if (x && y) lowerPool(node, lowering, source, [x.shape, y.shape]);
  },

  gradient({ name, inputs: [x], attributes }, [gradOutput], { graph, wants }) {
    if (!x || !gradOutput || !wants(x)) return [null];
    const backward = { ...attributes, inputShape: x.shape };
    return [graph.add(avgPool2dBackward, `${name}.gradInput`, [gradOutput], backward)[0]];
  },
};

export interface AvgPool2dBackwardAttributes extends AvgPool2dAttributes {
  /** [B, H, W, C] of what was pooled: a stride leaves it open. */
  readonly inputShape: Shape;
}

/** [gradOutput [B, P, Q, C]] -> gradInput [B, H, W, C] */
export const avgPool2dBackward: Op<AvgPool2dBackwardAttributes> = {
  name: 'avgPool2dBackward',

  outputShapes([gradOutput = []], attributes, name) {
    const { inputShape } = attributes;
    const [pooled = []] = avgPool2d.outputShapes([inputShape], attributes, name);
    expect(sameShape(gradOutput, pooled), () => ({
      operation: `avgPool2dBackward ${name}`,
      got: printShape(gradOutput),
      expected: `${printShape(pooled)}, what pooling ${printShape(inputShape)} gives`,
    }));
    return [inputShape];
  },

  lower(node, lowering) {
    const gradOutput = node.inputs[0]?.shape ?? [];
    lowerPool(node, lowering, backwardSource, [node.attributes.inputShape, gradOutput]);
  },
};
