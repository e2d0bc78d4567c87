/**
 * The references' gradients against central differences of their forward formulas. The op stands in mid-graph: what
 * follows it is a random weighting, so that a rule that takes an upstream gradient of 1 for granted is found out.
 */

import { describe, test } from 'vitest';
import { printShape } from '../../engine/core/shape.js';
import { crossEntropy, crossEntropyGradient, softmax } from '../reference/classification.js';
import { conv2d, conv2dGradInput, conv2dGradWeight, type Conv2dOptions } from '../reference/conv2d.js';
import { linear, linearGradients } from '../reference/linear.js';
import { batchNorm, batchNormFold, affine } from '../reference/pointwise.js';
import { sumOver, Tensor } from '../reference/tensor.js';
import { centralDifferences, expectClose, weighted } from './central-differences.js';

const convolutions: { kernel: number; channels: number; outputs: number; options: Conv2dOptions }[] = [
  { kernel: 1, channels: 3, outputs: 2, options: { stride: 1, padding: 0, dilation: 1, groups: 1 } },
  { kernel: 1, channels: 2, outputs: 3, options: { stride: 2, padding: 0, dilation: 1, groups: 1 } },
  { kernel: 3, channels: 2, outputs: 3, options: { stride: 1, padding: 1, dilation: 1, groups: 1 } },
  { kernel: 3, channels: 2, outputs: 2, options: { stride: 2, padding: 1, dilation: 1, groups: 1 } },
  { kernel: 3, channels: 2, outputs: 2, options: { stride: 2, padding: 2, dilation: 2, groups: 1 } },
  { kernel: 3, channels: 4, outputs: 6, options: { stride: 1, padding: 1, dilation: 1, groups: 2 } },
];

describe('conv2d', () => {
  for (const { kernel, channels, outputs, options } of convolutions) {
    const x = Tensor.random([2, 5, 4, channels], 1);
    const weight = Tensor.random([kernel, kernel, channels / options.groups, outputs], 2);
    const name = `${printShape(x.shape)} * ${printShape(weight.shape)}, ${Object.entries(options).flat().join(' ')}`;
    const gradOutput = Tensor.random(conv2d(x, weight, options).shape, 3);

    test(`gradInput of ${name}`, () => {
      const numeric = centralDifferences((moved) => weighted(conv2d(moved, weight, options), gradOutput), x);
      expectClose(conv2dGradInput(gradOutput, weight, x.shape, options), numeric);
    });

    test(`gradWeight of ${name}`, () => {
      const numeric = centralDifferences((moved) => weighted(conv2d(x, moved, options), gradOutput), weight);
      expectClose(conv2dGradWeight(x, gradOutput, weight.shape, options), numeric);
    });
  }

  test('a kernel with a single 1 in the middle gives back its input', () => {
    const x = Tensor.random([1, 4, 5, 1], 1);
    const weight = Tensor.build([3, 3, 1, 1], (kh = 0, kw = 0) => (kh === 1 && kw === 1 ? 1 : 0));
    expectClose(conv2d(x, weight, { stride: 1, padding: 1, dilation: 1, groups: 1 }), x);
  });
});

describe('linear', () => {
  const [x, weight, bias] = [Tensor.random([3, 5], 1), Tensor.random([5, 4], 2), Tensor.random([4], 3)];
  const gradOutput = Tensor.random([3, 4], 4);
  const { gradInput, gradWeight, gradBias } = linearGradients(x, weight, gradOutput);
  const loss = (y: Tensor) => weighted(y, gradOutput);

  test('gradInput', () => {
    expectClose(
      gradInput,
      centralDifferences((moved) => loss(linear(moved, weight, bias)), x),
    );
  });

  test('gradWeight', () => {
    expectClose(
      gradWeight,
      centralDifferences((moved) => loss(linear(x, moved, bias)), weight),
    );
  });

  test('gradBias', () => {
    expectClose(
      gradBias,
      centralDifferences((moved) => loss(linear(x, weight, moved)), bias),
    );
  });
});

describe('crossEntropy', () => {
  const logits = Tensor.random([4, 5], 1);
  const targets = [0, 4, 2, 1];

  for (const validRows of [4, 3]) {
    test(`gradLogits of the mean over ${validRows} of 4 rows`, () => {
      const meanLoss = (z: Tensor) => sumOver([4], (n = 0) => crossEntropy(z, targets, validRows).at(n)) / validRows;
      expectClose(crossEntropyGradient(logits, targets, validRows), centralDifferences(meanLoss, logits));
    });
  }

  test('gradLogits with smoothed labels', () => {
    const meanLoss = (z: Tensor) => sumOver([4], (n = 0) => crossEntropy(z, targets, 3, 0.2).at(n)) / 3;
    expectClose(crossEntropyGradient(logits, targets, 3, 0.2), centralDifferences(meanLoss, logits));
  });

  test('the loss is minus the logarithm of the softmax at the target', () => {
    const losses = Tensor.build([4], (n = 0) => -Math.log(softmax(logits).at(n, targets[n] ?? 0)));
    expectClose(crossEntropy(logits, targets, 4), losses, 1e-12);
  });
});

test('a folded batch norm gives what the unfolded one gives', () => {
  const parameters = {
    weight: Tensor.random([3], 1),
    bias: Tensor.random([3], 2),
    runningMean: Tensor.random([3], 3),
    runningVar: Tensor.random([3], 4).map((value) => value ** 2),
  };
  const x = Tensor.random([2, 3, 3, 3], 5);
  expectClose(affine(x, batchNormFold(parameters, 1e-5)), batchNorm(x, parameters, 1e-5), 1e-12);
});
