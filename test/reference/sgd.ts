/** Reference: one step of stochastic gradient descent with momentum and weight decay, as PyTorch has it. */

import { Tensor } from './tensor.js';

export interface SgdSettings {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly nesterov?: boolean;
}

export interface SgdState {
  readonly parameters: Tensor;
  /** None before the first step. */
  readonly velocities?: Tensor;
}

/** g = gradient + wd * w;  v = g on the first step, mu * v + g after it;  w = w - lr * v, with Nesterov (g + mu * v) */
export function sgdStep({ parameters, velocities }: SgdState, gradients: Tensor, settings: SgdSettings) {
  const { learningRate, momentum, weightDecay, nesterov = false } = settings;
  const slope = Tensor.build(
    parameters.shape,
    (...place) => gradients.at(...place) + weightDecay * parameters.at(...place),
  );
  const later = Tensor.build(
    parameters.shape,
    (...place) => (velocities ? momentum * velocities.at(...place) : 0) + slope.at(...place),
  );
  const moved = Tensor.build(parameters.shape, (...place) => {
    const direction = nesterov ? slope.at(...place) + momentum * later.at(...place) : later.at(...place);
    return parameters.at(...place) - learningRate * direction;
  });
  return { parameters: moved, velocities: later };
}
