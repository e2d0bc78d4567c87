/** Copies: in how many changed forms every training image is cached, and which of them an epoch sees. */

import { randomUint32 } from '../core/random.js';
import { drawAugmentation, isColoured, neutralDraw, type Draw } from '../data/augment.js';
import type { Recipe } from './recipe.js';

export interface Copies {
  /** Tells plans apart: caches of one key are alike. */
  readonly key: string;
  readonly count: number;
  readonly isColoured: boolean;
  /** What is done to a sample for a copy. */
  readonly drawOf: (sample: number, copy: number) => Draw;
  /** The copy of a sample that is seen in an epoch. */
  readonly copyOf: (sample: number, epoch: number) => number;
}

/** Images as they are. */
export const plain: Copies = {
  key: 'plain',
  count: 1,
  isColoured: false,
  drawOf: () => neutralDraw,
  copyOf: () => 0,
};

type CopiesRecipe = Pick<Recipe, 'augment' | 'augmentedCopies' | 'seed'>;

/** How an epoch sees a sample when it is augmented anew in each. */
export function freshDraws({ augment, seed }: CopiesRecipe): Copies['drawOf'] {
  return (sample, epoch) => drawAugmentation(augment, seed, sample, epoch);
}

/**
 * The copies that stand for a recipe's augmentation, or nothing where none can: shifts and colours are drawn anew in
 * every epoch unless a number of copies is asked for. Mirror images are just two, which lose nothing.
 */
export function planCopies(recipe: CopiesRecipe): Copies | undefined {
  const { augment, augmentedCopies, seed } = recipe;
  if (augmentedCopies > 0) {
    return {
      key: JSON.stringify([augment, augmentedCopies, seed]),
      count: augmentedCopies,
      isColoured: isColoured(augment),
      drawOf: (sample, copy) => drawAugmentation(augment, seed, sample, copy + 1),
      copyOf: (sample, epoch) => randomUint32(seed, 'copies', sample, epoch) % augmentedCopies,
    };
  }
  if (augment.crop > 0 || isColoured(augment)) return undefined;
  if (!augment.flip) return plain;
  const draw = freshDraws(recipe);
  return {
    key: 'mirrored',
    count: 2,
    isColoured: false,
    drawOf: (_, copy) => ({ ...neutralDraw, flip: copy === 1 }),
    copyOf: (sample, epoch) => Number(draw(sample, epoch).flip),
  };
}
