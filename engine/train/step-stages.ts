/**
 * Which blocks a training step of a phase computes, and in what order:
 *
 *     forward, from the samples to the loss  ->  backward, from the loss to the lowest layer that learns  ->  update
 *
 * Pure.
 */

import { inputName, type Block, type Layer, type Network } from '../models/layer.js';
import type { FreezePlan } from './freeze.js';

export interface StepStages {
  /** What a step begins with: the network's input, or the layer whose values are cached for every sample. */
  readonly from: string;
  /** Names of the blocks that are computed, in whole or from that layer on. */
  readonly forward: readonly string[];
  /** Those that a gradient reaches, in its order: it only passes through what is frozen. */
  readonly backward: readonly string[];
  /** Those with weights that learn; the optimiser changes all of them at once. */
  readonly update: readonly string[];
}

export function stepStages(network: Network, { trainable }: Pick<FreezePlan, 'trainable'>, from: string): StepStages {
  const { blocks, layers } = network;
  const owners = new Set(trainable.map(({ name }) => name.slice(0, name.lastIndexOf('.'))));
  const learns = ({ name }: Layer) => owners.has(name);
  const known = from === inputName ? 0 : layers.findIndex(({ name }) => name === from) + 1;
  const lowest = layers.findIndex(learns);
  return {
    from,
    forward: namesOf(blocks, (layer) => layers.indexOf(layer) >= known),
    backward: namesOf(blocks, (layer) => layers.indexOf(layer) >= lowest).reverse(),
    update: namesOf(blocks, learns),
  };
}

/** Of the blocks with such a layer. */
function namesOf(blocks: readonly Block[], has: (layer: Layer) => boolean): string[] {
  return blocks.filter((block) => block.layers.some(has)).map(({ name }) => name);
}
