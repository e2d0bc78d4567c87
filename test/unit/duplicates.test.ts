/** Duplicates: found by their pixels, told by what is wrong with them, and taken away but for one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiesIn, duplicatesIn, findDuplicates, isAmbiguous, isLeak } from '../../engine/data/duplicates.js';
import { editData } from '../../engine/data/edit.js';
import { relabel } from '../../engine/data/select.js';
import { dataSetOf, pixelsOf } from '../made-data.js';

const classes = ['cat', 'dog'];
const pets = dataSetOf({ train: ['cat', 'cat', 'dog', 'dog', 'dog'], test: ['cat', 'dog', 'dog'] }, classes);
/** 0 and 1 are alike; 2, 5 and 6 too, of which 5 is called a cat. */
const pixels = { train: pixelsOf(pets.train, [1, 1, 2, 3, 4]), test: pixelsOf(pets.test, [2, 2, 5]) };
const groups = findDuplicates(pixels);

describe('duplicates', () => {
  it('are samples of the same pixels, in either part', () => {
    expect(groups).toEqual([
      ['0', '1'],
      ['2', '5', '6'],
    ]);
  });

  it('are a leak where they stand in both parts, and ambiguous under two classes', () => {
    const found = duplicatesIn(pets, groups);
    expect(found.map(isLeak)).toEqual([false, true]);
    expect(found.map(isAmbiguous)).toEqual([false, true]);
    const moved = editData(pets, [{ kind: 'move samples', samples: ['5'], to: 'dog' }]);
    expect(duplicatesIn(moved, groups).map(isAmbiguous)).toEqual([false, false]);
  });

  it('are gone once their copies are removed; of those in both parts the first test picture stays', () => {
    const copies = copiesIn(duplicatesIn(pets, groups));
    expect(copies).toEqual(['1', '2', '6']);
    const edited = editData(pets, [{ kind: 'remove samples', samples: copies }]);
    expect(duplicatesIn(edited, groups)).toEqual([]);
  });

  it('are those of any other way to find them', () => {
    const colours = fc.array(fc.nat(4), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(colours, (all) => {
        const { train } = dataSetOf({ train: all.map(() => 'cat'), test: [] }, classes);
        const nothing = pixelsOf([], []);
        const byColour = [...new Set(all)].map((colour) => all.flatMap((own, at) => (own === colour ? [`${at}`] : [])));
        expect(findDuplicates({ train: pixelsOf(train, all), test: nothing })).toEqual(
          byColour.filter(({ length }) => length > 1),
        );
      }),
    );
  });
});

describe('pixels of an edited data set', () => {
  it('are shared where every row stays', () => {
    const moved = editData(pets, [{ kind: 'move samples', samples: ['0'], to: 'dog' }]);
    const set = relabel(pixels.train, moved.train);
    expect(set.pixels).toBe(pixels.train.pixels);
    expect([...set.labels]).toEqual([1, 0, 1, 1, 1]);
    expect(set.samples).toEqual(moved.train);
  });

  it('are the rows that are left, where some are removed or were never decoded', () => {
    const removed = editData(pets, [{ kind: 'remove samples', samples: ['1', '3'] }]);
    const decoded = relabel(pixels.train, pets.train.slice(0, 4));
    const set = relabel(decoded, removed.train);
    expect(set.samples.map(({ name }) => name)).toEqual(['0', '2']);
    expect([...new Uint32Array(set.pixels.buffer)]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect([set.count, [...set.labels]]).toEqual([2, [0, 1]]);
  });
});
