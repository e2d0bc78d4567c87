/** Reference: one step of AdamW, as PyTorch has it. */

import type { AdamwSettings } from '../../engine/ops/adamw.js';
import { Tensor } from './tensor.js';

export interface AdamwState {
  readonly parameters: Tensor;
  /** Running means of the gradients and of their squares; none before the first step. */
  readonly means?: Tensor;
  readonly squares?: Tensor;
}

/**
 * m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g²;  mhat = m / (1 - beta1^t);  vhat = v / (1 - beta2^t);
 * w = w (1 - lr wd) - lr mhat / (sqrt(vhat) + eps)
 * @param step t, from 1.
 */
export function adamwStep(state: AdamwState, gradients: Tensor, settings: AdamwSettings, step: number) {
  const { learningRate, beta1, beta2, eps, weightDecay } = settings;
  const average = (known: Tensor | undefined, beta: number, value: (g: number) => number) =>
    Tensor.build(
      gradients.shape,
      (...place) => beta * (known?.at(...place) ?? 0) + (1 - beta) * value(gradients.at(...place)),
    );
  const means = average(state.means, beta1, (g) => g);
  const squares = average(state.squares, beta2, (g) => g ** 2);
  const parameters = Tensor.build(gradients.shape, (...place) => {
    const mean = means.at(...place) / (1 - beta1 ** step);
    const root = Math.sqrt(squares.at(...place) / (1 - beta2 ** step));
    return state.parameters.at(...place) * (1 - learningRate * weightDecay) - (learningRate * mean) / (root + eps);
  });
  return { parameters, means, squares };
}
