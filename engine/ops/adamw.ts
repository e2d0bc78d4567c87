/** AdamW: Adam with decoupled weight decay, as PyTorch does it (Loshchilov and Hutter, 2019; Kingma and Ba, 2015). */

import type { Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import source from '../../shaders/adamw.wgsl?raw';
import { dispatchOverArenas } from './whole-arena.js';

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

/** The kernel's settings [8] in a step; steps count from 1. */
export function adamwSettings(settings: AdamwSettings, step: number): Float32Array<ArrayBuffer> {
  const { learningRate, beta1, beta2, eps, weightDecay } = settings;
  // In float64: in float32, 1 - beta2 ** step has few digits in the first steps.
  const [correction1, correction2] = [1 - beta1 ** step, 1 - beta2 ** step];
  const decay = 1 - learningRate * weightDecay;
  return Float32Array.of(
    learningRate / correction1,
    1 / Math.sqrt(correction2),
    eps,
    decay,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
  );
}

/**
 * One step over whole arenas, see whole-arena.ts.
 * @param means arena of the running means of the gradients, 0 before the first step.
 * @param squares arena of the running means of their squares, 0 before the first step.
 * @param settings [8], as `adamwSettings` gives them.
 */
export function adamwDispatch(
  parameters: Value,
  gradients: Value,
  means: Value,
  squares: Value,
  settings: Value,
): Dispatch {
  return dispatchOverArenas('adamw', source, {}, { parameters, gradients, state: [means, squares], settings });
}
