/**
 * References: ReLU, addition, subtraction, a scale and shift for each channel, batch normalisation with stored statistics, and their
 * gradients.
 */

import { Tensor } from './tensor.js';

export function relu(x: Tensor): Tensor {
  return x.map((value) => Math.max(value, 0));
}

/** gradOutput where y, the output of ReLU, is above 0, else 0 */
export function reluBackward(gradOutput: Tensor, y: Tensor): Tensor {
  return Tensor.build(y.shape, (...place) => (y.at(...place) > 0 ? gradOutput.at(...place) : 0));
}

export function add(a: Tensor, b: Tensor): Tensor {
  return Tensor.build(a.shape, (...place) => a.at(...place) + b.at(...place));
}

export function subtract(a: Tensor, b: Tensor): Tensor {
  return Tensor.build(a.shape, (...place) => a.at(...place) - b.at(...place));
}

/** x [..., C] * affine[0] + affine[1], affine [2, C] */
export function affine(x: Tensor, scaleShift: Tensor): Tensor {
  return Tensor.build(x.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    return x.at(...place) * scaleShift.at(0, channel) + scaleShift.at(1, channel);
  });
}

/** The statistics and weights of a batch norm, each [C]. */
export interface BatchNormParameters {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly runningMean: Tensor;
  readonly runningVar: Tensor;
}

/** Random ones that float32 holds exactly: from nearly dead channels, where eps counts, to strong ones. */
export function randomBatchNorm(channels: number): BatchNormParameters {
  return {
    weight: Tensor.random([channels], 1),
    bias: Tensor.random([channels], 2),
    runningMean: Tensor.random([channels], 3),
    runningVar: Tensor.random([channels], 4).map((value) => Math.fround(value ** 4)),
  };
}

/** y = (x - mean) / sqrt(var + eps) * weight + bias, unfolded */
export function batchNorm(
  x: Tensor,
  { weight, bias, runningMean, runningVar }: BatchNormParameters,
  eps: number,
): Tensor {
  return Tensor.build(x.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    const normal = (x.at(...place) - runningMean.at(channel)) / Math.sqrt(runningVar.at(channel) + eps);
    return normal * weight.at(channel) + bias.at(channel);
  });
}

/** gradOutput * weight / sqrt(var + eps) */
export function batchNormBackward(
  gradOutput: Tensor,
  { weight, runningVar }: BatchNormParameters,
  eps: number,
): Tensor {
  return Tensor.build(gradOutput.shape, (...place) => {
    const channel = place.at(-1) ?? 0;
    return (gradOutput.at(...place) * weight.at(channel)) / Math.sqrt(runningVar.at(channel) + eps);
  });
}

/** [2, C]: scale = weight / sqrt(var + eps), shift = bias - mean * scale */
export function batchNormFold(parameters: BatchNormParameters, eps: number): Tensor {
  const { weight, bias, runningMean, runningVar } = parameters;
  const scale = (channel: number) => weight.at(channel) / Math.sqrt(runningVar.at(channel) + eps);
  return Tensor.build([2, weight.size(0)], (row = 0, channel = 0) =>
    row === 0 ? scale(channel) : bias.at(channel) - runningMean.at(channel) * scale(channel),
  );
}
