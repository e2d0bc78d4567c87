/**
 * Initial weights, as PyTorch and torchvision's ResNet choose them, from a seed:
 *
 *     convolution   normal, standard deviation sqrt(2 / fan_out), fan_out = O KH KW
 *                   (He et al., "Delving Deep into Rectifiers", 2015)
 *     batch norm    weight 1, bias 0, running mean 0, running variance 1
 *     linear        weight and bias uniform in ±1 / sqrt(I)
 *
 * Each tensor draws from numbers of its own, found by its name: the same seed gives the same head whether the body is
 * drawn beside it or not.
 */

import { randomNormal, randomUniform } from '../core/random.js';
import { sizeOf, type Shape } from '../core/shape.js';
import { parametersOf, type Layer } from '../models/layer.js';
import type { Tensor } from './tensor.js';

/** The tensors of those layers in PyTorch's layouts, by PyTorch's names. */
export function initialWeights(layers: readonly Layer[], seed: number): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const layer of layers) {
    for (const { name, shape } of parametersOf(layer)) tensors.set(name, fill(shape, drawOf(layer, name, seed)));
  }
  return tensors;
}

/** A number that tells names apart, for the `round` of a random stream: FNV-1a over UTF-16 units. */
export function roundOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function drawOf(layer: Layer, name: string, seed: number): (index: number) => number {
  const round = roundOfName(name);
  switch (layer.kind) {
    case 'conv2d': {
      const deviation = Math.sqrt(2 / (layer.outChannels * layer.kernelSize ** 2));
      return (index) => deviation * randomNormal(seed, 'weights', index, round);
    }
    case 'linear': {
      const bound = 1 / Math.sqrt(layer.inFeatures);
      return (index) => bound * (2 * randomUniform(seed, 'weights', index, round) - 1);
    }
    default:
      return name.endsWith('.weight') || name.endsWith('.running_var') ? () => 1 : () => 0;
  }
}

function fill(shape: Shape, draw: (index: number) => number): Tensor {
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, index) => draw(index)) };
}
