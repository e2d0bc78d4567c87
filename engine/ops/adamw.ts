/** AdamW: Adam with decoupled weight decay, as PyTorch does it (Loshchilov and Hutter, 2019; Kingma and Ba, 2015). */

import type { Dispatch } from '../graph/dispatch.js';
import source from '../../shaders/adamw.wgsl?raw';
import { optimiserDispatch, type OptimiserValues } from './optimiser.js';

export interface AdamwSettings {
  readonly learningRate: number;
  /** How much of the mean gradient is kept from step to step; PyTorch's default is 0.9. */
  readonly beta1: number;
  /** How much of the mean square is kept; PyTorch's default is 0.999. */
  readonly beta2: number;
  /** Added to the root of the mean square; PyTorch's default is 1e-8. */
  readonly eps: number;
  readonly weightDecay: number;
}

/** How many settings there are; a uniform has whole vec4s. */
export const adamwSettingCount = 12;

/** The kernel's settings in a step; steps count from 1. */
export function adamwSettings(settings: AdamwSettings, step: number): Float32Array<ArrayBuffer> {
  const { learningRate, beta1, beta2, eps, weightDecay } = settings;
  // In float64: in float32, 1 - beta2 ** step has few digits in the first steps.
  const meanScale = 1 / (1 - beta1 ** step);
  const rootScale = 1 / Math.sqrt(1 - beta2 ** step);
  return Float32Array.of(learningRate, meanScale, rootScale, eps, weightDecay, beta1, 1 - beta1, beta2, 1 - beta2);
}

/**
 * One step.
 * @param values with two arenas of state, 0 before the first step: the running means of the gradients and of their
 * squares.
 */
export function adamwDispatch(values: OptimiserValues): Dispatch {
  return optimiserDispatch('adamw', source, {}, values);
}
