/**
 * References: batch normalisation that is trained, with the residual and the ReLU behind it, and its gradients, all
 * written as sums over the rows of x [..., C].
 */

import type { BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { sizeOf } from '../../engine/core/shape.js';
import { reluBackward, type BatchNormParameters } from './pointwise.js';
import { sumOver, Tensor } from './tensor.js';

/** Each [C]: the biased variance. */
interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** The sum over all rows for each channel, [C]. */
function sumOfRows(shape: readonly number[], term: (...place: number[]) => number): Tensor {
  const [rows, channels] = [shape.slice(0, -1), shape.at(-1) ?? 1];
  return Tensor.build([channels], (c = 0) => sumOver(rows, (...row) => term(...row, c)));
}

function rowsOf(x: Tensor): number {
  return sizeOf(x.shape.slice(0, -1));
}

function statisticsOf(
  x: Tensor,
  { runningMean, runningVar }: BatchNormParameters,
  { statistics }: BatchNormTrainAttributes,
): Statistics {
  if (statistics === 'running') return { mean: runningMean, variance: runningVar };
  const mean = sumOfRows(x.shape, (...place) => x.at(...place)).map((sum) => sum / rowsOf(x));
  const squares = sumOfRows(x.shape, (...place) => (x.at(...place) - mean.at(place.at(-1) ?? 0)) ** 2);
  return { mean, variance: squares.map((sum) => sum / rowsOf(x)) };
}

/** xhat = (x - mean) / sqrt(var + eps), as x */
function normalised(x: Tensor, { mean, variance }: Statistics, eps: number): Tensor {
  return Tensor.build(x.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    return (x.at(...place) - mean.at(channel)) / Math.sqrt(variance.at(channel) + eps);
  });
}

/** y = xhat * weight + bias + residual, then ReLU; the running statistics as they are afterwards. */
export function batchNormTrain(
  x: Tensor,
  parameters: BatchNormParameters,
  attributes: BatchNormTrainAttributes,
  residual?: Tensor,
) {
  const { weight, bias, runningMean, runningVar } = parameters;
  const { eps, momentum, relu } = attributes;
  const { mean, variance } = statisticsOf(x, parameters, attributes);
  const xhat = normalised(x, { mean, variance }, eps);
  const y = Tensor.build(x.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    const value = xhat.at(...place) * weight.at(channel) + bias.at(channel) + (residual?.at(...place) ?? 0);
    return relu ? Math.max(value, 0) : value;
  });
  if (attributes.statistics === 'running') return { y, runningMean, runningVar };
  const moved = (running: Tensor, batch: Tensor, correction: number) =>
    Tensor.build(running.shape, (c = 0) => (1 - momentum) * running.at(c) + momentum * batch.at(c) * correction);
  const unbiased = rowsOf(x) / (rowsOf(x) - 1);
  return { y, runningMean: moved(runningMean, mean, 1), runningVar: moved(runningVar, variance, unbiased) };
}

/**
 * dz = gradOutput where y > 0 (with ReLU);  gradBias = sum of dz;  gradWeight = sum of dz xhat;  gradResidual = dz;
 * gradInput = weight / sqrt(var + eps) (dz - gradBias / M - xhat gradWeight / M), the means only with a batch's statistics
 */
export function batchNormTrainGradients(
  x: Tensor,
  parameters: BatchNormParameters,
  attributes: BatchNormTrainAttributes,
  gradOutput: Tensor,
  residual?: Tensor,
) {
  const { y } = batchNormTrain(x, parameters, attributes, residual);
  const dz = attributes.relu ? reluBackward(gradOutput, y) : gradOutput;
  const statistics = statisticsOf(x, parameters, attributes);
  const xhat = normalised(x, statistics, attributes.eps);
  const gradBias = sumOfRows(x.shape, (...place) => dz.at(...place));
  const gradWeight = sumOfRows(x.shape, (...place) => dz.at(...place) * xhat.at(...place));
  const gradInput = Tensor.build(x.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    const scale = parameters.weight.at(channel) / Math.sqrt(statistics.variance.at(channel) + attributes.eps);
    if (attributes.statistics === 'running') return scale * dz.at(...place);
    const means = (gradBias.at(channel) + xhat.at(...place) * gradWeight.at(channel)) / rowsOf(x);
    return scale * (dz.at(...place) - means);
  });
  return { gradInput, gradWeight, gradBias, gradResidual: dz };
}
