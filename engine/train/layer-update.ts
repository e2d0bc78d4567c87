/** How far a training step moves a layer that learns. Pure, and without the kernels that measure it. */

/** Of one layer in one step: L2 norms over all its weights together. A frozen layer has none of them. */
export interface LayerUpdate {
  readonly layer: string;
  /** Of its gradient, before it is clipped. */
  readonly gradientNorm: number;
  /** Of its weights, before the step. */
  readonly weightNorm: number;
  /** Of what the step changed in them. */
  readonly updateNorm: number;
}

/**
 * ‖Δw‖ / ‖w‖, the part of a layer that a step changes. About 1e-3 is a rule of thumb for a learning rate that is neither
 * too high nor too low (Karpathy, notes of Stanford's CS231n, 2015). `undefined` for a layer of zeros.
 */
export function updateRatio({ updateNorm, weightNorm }: LayerUpdate): number | undefined {
  return weightNorm > 0 ? updateNorm / weightNorm : undefined;
}
