/** Phases: the parts of a training that follow each other, each as a whole recipe. */

import { checkRecipe } from './recipe-rules.js';
import type { Recipe } from './recipe.js';

/** A recipe without phases is its one phase. */
export function phasesOf(recipe: Recipe): readonly Recipe[] {
  if (recipe.phases.length === 0) return [recipe];
  return recipe.phases.map((phase) => checkRecipe({ ...recipe, ...phase, phases: [] }));
}
