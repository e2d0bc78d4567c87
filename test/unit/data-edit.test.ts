/** Edits of a data set: what each does, what it refuses, and that nothing is lost or doubled by any of them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editData, type DataEdit } from '../../engine/data/edit.js';
import { samplesOf, type DataSet } from '../../engine/data/dataset.js';
import { dataSetOf } from '../made-data.js';

/** Two cats and a bird to train on, a cat and a dog to test with. */
const pets = dataSetOf({ train: ['cat', 'cat', 'bird', 'dog'], test: ['cat', 'dog'] }, ['cat', 'bird', 'dog']);

/** `name: class` of every sample, train then test. */
function placed({ classes, train, test }: DataSet): string[] {
  return [...train, ...test].map(({ name, label }) => `${name}: ${classes[label] ?? '?'}`);
}

describe('an edit', () => {
  it('renames a class in its place', () => {
    const then = editData(pets, [{ kind: 'rename class', className: 'cat', to: ' tabby ' }]);
    expect(then.classes).toEqual(['tabby', 'bird', 'dog']);
    expect(placed(then)).toEqual(placed(pets).map((line) => line.replace('cat', 'tabby')));
  });

  it('merges a class into another', () => {
    const then = editData(pets, [{ kind: 'merge class', className: 'cat', into: 'dog' }]);
    expect(then.classes).toEqual(['bird', 'dog']);
    expect(placed(then)).toEqual(placed(pets).map((line) => line.replace('cat', 'dog')));
  });

  it('deletes a class with its pictures', () => {
    const then = editData(pets, [{ kind: 'delete class', className: 'cat' }]);
    expect(then.classes).toEqual(['bird', 'dog']);
    expect(placed(then)).toEqual(placed(pets).filter((line) => !line.endsWith('cat')));
  });

  it('moves pictures to a class, each staying in its part', () => {
    const then = editData(pets, [{ kind: 'move samples', samples: ['0', '4'], to: 'bird' }]);
    expect(placed(then)).toEqual(['0: bird', '1: cat', '2: bird', '3: dog', '4: bird', '5: dog']);
    expect(then.test.map(({ name }) => name)).toEqual(['4', '5']);
  });

  it('removes pictures', () => {
    const then = editData(pets, [{ kind: 'remove samples', samples: ['1', '5'] }]);
    expect(placed(then)).toEqual(['0: cat', '2: bird', '3: dog', '4: cat']);
  });

  it('sees what the ones before it did', () => {
    const then = editData(pets, [
      { kind: 'rename class', className: 'cat', to: 'tabby' },
      { kind: 'move samples', samples: ['5'], to: 'tabby' },
      { kind: 'merge class', className: 'dog', into: 'bird' },
    ]);
    expect(placed(then)).toEqual(['0: tabby', '1: tabby', '2: bird', '3: bird', '4: tabby', '5: tabby']);
  });

  it.each<[string, DataEdit[], RegExp]>([
    [
      'a class that is not there',
      [{ kind: 'delete class', className: 'cow' }],
      /got no class "cow", expected one of cat/,
    ],
    [
      'a name that is taken',
      [{ kind: 'rename class', className: 'cat', to: 'dog' }],
      /got "dog", which is another class/,
    ],
    ['an empty name', [{ kind: 'rename class', className: 'cat', to: ' ' }], /got no name, expected one/],
    ['a class merged into itself', [{ kind: 'merge class', className: 'cat', into: 'cat' }], /got one class twice/],
    ['a target that is not there', [{ kind: 'move samples', samples: ['0'], to: 'cow' }], /got no class "cow"/],
    ['a picture that is gone', [remove('0'), remove('0')], /remove 1 picture: got no picture 0, expected pictures/],
    ['one class left', [deletion('cat'), deletion('dog')], /got 1 class left, expected at least 2/],
    ['a class with nothing to learn from', [remove('2')], /got no picture left to learn "bird" from/],
  ])('refuses %s', (_, edits, message) => {
    expect(() => editData(pets, edits)).toThrow(message);
  });
});

function remove(...samples: string[]): DataEdit {
  return { kind: 'remove samples', samples };
}

function deletion(className: string): DataEdit {
  return { kind: 'delete class', className };
}

describe('any edits', () => {
  const names = ['cat', 'bird', 'dog', 'cow'] as const;
  const someNames = fc.constantFrom(...names, 'tabby');
  const someSamples = fc.uniqueArray(fc.nat(30).map(String), { minLength: 1, maxLength: 6 });
  const edit: fc.Arbitrary<DataEdit> = fc.oneof(
    fc.record({ kind: fc.constant('rename class' as const), className: someNames, to: someNames }),
    fc.record({ kind: fc.constant('merge class' as const), className: someNames, into: someNames }),
    fc.record({ kind: fc.constant('delete class' as const), className: someNames }),
    fc.record({ kind: fc.constant('move samples' as const), samples: someSamples, to: someNames }),
    fc.record({ kind: fc.constant('remove samples' as const), samples: someSamples }),
  );
  const part = fc.array(fc.constantFrom(...names), { maxLength: 15 });
  const dataSets = fc.record({ train: part, test: part }).map(({ train, test }) =>
    // One of each class to begin with, as data sets are opened.
    dataSetOf({ train: [...names, ...train], test }, names),
  );
  const anything = { dataset: dataSets, edits: fc.array(edit, { maxLength: 8 }) };

  /** Those of the edits that can be made, one after the other. */
  function possible(dataset: DataSet, edits: readonly DataEdit[]): DataEdit[] {
    return edits.reduce<DataEdit[]>((made, next) => {
      try {
        editData(dataset, [...made, next]);
        return [...made, next];
      } catch {
        return made;
      }
    }, []);
  }

  it('lose no sample and double none, but by removing and deleting', () => {
    fc.assert(
      fc.property(fc.record(anything), ({ dataset, edits }) => {
        const made = possible(dataset, edits);
        const then = samplesOf(editData(dataset, made), 'all').map(({ name }) => name);
        expect(new Set(then).size).toBe(then.length);
        const all = samplesOf(dataset, 'all').map(({ name }) => name);
        const isRemoval = made.some(({ kind }) => kind === 'remove samples' || kind === 'delete class');
        if (isRemoval) expect(all).toEqual(expect.arrayContaining(then));
        else expect(then).toEqual(all);
      }),
    );
  });

  it('leave labels in range, two classes or more of different names, and every sample in its part', () => {
    fc.assert(
      fc.property(fc.record(anything), ({ dataset, edits }) => {
        const { classes, train, test } = editData(dataset, possible(dataset, edits));
        expect(classes.length).toBeGreaterThanOrEqual(2);
        expect(new Set(classes).size).toBe(classes.length);
        for (const { label } of [...train, ...test]) expect(classes[label]).toBeDefined();
        const inTrain = new Set(dataset.train.map(({ name }) => name));
        expect(train.every(({ name }) => inTrain.has(name))).toBe(true);
        expect(test.some(({ name }) => inTrain.has(name))).toBe(false);
      }),
    );
  });

  it('change nothing of the data set they are made on: without the last one all is as it was before it', () => {
    fc.assert(
      fc.property(fc.record(anything), ({ dataset, edits }) => {
        const made = possible(dataset, edits);
        const history = made.map((_, count) => JSON.stringify(editData(dataset, made.slice(0, count))));
        editData(dataset, made);
        history.forEach((before, count) => {
          expect(JSON.stringify(editData(dataset, made.slice(0, count + 1).slice(0, -1)))).toBe(before);
        });
      }),
    );
  });
});
