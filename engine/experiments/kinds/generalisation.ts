/**
 * Generalisation to test sets that are not like the training images: a head alone keeps pretrained features,
 * fine-tuning may distort them, and a linear probe before fine-tuning is to prevent that (Kumar et al., 2022).
 */

import { defaultRecipe } from '../../train/recipe.js';
import { readyRecipes } from '../../train/recipes.js';
import { nameShift } from '../shifts.js';
import { againstArm, pretrained, type Condition, type Contrast, type Kind } from './kind.js';
import { squeeze } from './recipes.js';

/** The test set that is like the training images. */
export const unshifted = 'as trained';

const [headOnly, fineTuned, probeFirst] = ['head only', 'fine-tuned', 'linear probe, then fine-tuned'] as const;

export const generalisation: Kind = {
  title: 'Generalisation',
  question: 'Which way of training holds on pictures unlike those it was trained on?',
  axis: 'test set',
  factors: ['shifts'],
  conditions: ({ recipe: { epochs = defaultRecipe.epochs } }): Condition[] =>
    [
      { arm: headOnly, recipe: { freeze: 'head' } },
      { arm: fineTuned, recipe: { freeze: 'none' } },
      { arm: probeFirst, recipe: squeeze(readyRecipes['linear-probe-then-fine-tune']?.recipe ?? {}, epochs) },
    ].map((side) => ({ ...side, at: unshifted, origin: pretrained })),
  contrasts: ({ factors: { shifts } }): Contrast[] => {
    const levels = [unshifted, ...shifts.map(nameShift)];
    return [...againstArm([fineTuned], headOnly, levels), ...againstArm([probeFirst], fineTuned, levels)];
  },
};
