/**
 * Holding out a test part, class by class. Frames of one film are nearly the same, so that a test with some of a film
 * that the others were learned from would tell nothing: films stay whole.
 *
 * Of n pictures of a class in groups g (a film is a group, and so is every other picture),
 *
 *     wanted = max(1, round(fraction * n)), and at most n - 1
 *
 * are held out: groups in an order that the seed decides, each that still fits. Where none does, as with one long film,
 * the last `wanted` frames of the first in that order: the cut is then the only place where neighbours are parted.
 */

import { permutation } from '../core/random.js';
import type { DataSet } from './dataset.js';
import type { Sample } from './sample.js';

/**
 * Moves a share of every class from a data set without a test part to a new one: by seed, the same every time, and
 * leaving every class something to learn from. A data set that has a test part stays as it is.
 * @param fraction of each class, from 0 to 1.
 */
export function holdOut(dataset: DataSet, seed: number, fraction = 0.2): DataSet {
  if (dataset.test.length > 0) return dataset;
  const held = new Set(
    dataset.classes.flatMap((_, label) => {
      const members = dataset.train.filter((sample) => sample.label === label);
      const groups = groupsOf(members);
      const order = permutation(groups.length, seed, 'split', label);
      const wanted = Math.max(1, Math.round(members.length * fraction));
      return heldOf(
        Array.from(order, (place) => groups[place] ?? []),
        Math.min(wanted, members.length - 1),
      );
    }),
  );
  return {
    ...dataset,
    train: dataset.train.filter((sample) => !held.has(sample)),
    test: dataset.train.filter((sample) => held.has(sample)),
    isHeldOut: true,
  };
}

/** Films whole, in the order of their first frames, and every other picture for itself. */
function groupsOf(members: readonly Sample[]): readonly (readonly Sample[])[] {
  const groups = new Map<string | Sample, Sample[]>();
  for (const sample of members) {
    const key = sample.film ?? sample;
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  }
  return [...groups.values()];
}

function heldOf(groups: readonly (readonly Sample[])[], wanted: number): readonly Sample[] {
  const held: Sample[] = [];
  for (const group of groups) if (held.length + group.length <= wanted) held.push(...group);
  return held.length > 0 || wanted === 0 ? held : (groups[0] ?? []).slice(-wanted);
}
