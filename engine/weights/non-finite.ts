/** Finds weights that are infinite or not a number: a training that diverged, or a damaged file. */

import type { Tensors } from './tensor.js';

/** The most names that a sentence lists. */
const listed = 4;

/** A warning that names the tensors, or none. */
export function nonFiniteNotes(tensors: Tensors): string[] {
  const names = [...tensors].flatMap(([name, { data }]) => (isFinite(data) ? [] : [name]));
  if (names.length === 0) return [];
  const rest = names.length > listed ? `, and ${names.length - listed} more` : '';
  const are = names.length === 1 ? 'has' : 'have';
  return [
    `Warning: ${names.slice(0, listed).join(', ')}${rest} ${are} values that are infinite or not a number (NaN); ` +
      'what the model computes will not be of use.',
  ];
}

/** x - x is 0 for what is finite, and not a number otherwise; a sum of those needs no branch for each. */
function isFinite(data: Float32Array): boolean {
  let sum = 0;
  for (const value of data) sum += value - value;
  return sum === 0;
}
