/** How a training step moves each layer that learns, from the sums that update-norms.ts computes. Pure. */

import { normsPerParameter } from '../ops/update-norms.js';
import type { LayerUpdate } from './layer-update.js';

/**
 * The layers in the order of their first parameters; the norm of a layer is the root of the sum of its parameters' squares.
 * @param parameters their names, `layer1.0.conv1.weight`.
 * @param squares [parameters, 4]
 */
export function layerUpdates(parameters: readonly string[], squares: ArrayLike<number>): LayerUpdate[] {
  const sums = new Map<string, readonly [gradient: number, weight: number, update: number]>();
  parameters.forEach((parameter, index) => {
    const layer = parameter.slice(0, parameter.lastIndexOf('.'));
    const [gradient, weight, update] = sums.get(layer) ?? [0, 0, 0];
    const at = (figure: number) => squares[index * normsPerParameter + figure] ?? NaN;
    sums.set(layer, [gradient + at(0), weight + at(1), update + at(2)]);
  });
  return [...sums].map(([layer, [gradient, weight, update]]) => ({
    layer,
    gradientNorm: Math.sqrt(gradient),
    weightNorm: Math.sqrt(weight),
    updateNorm: Math.sqrt(update),
  }));
}
