/** Stochastic gradient descent with momentum and weight decay, as PyTorch's SGD does it with dampening 0. */

import type { Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import source from '../../shaders/sgd.wgsl?raw';
import { dispatchOverArenas } from './whole-arena.js';

export interface SgdOptions {
  /**
   * Step along gradient + momentum * velocity, the velocity as it will be: Nesterov's, in the form of Sutskever et al.,
   * On the Importance of Initialization and Momentum in Deep Learning, 2013.
   */
  readonly nesterov?: boolean;
}

/**
 * One step over whole arenas, see whole-arena.ts.
 * @param momentum the arena of velocities.
 * @param settings [4]: learning rate, momentum, weight decay, and 1 on the first step, else 0.
 */
export function sgdDispatch(
  parameters: Value,
  gradients: Value,
  momentum: Value,
  settings: Value,
  { nesterov = false }: SgdOptions = {},
): Dispatch {
  const arenas = { parameters, gradients, state: [momentum], settings };
  return dispatchOverArenas('sgd', source, { NESTEROV: nesterov }, arenas);
}
