/** Where training starts: the model as it will be, what of it is trained, and the first value of everything. */

import { sameNames } from '../core/names.js';
import type { Model } from '../model.js';
import type { Parameter } from '../models/layer.js';
import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import { initialWeights } from '../weights/initialise.js';
import type { Tensors } from '../weights/tensor.js';
import { planFreeze, type FreezePlan } from './freeze.js';
import type { Recipe } from './recipe.js';

export interface Start extends FreezePlan {
  /** The model as it will be: the head has the data's classes. */
  readonly description: ModelDescription;
  /** First values of the whole model, in PyTorch's layout. */
  readonly tensors: Tensors;
}

/** A model's own weights, with a head for these classes: its own if it is for just these, else one drawn from the seed. */
export async function planStart(model: Model, classes: readonly string[], recipe: Recipe): Promise<Start> {
  const { architecture } = model.description;
  const network = resnet({ ...architecture, classCount: classes.length });
  const current = await model.readTensors();
  const isKept = sameNames(classes, model.description.classes);
  const head = isKept ? new Map() : initialWeights(network.layers.slice(-1), recipe.seed);
  return {
    ...planFreeze(network, recipe),
    description: { ...model.description, architecture: network.architecture, classes },
    tensors: new Map([...current, ...head]),
  };
}

/** Those of the tensors that belong to the parameters. */
export function pick(tensors: Tensors, parameters: readonly Parameter[]): Tensors {
  const names = new Set(parameters.map(({ name }) => name));
  return new Map([...tensors].filter(([name]) => names.has(name)));
}
