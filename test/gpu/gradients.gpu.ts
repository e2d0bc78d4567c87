/**
 * The gradients of what stands between convolutions: ReLU, addition, pooling, the subsampling shortcut and the frozen
 * batch norm. Each starts from an upstream gradient of random numbers, as in the middle of a network.
 */

import { printShape, type Shape } from '../../engine/core/shape.js';
import type { Op } from '../../engine/graph/graph.js';
import { avgPool2d, type AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import { batchNorm } from '../../engine/ops/batch-norm.js';
import { globalAvgPool } from '../../engine/ops/global-avg-pool.js';
import { maxPool2d, type MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { add, relu } from '../../engine/ops/pointwise.js';
import { subsampleAndPad, type SubsampleAndPadAttributes } from '../../engine/ops/subsample-pad.js';
import { assertClose } from '../assert.js';
import * as pointwise from '../reference/pointwise.js';
import * as pooling from '../reference/pooling.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { avgPoolName, globalAvgPoolName, maxPoolName, shortcutName, type Shaped } from './pool-names.js';
import { runGradients } from './run-gradients.js';

const shapes: readonly Shape[] = [
  [1, 1, 1, 3],
  [3, 7, 7, 5],
  [1, 9, 7, 16],
  [3, 7, 9, 33],
  [1, 5, 7, 64],
];

const pools: readonly Shaped<MaxPool2dAttributes>[] = [
  { shape: [1, 1, 1, 3], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [3, 7, 7, 5], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [1, 9, 8, 16], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [3, 9, 9, 33], kernelSize: 2, stride: 2, padding: 0 },
  { shape: [1, 7, 9, 64], kernelSize: 3, stride: 1, padding: 1 },
  { shape: [1, 8, 8, 5], kernelSize: 2, stride: 3, padding: 0 },
];

const avgPools: readonly Shaped<AvgPool2dAttributes>[] = [
  { shape: [1, 1, 1, 3], kernelSize: 2, stride: 2 },
  { shape: [3, 7, 8, 5], kernelSize: 2, stride: 2 },
  { shape: [1, 9, 7, 16], kernelSize: 2, stride: 2 },
  { shape: [1, 7, 8, 33], kernelSize: 3, stride: 2 },
  { shape: [1, 5, 6, 64], kernelSize: 2, stride: 1 },
  { shape: [1, 8, 7, 5], kernelSize: 2, stride: 3 },
];

const shortcuts: readonly Shaped<SubsampleAndPadAttributes>[] = [
  { shape: [1, 1, 1, 3], stride: 2, outChannels: 5 },
  { shape: [3, 7, 9, 5], stride: 2, outChannels: 33 },
  { shape: [1, 9, 8, 16], stride: 2, outChannels: 32 },
  { shape: [3, 7, 7, 16], stride: 2, outChannels: 20 },
  { shape: [1, 7, 7, 64], stride: 1, outChannels: 64 },
];

/** Few different numbers, so that windows are full of ties. */
function tied(shape: Shape): Tensor {
  return Tensor.random(shape, 1).map((value) => Math.max(0, Math.round(value)));
}

/** The case that the rule of `op` gives these gradients of the first inputs. */
function gradientCase<Attributes>(
  op: Op<Attributes>,
  attributes: Attributes,
  makeExample: () => { inputs: readonly Tensor[]; gradOutput: Tensor; expected: readonly Tensor[] },
  tolerance = 2e-6,
): GpuCase {
  return async ({ device }) => {
    const { inputs, gradOutput, expected } = makeExample();
    const wanted = [...expected.keys()];
    const actual = await runGradients(device, op, inputs, attributes, gradOutput, wanted);
    expected.forEach(({ data }, index) => assertClose(actual[index] ?? [], data, tolerance));
  };
}

function maxPoolCase(x: () => Tensor, attributes: MaxPool2dAttributes): GpuCase {
  return gradientCase(maxPool2d, attributes, () => {
    const input = x();
    const gradOutput = Tensor.random(pooling.maxPool2d(input, attributes).shape, 2);
    return { inputs: [input], gradOutput, expected: [pooling.maxPool2dBackward(gradOutput, input, attributes)] };
  });
}

export const cases: GpuCases = {
  ...caseTable(
    shapes,
    (shape) => `relu of ${printShape(shape)}, zeros among its inputs`,
    (shape) =>
      gradientCase(
        relu,
        {},
        () => {
          const [x, gradOutput] = [tied(shape), Tensor.random(shape, 2)];
          return { inputs: [x], gradOutput, expected: [pointwise.reluBackward(gradOutput, pointwise.relu(x))] };
        },
        0,
      ),
  ),

  'add gives its gradient to both': gradientCase(
    add,
    {},
    () => {
      const [a, b, gradOutput] = [1, 2, 3].map((seed) => Tensor.random([3, 7, 7, 5], seed)) as [Tensor, Tensor, Tensor];
      return { inputs: [a, b], gradOutput, expected: [gradOutput, gradOutput] };
    },
    0,
  ),

  ...caseTable(pools, maxPoolName, ({ shape, ...attributes }) =>
    maxPoolCase(() => Tensor.random(shape, 1).map((value) => value - 10), attributes),
  ),

  ...caseTable(
    pools,
    (row) => `${maxPoolName(row)}, many ties`,
    ({ shape, ...attributes }) => maxPoolCase(() => tied(shape), attributes),
  ),

  ...caseTable(avgPools, avgPoolName, ({ shape, ...attributes }) =>
    gradientCase(avgPool2d, attributes, () => {
      const x = Tensor.random(shape, 1);
      const gradOutput = Tensor.random(pooling.avgPool2d(x, attributes).shape, 2);
      return { inputs: [x], gradOutput, expected: [pooling.avgPool2dBackward(gradOutput, shape, attributes)] };
    }),
  ),

  ...caseTable(shapes, globalAvgPoolName, (shape) =>
    gradientCase(globalAvgPool, {}, () => {
      const [batch = 0, , , channels = 0] = shape;
      const gradOutput = Tensor.random([batch, channels], 2);
      const expected = [pooling.globalAvgPoolBackward(gradOutput, shape)];
      return { inputs: [Tensor.random(shape, 1)], gradOutput, expected };
    }),
  ),

  ...caseTable(shortcuts, shortcutName, ({ shape, ...attributes }) =>
    gradientCase(
      subsampleAndPad,
      attributes,
      () => {
        const x = Tensor.random(shape, 1);
        const gradOutput = Tensor.random(pooling.subsampleAndPad(x, attributes).shape, 2);
        const expected = [pooling.subsampleAndPadBackward(gradOutput, shape, attributes)];
        return { inputs: [x], gradOutput, expected };
      },
      0,
    ),
  ),

  ...caseTable(
    shapes,
    (shape) => `batchNorm with stored statistics of ${printShape(shape)}`,
    (shape) =>
      gradientCase(batchNorm, {}, () => {
        const [x, gradOutput] = [Tensor.random(shape, 1), Tensor.random(shape, 2)];
        const eps = 1e-5;
        const parameters = pointwise.randomBatchNorm(shape.at(-1) ?? 1);
        const expected = [pointwise.batchNormBackward(gradOutput, parameters, eps)];
        return { inputs: [x, pointwise.batchNormFold(parameters, eps)], gradOutput, expected };
      }),
  ),
};
