/** Ways of training that the recipes are compared by: the ready ones, and plain fine-tuning with one thing changed. */

import type { RecipeInput } from '../../train/recipe.js';
import { scheduleOf } from '../../train/recipe-rules.js';
import { readyRecipes } from '../../train/recipes.js';

export interface Way {
  readonly recipe: RecipeInput;
  /** At the rate that a range test suggests. */
  readonly findsRate?: true;
}

/** Everything is trained, at the document's rate where nothing else is said. */
const fineTuned = { freeze: 'none' } as const;

const plain: Readonly<Record<string, Way>> = {
  fixed: { recipe: { ...fineTuned, schedule: scheduleOf('constant') } },
  cosine: { recipe: { ...fineTuned, schedule: scheduleOf('cosine') } },
  'one-cycle': { recipe: { ...fineTuned, schedule: scheduleOf('one-cycle') } },
  // Each block at 1 / 2.6^(1/3) of the next one's rate: of ULMFiT's 2.6 a layer, over the three blocks of a stage.
  'discriminative-rates': { recipe: { ...fineTuned, schedule: scheduleOf('cosine'), layerDecay: 1 / 2.6 ** (1 / 3) } },
  'found-rate': { recipe: { ...fineTuned, schedule: scheduleOf('one-cycle') }, findsRate: true },
};

/** By name. The range test trains nothing that is kept: it is a way of finding a rate, not one of training. */
export const ways: Readonly<Record<string, Way>> = {
  ...plain,
  ...Object.fromEntries(
    Object.entries(readyRecipes)
      .filter(([name]) => name !== 'learning-rate-range-test')
      .map(([name, { recipe }]) => [name, { recipe }]),
  ),
};
