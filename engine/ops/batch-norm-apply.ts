/**
 * The last part of a batch norm that is trained (batch-norm-train.ts) as an op of its own, for where its statistics are
 * known:
 *
 *   y = (x - mean) rstd weight + bias, + residual, then ReLU
 *
 * It computes a batch norm's result a second time, bit by bit the same: for a backward pass whose forward pass did not
 * keep it.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import { lowerBatchNormApply, type BatchNormApplyAttributes } from './batch-norm-train.js';
import { labelOf } from './kernel.js';

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
