/**
 * Batch normalisation with stored statistics (PyTorch's eval mode), in two nodes: what depends on weights alone is
 * folded into a scale and a shift for each channel, and those are applied to the activations.
 *
 *   y = (x - runningMean) / sqrt(runningVar + eps) * weight + bias = x * scale + shift
 *   scale = weight / sqrt(runningVar + eps)        shift = bias - runningMean * scale
 *
 * Weight and bias are frozen in it, gradients pass through it; batch-norm-train.ts has the one that is trained.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import foldSource from '../../shaders/batch_norm_fold.wgsl?raw';
import { dispatchNode } from './kernel.js';
import { lowerPointwise } from './pointwise.js';

export interface BatchNormFoldAttributes {
  /** Added to the variance; PyTorch's default is 1e-5. */
  readonly eps: number;
}

/** [weight, bias, runningMean, runningVar], each [C] -> affine [2, C]: scales, then shifts */
export const batchNormFold: Op<BatchNormFoldAttributes> = {
  name: 'batchNormFold',

  outputShapes(inputs, _attributes, name) {
    const channels = inputs[0]?.[0] ?? 0;
    expect(inputs.length === 4 && inputs.every((shape) => shape.length === 1 && shape[0] === channels), () => ({
      operation: `batchNormFold ${name}`,
      got: inputs.map(printShape).join(', '),
      expected: 'weight, bias, runningMean and runningVar, each [C]',
    }));
    return [[2, channels]];
  },

  lower(node, lowering) {
    const channels = node.inputs[0]?.shape[0] ?? 0;
    dispatchNode(node, lowering, {
      source: foldSource,
      constants: { CHANNELS: channels, EPS: { f32: node.attributes.eps } },
      invocations: channels,
    });
  },
};

/** [x [..., C], affine [2, C]] -> y as x */
export const batchNorm: Op<Record<string, never>> = {
  name: 'batchNorm',

  outputShapes([x = [], affine = []], _attributes, name) {
    const channels = x.at(-1) ?? 1;
    expect(sameShape(affine, [2, channels]), () => ({
      operation: `batchNorm ${name}`,
      got: `x ${printShape(x)} and affine ${printShape(affine)}`,
      expected: `an affine of [2, ${channels}], a row of scales and a row of shifts`,
    }));
    return [x];
  },

  lower(node, lowering) {
    lowerPointwise(node, lowering, 'affine');
  },
};
