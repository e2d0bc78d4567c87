/**
 * The last part of a batch norm that is trained (batch-norm-train.ts), where its statistics are known:
 *
 *   y = (x - mean) rstd weight + bias, + residual, then ReLU
 *
 * On its own it computes a batch norm's result a second time, bit by bit the same: for a backward pass whose forward
 * pass did not keep it.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Lowering, Op, Value } from '../graph/graph.js';
import source from '../../shaders/batch_norm_apply.wgsl?raw';
import { dispatchKernel, elementsOf, labelOf } from './kernel.js';

export interface BatchNormApplyAttributes {
  readonly relu: boolean;
}

/** [x [..., C], statistics [2, C]: mean and rstd, weight [C], bias [C], residual as x?] -> y as x */
export const batchNormApply: Op<BatchNormApplyAttributes> = {
  name: 'batchNormApply',

  outputShapes(inputs, _attributes, name) {
    const [x = [], statistics = [], weight = [], bias = [], ...residuals] = inputs;
    const channels = x.at(-1) ?? 1;
    const fits = sameShape(statistics, [2, channels]) && [weight, bias].every((shape) => sameShape(shape, [channels]));
    expect(fits && residuals.length <= 1 && residuals.every((shape) => sameShape(shape, x)), () => ({
      operation: `batchNormApply ${name}`,
      got: inputs.map(printShape).join(', '),
      expected: `x, statistics [2, ${channels}], weight and bias [${channels}], and perhaps a residual like x`,
    }));
    return [x];
  },

  lower(node, lowering) {
    const [y] = node.outputs;
    if (y) lowerBatchNormApply(labelOf(node), node.inputs, y, node.attributes, lowering);
  },
};

/** Emits the dispatch; `operands` are the inputs of `batchNormApply`. */
export function lowerBatchNormApply(
  label: string,
  operands: readonly Value[],
  y: Value,
  { relu }: BatchNormApplyAttributes,
  lowering: Lowering,
): void {
  const channels = y.shape.at(-1) ?? 1;
  const { VECTOR, width } = elementsOf(channels);
  const count = sizeOf(y.shape) / width;
  const constants = {
    VECTOR,
    COUNT: count,
    CHANNELS: channels / width,
    RESIDUAL: operands.length === 5,
    RELU: relu,
    OUTPUT_BINDING: operands.length,
  };
  dispatchKernel(label, operands, [y], lowering, { source, constants, invocations: count });
}
