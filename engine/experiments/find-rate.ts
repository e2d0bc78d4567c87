/** The rate that a run trains at, found by a range test on its own samples, from its own start, with its own mask. */

import { ThawError } from '../core/errors.js';
import type { TrainReport } from '../train/events.js';
import type { RecipeInput } from '../train/recipe.js';
import { readyRecipes } from '../train/recipes.js';

const rangeTest = readyRecipes['learning-rate-range-test']?.recipe ?? {};

export const rangeTestSteps = rangeTest.steps ?? 0;

/** The test of a recipe: all of it but for how long it runs and at which rates. Every loss is read. */
export function rangeTestOf(recipe: RecipeInput): RecipeInput {
  return { ...recipe, ...rangeTest, lossEvery: 1 };
}

/** @throws ThawError where the loss never fell: there is no rate to train at. */
export function rateFoundBy({ suggestedRate }: TrainReport): number {
  if (suggestedRate !== undefined) return suggestedRate;
  throw new ThawError({
    operation: 'learning-rate range test',
    got: 'a loss that never fell',
    expected: 'a rate at which it falls',
    remedy: 'Leave `found-rate` out, or give more images.',
  });
}
