/**
 * 2-D average pooling, NHWC, without padding. Windows cover the whole input: what reaches over the far edge is the mean
 * of what it has inside (PyTorch's `ceil_mode=True, count_include_pad=False`).
 */

import { dimensions4 } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/avg_pool2d.wgsl?raw';
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
};
