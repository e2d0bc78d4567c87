/**
 * Batch normalisation that is trained: forward, running statistics and all gradients, with and without what follows it
 * in a residual block, from an upstream gradient of random numbers.
 */

import { printShape, type Shape } from '../../engine/core/shape.js';
import type { BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { assert, assertClose } from '../assert.js';
import * as reference from '../reference/batch-norm-train.js';
import { randomBatchNorm } from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { runBatchNormTrain, type BatchNormTrainExample } from './run-batch-norm-train.js';

const plain: BatchNormTrainAttributes = { eps: 1e-5, momentum: 0.1, statistics: 'batch', relu: false };

/** Few rows and rows that no slices divide evenly, for all channel counts; and the rows of a matrix. */
const shapes: readonly Shape[] = [
  [1, 3, 2, 3],
  [3, 7, 7, 5],
  [1, 9, 7, 16],
  [3, 7, 9, 33],
  [3, 5, 7, 64],
  [7, 5],
];

const behind = [
  { name: 'alone', relu: false, hasResidual: false },
  { name: 'with ReLU', relu: true, hasResidual: false },
  { name: 'with a residual', relu: false, hasResidual: true },
  { name: 'with a residual and ReLU', relu: true, hasResidual: true },
];

function exampleOf(shape: Shape, attributes: BatchNormTrainAttributes, hasResidual = false): BatchNormTrainExample {
  const parameters = randomBatchNorm(shape.at(-1) ?? 1);
  const [x, gradOutput, residual] = [5, 6, 7].map((seed) => Tensor.random(shape, seed)) as [Tensor, Tensor, Tensor];
  return { x, parameters, attributes, gradOutput, ...(hasResidual ? { residual } : {}) };
}

/** The case that everything a run leaves is what the references give. */
function likeTheReference(makeExample: () => BatchNormTrainExample, tolerance: number): GpuCase {
  return async ({ device }) => {
    const example = makeExample();
    const { x, parameters, attributes, gradOutput, residual } = example;
    const actual = await runBatchNormTrain(device, example);
    const forward = reference.batchNormTrain(x, parameters, attributes, residual);
    const gradients = reference.batchNormTrainGradients(x, parameters, attributes, gradOutput, residual);
    assertClose(actual.y, forward.y.data, tolerance);
    assertClose(actual.runningMean, forward.runningMean.data, tolerance);
    assertClose(actual.runningVar, forward.runningVar.data, tolerance);
    assertClose(actual.gradInput, gradients.gradInput.data, tolerance);
    assertClose(actual.gradWeight, gradients.gradWeight.data, tolerance);
    assertClose(actual.gradBias, gradients.gradBias.data, tolerance);
    if (residual) assertClose(actual.gradResidual, gradients.gradResidual.data, tolerance);
  };
}

export const cases: GpuCases = {
  ...caseTable(
    shapes.flatMap((shape) => behind.map((what) => ({ shape, ...what }))),
    ({ shape, name }) => `batchNormTrain of ${printShape(shape)} ${name}`,
    ({ shape, relu, hasResidual }) => likeTheReference(() => exampleOf(shape, { ...plain, relu }, hasResidual), 5e-6),
  ),

  ...caseTable(
    shapes,
    (shape) => `batchNormTrain of ${printShape(shape)} with the running statistics`,
    (shape) => likeTheReference(() => exampleOf(shape, { ...plain, statistics: 'running', relu: true }), 5e-6),
  ),

  ...caseTable(
    [5, 16],
    (channels) => `batchNormTrain of ${channels} channels around 1000, whose variance of 1 does not cancel away`,
    (channels) =>
      likeTheReference(() => {
        const example = exampleOf([3, 9, 9, channels], plain);
        return { ...example, x: example.x.map((value) => Math.fround(value + 1000)) };
      }, 1e-4),
  ),

  'batchNormTrain of a channel that is constant': likeTheReference(() => {
    const example = exampleOf([3, 7, 7, 5], plain);
    const x = Tensor.build(example.x.shape, (b = 0, h = 0, w = 0, c = 0) => (c === 2 ? 3 : example.x.at(b, h, w, c)));
    return { ...example, x };
  }, 5e-6),

  'batchNormTrain moves its running statistics with every run': async ({ device }) => {
    const example = exampleOf([3, 7, 7, 16], plain);
    const { x, parameters, attributes } = example;
    const actual = await runBatchNormTrain(device, example, 2);
    const once = reference.batchNormTrain(x, parameters, attributes);
    const twice = reference.batchNormTrain(x, { ...parameters, ...once }, attributes);
    assertClose(actual.runningMean, twice.runningMean.data, 5e-6);
    assertClose(actual.runningVar, twice.runningVar.data, 5e-6);
  },

  'batchNormTrain leaves the running statistics that it uses as they are, to the bit': async ({ device }) => {
    const example = exampleOf([3, 7, 7, 16], { ...plain, statistics: 'running' });
    const { runningMean, runningVar } = await runBatchNormTrain(device, example, 2);
    assertClose(runningMean, example.parameters.runningMean.data, 0);
    assertClose(runningVar, example.parameters.runningVar.data, 0);
  },

  'batchNormTrain gives the same bits twice': async ({ device }) => {
    const example = exampleOf([3, 9, 9, 33], { ...plain, relu: true }, true);
    const [first, second] = [await runBatchNormTrain(device, example), await runBatchNormTrain(device, example)];
    for (const [name, numbers] of Object.entries(first)) {
      const again = second[name as keyof typeof second];
      assert(
        numbers.every((value, index) => Object.is(value, again[index])),
        `${name} differs between two runs`,
      );
    }
  },
};
