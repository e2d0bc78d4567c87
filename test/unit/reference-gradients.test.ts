/**
 * The gradients of what stands between convolutions, against central differences of the forward formulas, in mid-graph
 * as in reference.test.ts.
 */

import { describe, expect, test } from 'vitest';
import type { BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { batchNormTrain, batchNormTrainGradients } from '../reference/batch-norm-train.js';
import * as pointwise from '../reference/pointwise.js';
import * as pooling from '../reference/pooling.js';
import { Tensor } from '../reference/tensor.js';
import { centralDifferences, expectClose, weighted } from './central-differences.js';

const x = Tensor.random([2, 5, 4, 2], 1);

/** Holds `gradInput` of a random upstream gradient against the slopes of `forward`. */
function expectSlopes(forward: (x: Tensor) => Tensor, gradInput: (gradOutput: Tensor) => Tensor): void {
  const gradOutput = Tensor.random(forward(x).shape, 9);
  expectClose(
    gradInput(gradOutput),
    centralDifferences((moved) => weighted(forward(moved), gradOutput), x),
  );
}

test('relu', () => {
  expectSlopes(pointwise.relu, (gradOutput) => pointwise.reluBackward(gradOutput, pointwise.relu(x)));
});

test('batchNorm with stored statistics', () => {
  const parameters = pointwise.randomBatchNorm(2);
  expectSlopes(
    (moved) => pointwise.batchNorm(moved, parameters, 1e-5),
    (gradOutput) => pointwise.batchNormBackward(gradOutput, parameters, 1e-5),
  );
});

test('globalAvgPool', () => {
  expectSlopes(pooling.globalAvgPool, (gradOutput) => pooling.globalAvgPoolBackward(gradOutput, x.shape));
});

describe('maxPool2d', () => {
  const windows = [
    { kernelSize: 3, stride: 2, padding: 1 },
    { kernelSize: 2, stride: 2, padding: 0 },
    { kernelSize: 3, stride: 1, padding: 1 },
  ];

  test.each(windows)('kernel $kernelSize, stride $stride, padding $padding', (attributes) => {
    expectSlopes(
      (moved) => pooling.maxPool2d(moved, attributes),
      (gradOutput) => pooling.maxPool2dBackward(gradOutput, x, attributes),
    );
  });

  test('of equals, the first in the order of rows and columns gets the gradient', () => {
    const equals = Tensor.from([1, 2, 2, 1], [0, 7, 7, 7]);
    const attributes = { kernelSize: 2, stride: 2, padding: 0 };
    const gradInput = pooling.maxPool2dBackward(Tensor.from([1, 1, 1, 1], [5]), equals, attributes);
    expect([...gradInput.data]).toEqual([0, 5, 0, 0]);
  });
});

test.each([
  { kernelSize: 2, stride: 2 },
  { kernelSize: 3, stride: 2 },
  { kernelSize: 2, stride: 1 },
])('avgPool2d, kernel $kernelSize, stride $stride', (attributes) => {
  expectSlopes(
    (moved) => pooling.avgPool2d(moved, attributes),
    (gradOutput) => pooling.avgPool2dBackward(gradOutput, x.shape, attributes),
  );
});

test.each([
  { stride: 2, outChannels: 6 },
  { stride: 1, outChannels: 2 },
])('subsampleAndPad, stride $stride, to $outChannels channels', (attributes) => {
  expectSlopes(
    (moved) => pooling.subsampleAndPad(moved, attributes),
    (gradOutput) => pooling.subsampleAndPadBackward(gradOutput, x.shape, attributes),
  );
});

describe.each<BatchNormTrainAttributes>([
  { eps: 1e-2, momentum: 0.1, statistics: 'batch', relu: false },
  { eps: 1e-2, momentum: 0.1, statistics: 'batch', relu: true },
  { eps: 1e-2, momentum: 0.1, statistics: 'running', relu: true },
])('batchNormTrain, $statistics statistics, ReLU $relu', (attributes) => {
  const parameters = pointwise.randomBatchNorm(2);
  const [residual, gradOutput] = [Tensor.random(x.shape, 2), Tensor.random(x.shape, 3)];
  const gradients = batchNormTrainGradients(x, parameters, attributes, gradOutput, residual);
  const { weight, bias } = parameters;
  const lossOf = (input: Tensor, changed: Partial<pointwise.BatchNormParameters>, skip: Tensor) =>
    weighted(batchNormTrain(input, { ...parameters, ...changed }, attributes, skip).y, gradOutput);

  test('gradInput', () => {
    const slopes = centralDifferences((moved) => lossOf(moved, {}, residual), x);
    expectClose(gradients.gradInput, slopes);
  });

  test('gradWeight', () => {
    const slopes = centralDifferences((moved) => lossOf(x, { weight: moved }, residual), weight);
    expectClose(gradients.gradWeight, slopes);
  });

  test('gradBias', () => {
    const slopes = centralDifferences((moved) => lossOf(x, { bias: moved }, residual), bias);
    expectClose(gradients.gradBias, slopes);
  });

  test('gradResidual', () => {
    const slopes = centralDifferences((moved) => lossOf(x, {}, moved), residual);
    expectClose(gradients.gradResidual, slopes);
  });
});
