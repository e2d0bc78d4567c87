/** Stochastic gradient descent with momentum and weight decay, as PyTorch's SGD does it with dampening 0. */

import type { Dispatch } from '../graph/dispatch.js';
import source from '../../shaders/sgd.wgsl?raw';
import { optimiserDispatch, type OptimiserValues } from './optimiser.js';

export interface SgdSettings {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** How many settings there are. */
export const sgdSettingCount = 4;

/** The kernel's settings [4] in a step; steps count from 1. */
export function sgdSettings(settings: SgdSettings, step: number): Float32Array<ArrayBuffer> {
  const { learningRate, momentum, weightDecay } = settings;
  return Float32Array.of(learningRate, momentum, weightDecay, step === 1 ? 1 : 0);
}

/**
 * One step.
 * @param values with one arena of state, the velocities.
 * @param nesterov Step along gradient + momentum * velocity, the velocity as it will be: Nesterov's, in the form of
 * Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning, 2013.
 */
export function sgdDispatch(values: OptimiserValues, nesterov = false): Dispatch {
  return optimiserDispatch('sgd', source, { NESTEROV: nesterov }, values);
}
