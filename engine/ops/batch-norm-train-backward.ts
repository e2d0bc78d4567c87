/**
 * The gradients of a batch norm that is trained (batch-norm-train.ts). With M rows, dz the gradient behind the ReLU, if
 * there is one, and xhat = (x - mean) rstd:
 *
 *   gradBias = sum of dz        gradWeight = sum of dz xhat
 *   gradInput = weight rstd (dz - gradBias / M - xhat gradWeight / M)     with the batch's own statistics
 *   gradInput = weight rstd dz                                            with the running ones
 *
 * Ioffe and Szegedy, Batch Normalization, 2015, section 3.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import applySource from '../../shaders/batch_norm_backward_apply.wgsl?raw';
import finalizeSource from '../../shaders/batch_norm_backward_finalize.wgsl?raw';
import sumsSource from '../../shaders/batch_norm_backward_sums.wgsl?raw';
import { dispatchKernel, dispatchNode, elementsOf, labelOf } from './kernel.js';
import { sliceRows } from './slices.js';

export interface BatchNormTrainBackwardAttributes {
  readonly statistics: 'batch' | 'running';
  readonly relu: boolean;
}

/**
 * [gradOutput [..., C], x as gradOutput, statistics [2, C], weight [C], y as gradOutput with `relu`]
 * -> gradWeight [C], gradBias [C], coefficients [4, C] of the gradient of x
 */
export const batchNormTrainBackward: Op<BatchNormTrainBackwardAttributes> = {
  name: 'batchNormTrainBackward',

  outputShapes([gradOutput = [], x = [], statistics = [], weight = [], ...mask], _attributes, name) {
    const channels = x.at(-1) ?? 1;
    const fits = sameShape(statistics, [2, channels]) && sameShape(weight, [channels]);
    expect(fits && [gradOutput, ...mask].every((shape) => sameShape(shape, x)), () => ({
      operation: `batchNormTrainBackward ${name}`,
      got: [gradOutput, x, statistics, weight, ...mask].map(printShape).join(', '),
      expected: `gradOutput like x ${printShape(x)}, statistics [2, ${channels}], weight [${channels}]`,
    }));
    return [[channels], [channels], [4, channels]];
  },

  lower(node, lowering) {
    const [gradOutput, x, statistics, weight, ...mask] = node.inputs;
    if (!gradOutput || !x || !statistics || !weight) return;
    const channels = x.shape.at(-1) ?? 1;
    const rows = sizeOf(x.shape) / channels;
    const slices = sliceRows(rows);
    const partials = lowering.scratch('slices', [slices.count, 2, channels]);
    const { VECTOR, width } = elementsOf(channels);
    const shared = { VECTOR, CHANNELS: channels / width, ROWS: rows };

    const count = (slices.count * channels) / width;
    const operands = [gradOutput, x, statistics, ...mask];
    const cut = { SLICE_ROWS: slices.sliceRows, COUNT: count };
    dispatchKernel(`${labelOf(node)}, sums`, operands, [partials], lowering, {
      source: sumsSource,
      constants: { ...shared, ...cut, RELU: node.attributes.relu, OUTPUT_BINDING: operands.length },
      invocations: count,
    });
    dispatchKernel(labelOf(node), [partials, statistics, weight], node.outputs, lowering, {
      source: finalizeSource,
      constants: { ...shared, SLICES: slices.count, BATCH: node.attributes.statistics === 'batch' },
      invocations: channels / width,
    });
  },
};

export interface BatchNormTrainGradInputAttributes {
  /** Whether the gradient behind the ReLU, that of the skip connection, is given too. */
  readonly gradResidual: boolean;
}

/**
 * [gradOutput [..., C], x as gradOutput, coefficients [4, C], y as gradOutput where a ReLU followed]
 * -> gradInput as x, and with `gradResidual` that as x
 */
export const batchNormTrainGradInput: Op<BatchNormTrainGradInputAttributes> = {
  name: 'batchNormTrainGradInput',

  outputShapes([gradOutput = [], x = [], coefficients = [], ...mask], { gradResidual }, name) {
    const channels = x.at(-1) ?? 1;
    const fits = [gradOutput, ...mask].every((shape) => sameShape(shape, x));
    expect(fits && sameShape(coefficients, [4, channels]), () => ({
      operation: `batchNormTrainGradInput ${name}`,
      got: [gradOutput, x, coefficients, ...mask].map(printShape).join(', '),
      expected: `gradOutput like x ${printShape(x)} and coefficients [4, ${channels}]`,
    }));
    return gradResidual ? [x, x] : [x];
  },

  lower(node, lowering) {
    const x = node.inputs[1]?.shape ?? [];
    const channels = x.at(-1) ?? 1;
    const { VECTOR, width } = elementsOf(channels);
    const count = sizeOf(x) / width;
    const constants = {
      VECTOR,
      COUNT: count,
      CHANNELS: channels / width,
      RELU: node.inputs.length === 4,
      RESIDUAL: node.attributes.gradResidual,
      OUTPUT_BINDING: node.inputs.length,
    };
    dispatchNode(node, lowering, { source: applySource, constants, invocations: count });
  },
};
