/** A training run fed with pixels, for who steps it by hand: to time it, or to see what single steps do. */

import type { PixelSet } from '../data/pixels.js';
import type { Recomputed } from '../graph/recompute.js';
import type { Model } from '../model.js';
import { planFreeze } from './freeze.js';
import { PixelSource } from './pixel-source.js';
import type { Recipe } from './recipe.js';
import { Run } from './run.js';

/** @throws ThawError for a module that is not there, or where memory does not suffice. */
export async function openPixelRun(
  model: Model,
  pixels: PixelSet,
  recipe: Recipe,
  recomputed: Recomputed = 'nothing',
): Promise<Run> {
  const source = new PixelSource(pixels, model.description.preprocessing);
  const plan = planFreeze(model.network, recipe);
  const tensors = await model.readTensors();
  return Run.create({ model, recipe, plan, tensors, train: source, test: source, recomputed });
}
