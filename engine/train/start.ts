/** Where training starts: the model as it will be, and those of its tensors that are not the given model's. */

import { sameNames } from '../core/names.js';
import type { Model } from '../model.js';
import type { Parameter } from '../models/layer.js';
import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import { initialWeights } from '../weights/initialise.js';
import type { Tensors } from '../weights/tensor.js';
import type { Recipe } from './recipe.js';

export interface Start {
  /** The model as it will be: the head has the data's classes. */
  readonly description: ModelDescription;
  /** Tensors drawn from the seed, in PyTorch's layout. */
  readonly drawn: Tensors;
}

/**
 * A model's own weights, with a head for these classes: its own if it is for just these, else one drawn from the seed.
 * From scratch, everything is drawn.
 */
export function planStart(
  { description }: Model,
  classes: readonly string[],
  { fromScratch, seed }: Pick<Recipe, 'fromScratch' | 'seed'>,
): Start {
  const network = resnet({ ...description.architecture, classCount: classes.length });
  const isKept = sameNames(classes, description.classes);
  const layers = fromScratch ? network.layers : isKept ? [] : network.layers.slice(-1);
  return {
    description: { ...description, architecture: network.architecture, classes },
    drawn: initialWeights(layers, seed),
  };
}

/** Those of the tensors that belong to the parameters. */
export function pick(tensors: Tensors, parameters: readonly Parameter[]): Tensors {
  const names = new Set(parameters.map(({ name }) => name));
  return new Map([...tensors].filter(([name]) => names.has(name)));
}
