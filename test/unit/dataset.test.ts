/** Data sets: what a drop of files becomes, how a test part is held out, which samples are asked for. */

import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinDataSets, openDataSet, samplesOf, type DataSet } from '../../engine/data/dataset.js';
import { holdOut } from '../../engine/data/hold-out.js';
import type { Sample } from '../../engine/data/sample.js';
import { sourceFile, sourceFiles } from '../source-files.js';

function zip(path: string, ...entries: string[]) {
  return sourceFile(
    path,
    zipSync(Object.fromEntries(entries.map((entry) => [entry, new TextEncoder().encode(entry)]))),
  );
}

const names = (samples: readonly Sample[]) => samples.map(({ name }) => name);

describe('opening a data set', () => {
  it('takes class folders', async () => {
    const pets = await openDataSet(
      'pets',
      sourceFiles('pets/dog/a.png', 'pets/cat/b.png', 'pets/.git/c.png', 'pets/.DS_Store'),
    );
    expect(pets).toMatchObject({ name: 'pets', classes: ['cat', 'dog'], test: [], skipped: [], isHeldOut: false });
  });

  it('takes a zip of them, without what macOS adds', async () => {
    const file = zip('pets.zip', 'train/dog/a.png', 'train/cat/b.png', 'test/dog/c.png', '__MACOSX/train/dog/._a.png');
    const pets = await openDataSet('pets', [file]);
    expect([names(pets.train), names(pets.test)]).toEqual([['train/cat/b.png', 'train/dog/a.png'], ['test/dog/c.png']]);
  });

  it('takes several zips as folders of their names', async () => {
    const pets = await openDataSet('pets', [zip('dogs.zip', 'a.png', 'b.png'), zip('cats.zip', 'c.png')]);
    expect([pets.classes, names(pets.train)]).toEqual([
      ['cats', 'dogs'],
      ['cats/c.png', 'dogs/a.png', 'dogs/b.png'],
    ]);
    const parts = await openDataSet('pets', [zip('train.zip', 'dog/a.png'), zip('test.zip', 'dog/b.png')]);
    expect([names(parts.train), names(parts.test)]).toEqual([['train/dog/a.png'], ['test/dog/b.png']]);
  });

  it('takes CIFAR-10 files, also in a zip', async () => {
    const record = new Uint8Array(3073);
    const zipped = sourceFile(
      'cifar.zip',
      zipSync({ 'c/data_batch_1.bin': record, 'c/test_batch.bin': record, 'c/readme.html': record }),
    );
    const cifar = await openDataSet('cifar', [zipped]);
    expect([cifar.train.length, cifar.test.length, cifar.classes[0]]).toEqual([1, 1, 'airplane']);
    expect(cifar.skipped).toEqual([{ name: 'c/readme.html', reason: 'it stands beside CIFAR-10 .bin files' }]);
  });

  it('takes class folders before .bin files, which may be weights', async () => {
    const pets = await openDataSet('pets', sourceFiles('pets/dog/a.png', 'pets/cat/b.png', 'pets/model.bin'));
    expect(pets.skipped).toEqual([{ name: 'pets/model.bin', reason: '.bin files are not images' }]);
  });

  it('numbers samples of one name, which two folders of one name have', async () => {
    const twice = await openDataSet('pets', sourceFiles('pets/dog/a.png', 'pets/cat/a.png', 'pets/cat/a.png'));
    expect(names(twice.train)).toEqual(['pets/cat/a.png', 'pets/cat/a.png (2)', 'pets/dog/a.png']);
  });

  it.each([
    [
      'a zip without images',
      [zip('pets.zip', 'a.txt', 'b.txt')],
      /pets: got 2 files, none of them an image \(a\.txt, b\.txt\)/,
    ],
    ['an empty drop', [], /pets: got no files/],
    ['a zip that is none', [sourceFile('pets.zip', '<html>')], /pets\.zip: got an HTML page, expected a zip archive/],
  ])('refuses %s', async (_, files, message) => {
    await expect(openDataSet('pets', files)).rejects.toThrow(message);
  });
});

/** A data set of one part with so many samples of each class, in the stated order. */
function dataSet(...counts: number[]): DataSet {
  const labels = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
  const train = labels.map((label, index): Sample => ({
    name: String(index),
    label,
    index,
    read: () => Promise.reject(new Error()),
  }));
  return { name: 'made', classes: counts.map(String), train, test: [], skipped: [], isHeldOut: false };
}

