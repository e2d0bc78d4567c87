/** Phases: the parts of a training that follow each other, each as a whole recipe. */

import { checkRecipe } from './recipe-rules.js';
import type { Recipe } from './recipe.js';

/** Epochs of all phases together. */
export function epochsOf(recipe: Recipe): number {
  return phasesOf(recipe).reduce((sum, { epochs }) => sum + epochs, 0);
}

/** A recipe without phases is its one phase. */
export function phasesOf(recipe: Recipe): readonly Recipe[] {
  if (recipe.phases.length === 0) return [recipe];
  return recipe.phases.map((phase) => checkRecipe({ ...recipe, ...phase, phases: [] }));
}
