/**
 * Freezing: which part of a network stays as it is. Frozen is everything up to and including a module; what comes after
 * it is trained, batch norm's weights and running statistics included.
 */

import { sizeOf } from '../core/shape.js';
import { findLayer } from '../models/find-layer.js';
import { inputName, parametersOf, type Network, type Parameter } from '../models/layer.js';

export interface FreezePlan {
  /** The last frozen layer, or the network's input: its activations are computed once for each sample. */
  readonly boundary: string;
  /** What the optimiser changes. */
  readonly trainable: readonly Parameter[];
  /** Running statistics that training moves. */
  readonly statistics: readonly Parameter[];
}

/**
 * @param freeze `none`, `head` (everything but the head is frozen), or a module: `layer2`, `layer2.1`.
 * @throws ThawError that offers near names where there is no such module.
 */
export function planFreeze(network: Network, freeze: string): FreezePlan {
  const boundary = boundaryOf(network, freeze);
  const first = network.layers.findIndex(({ name }) => name === boundary) + 1;
  const parameters = network.layers.slice(first).flatMap(parametersOf);
  return {
    boundary,
    trainable: parameters.filter(({ role }) => role !== 'buffer'),
    statistics: parameters.filter(({ role }) => role === 'buffer'),
  };
}

function boundaryOf(network: Network, freeze: string): string {
  if (freeze === 'none') return inputName;
  if (freeze === 'head') return network.layers.at(-1)?.inputs[0] ?? inputName;
  return findLayer(network, freeze, 'recipe, freeze');
}

/** The number of weights among parameters. */
export function countOf(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
