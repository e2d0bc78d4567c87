/** What each part of a preprocessing has to be, whoever says it; and a person's choice in the place of what a model came with. */

import { checkFields, list, number, oneOf, wholeNumber, type Rules } from '../core/fields.js';
import { expect } from '../core/errors.js';
import type { ModelDescription, Preprocessing } from './model.js';

/** Larger inputs are a slip of the pen: one picture of this side takes a ResNet gigabytes. */
const longestSide = 4096;
const side = wholeNumber(1, longestSide);

const rules: Rules<Preprocessing> = {
  resize: side,
  crop: side,
  interpolation: oneOf('bilinear', 'bicubic'),
  mean: list('three numbers: for red, green and blue', number('a number', Number.isFinite), 3),
  std: list(
    'three numbers above 0: for red, green and blue',
    number('a number above 0', (value) => value > 0 && value < Infinity),
    3,
  ),
};

/** What may be a preprocessing. */
export type PreprocessingFields = Readonly<Record<keyof Preprocessing, unknown>>;

/** Whether a network can be fed so. */
export function isPreprocessing(fields: PreprocessingFields): fields is Preprocessing {
  const areRight = Object.entries(rules).every(([field, { holds }]) => holds(fields[field as keyof Preprocessing]));
  return areRight && (fields as Preprocessing).crop <= (fields as Preprocessing).resize;
}

/** @throws ThawError that names the first part that is wrong: what was found there, and what was expected. */
export function checkPreprocessing(fields: PreprocessingFields): Preprocessing {
  checkFields('preprocessing', fields, rules);
  const preprocessing = fields as Preprocessing;
  const { resize, crop } = preprocessing;
  expect(crop <= resize, () => ({
    operation: 'preprocessing, crop',
    got: `${crop} pixels of pictures resized to ${resize}`,
    expected: `at most ${resize}`,
    remedy: 'Choose resize and crop together.',
  }));
  return preprocessing;
}

/** What a person chooses of a preprocessing; the rest stays as it is. */
export type PreprocessingChoice = { readonly [Part in keyof Preprocessing]?: Preprocessing[Part] | undefined };

/**
 * The description with the chosen parts in the place of its own; the same one where nothing is chosen.
 * @throws ThawError for a choice that no network can be fed by.
 */
export function choosePreprocessing(description: ModelDescription, choice: PreprocessingChoice = {}): ModelDescription {
  const chosen = Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
  if (Object.keys(chosen).length === 0) return description;
  const preprocessing = checkPreprocessing({ ...description.preprocessing, ...chosen });
  return { ...description, preprocessing, preprocessingSource: 'choice' };
}