describe('holding out a test part', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });

  it('divides the samples: each is in one part, in the stated order', () => {
    fc.assert(
      fc.property(counts, fc.nat(), (classCounts, seed) => {
        const whole = dataSet(...classCounts);
        const divided = holdOut(whole, seed);
        expect(samplesOf(divided, 'all')).toEqual(whole.train);
        expect(divided.isHeldOut).toBe(true);
        for (const part of [divided.train, divided.test]) {
          expect(part).toEqual(part.toSorted((a, b) => a.index - b.index));
        }
      }),
    );
  });

  it('takes a fifth of each class, and leaves every class a sample to learn from', () => {
    fc.assert(
      fc.property(counts, fc.nat(), (classCounts, seed) => {
        const { test } = holdOut(dataSet(...classCounts), seed);
        classCounts.forEach((count, label) => {
          const held = test.filter((sample) => sample.label === label).length;
          expect(held).toBe(count === 1 ? 0 : Math.max(1, Math.round(count / 5)));
        });
      }),
    );
  });

  it('depends on the seed, and on nothing else', () => {
    const whole = dataSet(50, 50);
    expect(names(holdOut(whole, 1).test)).toEqual(names(holdOut(whole, 1).test));
    expect(names(holdOut(whole, 1).test)).not.toEqual(names(holdOut(whole, 2).test));
  });

  it('leaves a data set with a test part as it is', () => {
    const divided = holdOut(dataSet(5, 5), 0);
    expect(holdOut(divided, 1)).toBe(divided);
  });
});

/** Frames of one class, so many in each film. */
function films(...lengths: number[]): DataSet {
  const whole = dataSet(lengths.reduce((sum, length) => sum + length, 0));
  const filmOf = lengths.flatMap((length, film) => Array.from({ length }, () => `film ${film}`));
  return { ...whole, train: whole.train.map((sample, index) => ({ ...sample, film: filmOf[index] })) };
}

describe('holding out frames of films', () => {
  it('keeps every film on one side where some fit into a fifth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 25, maxLength: 40 }),
        fc.nat(),
        (lengths, seed) => {
          const { train, test } = holdOut(films(...lengths), seed);
          const learned = new Set(train.map(({ film }) => film));
          expect(test.filter(({ film }) => learned.has(film))).toEqual([]);
          expect(test.length).toBeGreaterThan(0);
          expect(test.length).toBeLessThanOrEqual(Math.round((train.length + test.length) / 5));
        },
      ),
    );
  });

  it('takes the end of a film where every one is too long', () => {
    expect(names(holdOut(films(10), 3).test)).toEqual(['8', '9']);
    const { test } = holdOut(films(10, 10), 3);
    expect([
      ['6', '7', '8', '9'],
      ['16', '17', '18', '19'],
    ]).toContainEqual(names(test));
  });
});

describe('joining data sets', () => {
  const pets = holdOut({ ...dataSet(5, 5), classes: ['cat', 'dog'] }, 0);
  const more = holdOut({ ...dataSet(5, 5), classes: ['dog', 'eel'] }, 0);
  const joined = joinDataSets('both', [pets, more]);

  it('makes one class of those of one name; those of the first keep their places', () => {
    expect(joined.classes).toEqual(['cat', 'dog', 'eel']);
    const counts = (samples: readonly Sample[]) =>
      joined.classes.map((_, own) => samples.filter(({ label }) => label === own).length);
    expect([counts(joined.train), counts(joined.test)]).toEqual([
      [4, 8, 4],
      [1, 2, 1],
    ]);
  });

  it('has one stated order, and a name for every sample', () => {
    const all = samplesOf(joined, 'all');
    expect(all.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(all).toEqual([...joined.train, ...joined.test]);
    expect(new Set(names(all)).size).toBe(20);
  });
});

describe('the samples of a data set', () => {
  const divided = holdOut(dataSet(6, 6), 3);

  it('are those of a part, or all in the stated order', () => {
    expect(samplesOf(divided, 'test')).toEqual(divided.test);
    expect(names(samplesOf(divided, 'all'))).toEqual(names(dataSet(6, 6).train));
  });

  it('are the first so many where a limit is given', () => {
    expect(names(samplesOf(divided, 'all', 4))).toEqual(['0', '1', '2', '3']);
    expect(samplesOf(divided, 'all', 100)).toHaveLength(12);
  });

  it.each([0, -1, 1.5, NaN])('cannot be limited to %d', (limit) => {
    expect(() => samplesOf(divided, 'all', limit)).toThrow(/limit: got .*, expected a whole number of samples/);
  });
});
