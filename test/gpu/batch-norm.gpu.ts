/** Batch normalisation with stored statistics: the fold, and its use on activations. */

import { batchNorm, batchNormFold } from '../../engine/ops/batch-norm.js';
import * as reference from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';

const channelCounts = [3, 5, 16, 33, 64];
const eps = 1e-5;

export const cases: GpuCases = {
  ...caseTable(
    channelCounts,
    (channels) => `batchNormFold of ${channels} channels`,
    (channels) =>
      opCase(() => {
        const parameters = reference.randomBatchNorm(channels);
        const { weight, bias, runningMean, runningVar } = parameters;
        return {
          op: batchNormFold,
          inputs: [weight, bias, runningMean, runningVar].map(floats),
          attributes: { eps },
          expected: [reference.batchNormFold(parameters, eps)],
        };
      }),
  ),

  ...caseTable(
    channelCounts,
    (channels) => `batchNorm of [3, 7, 9, ${channels}]`,
    (channels) =>
      opCase(() => {
        const parameters = reference.randomBatchNorm(channels);
        const x = Tensor.random([3, 7, 9, channels], 5);
        return {
          op: batchNorm,
          inputs: [floats(x), floats(reference.batchNormFold(parameters, eps))],
          attributes: {},
          expected: [reference.batchNorm(x, parameters, eps)],
        };
      }),
  ),
};
