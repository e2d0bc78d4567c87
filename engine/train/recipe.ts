/** A recipe: how a network is retrained, as one plain object that can be saved, shared and run again. */

import { expect } from '../core/errors.js';

export interface Recipe {
  /**
   * What stays as it is: everything up to and including a module (`layer2`, `layer2.1`), `head` for everything but the
   * head, or `none`.
   */
  readonly freeze: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Decides the new head's first weights, the order of samples and the augmentation. */
  readonly seed: number;
  /** A new order in every epoch; otherwise the data set's own. */
  readonly shuffle: boolean;
  /** Shows a mirrored copy of a sample every other time, by chance. */
  readonly augment: boolean;
}

export const defaultRecipe: Recipe = {
  freeze: 'head',
  epochs: 20,
  batchSize: 32,
  learningRate: 0.05,
  momentum: 0.9,
  weightDecay: 5e-4,
  seed: 0,
  shuffle: true,
  augment: true,
};

interface Rule {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const number = (expected: string, holds: (value: number) => boolean): Rule => ({
  expected,
  holds: (value) => typeof value === 'number' && holds(value),
});

const wholeNumber = (least: number, most: number) =>
  number(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );

const flag: Rule = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };

const rules: Record<keyof Recipe, Rule> = {
  freeze: {
    expected: 'none, head or the name of a module',
    holds: (value) => typeof value === 'string' && value !== '',
  },
  epochs: wholeNumber(1, 10_000),
  batchSize: wholeNumber(1, 4096),
  learningRate: number('a number above 0 and at most 100', (value) => value > 0 && value <= 100),
  momentum: number('a number from 0 to below 1', (value) => value >= 0 && value < 1),
  weightDecay: number('a number from 0 to 1', (value) => value >= 0 && value <= 1),
  seed: wholeNumber(0, 2 ** 32 - 1),
  shuffle: flag,
  augment: flag,
};

/** The recipe with defaults filled in. Throws a `ThawError` that names the first field that is wrong. */
export function checkRecipe(given: Partial<Recipe>): Recipe {
  const recipe = { ...defaultRecipe, ...given };
  // What comes from a file or a page may be anything, whatever its type says.
  for (const [field, value] of Object.entries(recipe)) {
    const rule = Object.hasOwn(rules, field) ? rules[field as keyof Recipe] : undefined;
    expect(rule !== undefined, () => ({
      operation: 'recipe',
      got: `a field "${field}"`,
      expected: Object.keys(rules).join(', '),
    }));
    expect(rule.holds(value), () => ({ operation: `recipe, ${field}`, got: String(value), expected: rule.expected }));
  }
  return recipe;
}
