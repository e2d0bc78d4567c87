/** The fully connected layer, y = x W + b. */

import { expect } from '../core/errors.js';
import { dimensions2, printShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import { labelOf } from './kernel.js';
import { lowerMatmul } from './matmul.js';

/** [x [N, I], weight [I, O], bias [O]] -> y [N, O] */
export const linear: Op<Record<string, never>> = {
  name: 'linear',

  outputShapes([x = [], weight = [], bias = []], _attributes, name) {
    const [rows, inputs] = dimensions2(x, `linear ${name}`);
    const [depth, outputs] = dimensions2(weight, `linear ${name}, weight`);
    expect(inputs === depth && bias.length === 1 && bias[0] === outputs, () => ({
      operation: `linear ${name}`,
      got: `x ${printShape(x)}, weight ${printShape(weight)}, bias ${printShape(bias)}`,
      expected: 'x [N, I], weight [I, O], bias [O]',
    }));
    return [[rows, outputs]];
  },

  lower(node, lowering) {
    const [x, weight, bias] = node.inputs;
    const [y] = node.outputs;
    const plain = { transposeA: false, transposeB: false };
    if (x && weight && y) lowerMatmul(lowering, labelOf(node), x, weight, y, plain, bias);
  },
};
