/**
 * The fully connected layer, y = x W + b.
 *
 *   gradInput = g Wᵀ        gradWeight = xᵀ g        gradBias = sum of g over rows
 */

import { expect } from '../core/errors.js';
import { dimensions2, printShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import { columnSum } from './column-sum.js';
import { labelOf } from './kernel.js';
import { lowerMatmul, matmul } from './matmul.js';

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

  gradient({ name, inputs }, [gradOutput], { graph, wants }) {
    const [x, weight, bias] = inputs;
    if (!x || !weight || !bias || !gradOutput) return [];
    const product = (suffix: string, a: typeof x, b: typeof x, transposeA: boolean, transposeB: boolean) =>
      graph.add(matmul, `${name}.${suffix}`, [a, b], { transposeA, transposeB })[0];
    return [
      wants(x) ? product('gradInput', gradOutput, weight, false, true) : null,
      wants(weight) ? product('gradWeight', x, gradOutput, true, false) : null,
      wants(bias) ? graph.add(columnSum, `${name}.gradBias`, [gradOutput], {})[0] : null,
    ];
  },
};
