/** Recipes: what is filled in, and how each field that is wrong is named. */

import { describe, expect, it } from 'vitest';
import { checkRecipe, defaultRecipe, type Recipe } from '../../engine/train/recipe.js';

/** As from a file: a field with any value at all. */
const recipeWith = (field: string, value: unknown) => ({ [field]: value }) as Partial<Recipe>;

const wrong = {
  freeze: ['', undefined, 2],
  epochs: [0, -1, 1.5, 10_001, '20', NaN],
  batchSize: [0, 4097, 2.5, null],
  learningRate: [0, -0.1, 101, Infinity, NaN, '0.1'],
  momentum: [-0.1, 1, NaN, true],
  weightDecay: [-1e-4, 1.1, NaN],
  seed: [-1, 0.5, 2 ** 32, 'seven'],
  shuffle: [0, 'yes', null],
  augment: [1, undefined],
} satisfies Record<keyof Recipe, unknown[]>;

const atTheEdge = {
  freeze: ['head', 'none', 'layer2.1'],
  epochs: [1, 10_000],
  batchSize: [1, 4096],
  learningRate: [1e-6, 100],
  momentum: [0, 0.999],
  weightDecay: [0, 1],
  seed: [0, 2 ** 32 - 1],
  shuffle: [true, false],
  augment: [true, false],
} satisfies Record<keyof Recipe, unknown[]>;

const rows = (table: Record<string, unknown[]>) =>
  Object.entries(table).flatMap(([field, values]) => values.map((value) => [field, value] as const));

describe('a recipe', () => {
  it('is the default one where nothing is given', () => {
    expect(checkRecipe({})).toEqual(defaultRecipe);
  });

  it('keeps what is given and fills in the rest', () => {
    expect(checkRecipe({ epochs: 3, seed: 7 })).toEqual({ ...defaultRecipe, epochs: 3, seed: 7 });
  });

  it.each(rows(atTheEdge))('may have %s %s', (field, value) => {
    expect(checkRecipe(recipeWith(field, value))).toMatchObject({ [field]: value });
  });

  it.each(rows(wrong))('is refused with %s %s, by the name of the field', (field, value) => {
    expect(() => checkRecipe(recipeWith(field, value))).toThrow(`recipe, ${field}: got ${String(value)}, expected `);
  });

  it('is refused with a field that there is not, and says which there are', () => {
    expect(() => checkRecipe(recipeWith('learningrate', 0.1))).toThrow(
      'recipe: got a field "learningrate", expected freeze, epochs, batchSize, learningRate, momentum, weightDecay, ' +
        'seed, shuffle, augment.',
    );
  });
});
