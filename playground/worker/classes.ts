/** Which output of a head belongs to which class of a data set. */

import { ThawError } from '../../engine/index.js';

/**
 * For each class of the data, the head's output for it: by name or by `ids`, other names of the same outputs, where those
 * are known; by number where one side only has numbers for names and there are equally many.
 * @throws ThawError where they do not match.
 */
export function matchClasses(data: readonly string[], head: readonly string[], ids: readonly string[] = []): number[] {
  for (const names of [head, ids]) {
    const outputs = data.map((name) => names.indexOf(name));
    if (outputs.every((index) => index >= 0)) return outputs;
  }
  const areNumbered = isNumbered(data) || isNumbered(head);
  if (areNumbered && data.length === head.length) return data.map((_, index) => index);
  throw new ThawError({
    operation: 'classes',
    got: `data with ${list(data)}`,
    expected: `those that the model tells apart: ${list(head)}`,
    remedy: 'Train a head for these classes first.',
  });
}

const isNumbered = (names: readonly string[]) => names.every((name) => /^(class[ _-]?)?\d+$/.test(name));

function list(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${names.length} classes (${shown}, …)` : shown;
}
