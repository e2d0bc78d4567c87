/** ReLU, addition and subtraction: every channel count, with and without room for whole vec4s. */

import { printShape, type Shape } from '../../engine/core/shape.js';
import { add, relu, subtract } from '../../engine/ops/pointwise.js';
import * as reference from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';

const shapes: readonly Shape[] = [
  [1, 1, 1, 3],
  [3, 7, 7, 5],
  [1, 9, 9, 16],
  [3, 7, 9, 33],
  [1, 1, 7, 64],
];

const nothing = {};

export const cases: GpuCases = {
  ...caseTable(
    shapes,
    (shape) => `relu of ${printShape(shape)}`,
    (shape) =>
      opCase(() => {
        const x = Tensor.random(shape, 1);
        return { op: relu, inputs: [floats(x)], attributes: nothing, expected: [reference.relu(x)] };
      }),
  ),

  ...caseTable(
    [add, subtract].flatMap((op) => shapes.map((shape) => ({ op, shape }))),
    ({ op, shape }) => `${op.name} of ${printShape(shape)}`,
    ({ op, shape }) =>
      opCase(() => {
        const [a, b] = [Tensor.random(shape, 1), Tensor.random(shape, 2)];
        const expected = op === add ? reference.add(a, b) : reference.subtract(a, b);
        return { op, inputs: [floats(a), floats(b)], attributes: nothing, expected: [expected] };
      }),
  ),
};
