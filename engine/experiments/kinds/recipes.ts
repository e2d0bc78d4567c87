/** Ways of training against each other, each squeezed into the same number of epochs; the first is the baseline. */

import { defaultRecipe, type Phase, type RecipeInput } from '../../train/recipe.js';
import { againstArm, pretrained, random, type Condition, type Contrast, type Kind } from './kind.js';
import { ways } from './ways.js';

export const recipes: Kind = {
  title: 'Recipes',
  question: 'Which way of fine-tuning is best within the same number of epochs?',
  axis: '',
  factors: ['recipes', 'targets'],
  conditions: ({ factors, recipe: { epochs = defaultRecipe.epochs } }): Condition[] =>
    factors.recipes.map((name) => {
      const { recipe, ...way } = ways[name] ?? { recipe: {} };
      const origin = recipe.fromScratch ? random : pretrained;
      return { arm: name, at: '', origin, recipe: squeeze(recipe, epochs), ...way };
    }),
  contrasts: ({ factors }): Contrast[] => againstArm(factors.recipes, factors.recipes[0] ?? '', ['']),
};

/** The recipe with so many epochs in all; phases keep their shares, and at least an epoch each. */
export function squeeze(recipe: RecipeInput, epochs: number): RecipeInput {
  const phases = recipe.phases ?? [];
  if (phases.length === 0) return { ...recipe, epochs };
  const counts = share(
    phases.map(({ epochs: own = 1 }) => own),
    Math.max(epochs, phases.length),
  );
  const squeezed: Phase[] = phases.map((phase, index) => ({ ...phase, epochs: counts[index] ?? 1 }));
  return { ...recipe, phases: squeezed };
}

/** Whole numbers of at least 1 that add up to `total`, as near to the weights' shares as they can be. */
function share(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const spare = total - weights.length;
  const ideal = weights.map((weight) => Math.max(0, (weight / sum) * total - 1));
  const scale =
    spare /
    Math.max(
      1e-9,
      ideal.reduce((a, b) => a + b, 0),
    );
  const ends = ideal.map((_, index) => Math.round(scale * ideal.slice(0, index + 1).reduce((a, b) => a + b, 0)));
  return ends.map((end, index) => 1 + end - (ends[index - 1] ?? 0));
}
