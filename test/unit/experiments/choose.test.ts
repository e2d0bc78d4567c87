/** The samples of a run: halves, nested subsets, one test set, and no way from one part into another. */

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { openDataSet, type DataSet } from '../../../engine/data/dataset.js';
import type { PixelSet } from '../../../engine/data/pixels.js';
import type { Sample } from '../../../engine/data/sample.js';
import { selectData } from '../../../engine/data/select.js';
import { checkTasks, chooseSamples } from '../../../engine/experiments/choose.js';
import { expand } from '../../../engine/experiments/expand.js';
import type { SampleChoice } from '../../../engine/experiments/run-definition.js';
import { sourceFile } from '../../source-files.js';
import { dataOf, documentOf, readReady, ready } from './documents.js';

const all: SampleChoice = { half: null, trainPerClass: null, testPerClass: null, names: null };
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const data = dataOf(7, 12, 6);

test('without a wish, everything is taken as it stands', () => {
  const { train, test, classes } = selectData(data, chooseSamples(data, all, 3));
  expect(classes).toEqual(data.classes);
  expect([train.pixels, train.labels]).toEqual([data.train.pixels, data.train.labels]);
  expect(test.samples).toEqual(data.test.samples);
});

describe('halves of the classes', () => {
  it('share no class and leave none out', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [a, b] = (['A', 'B'] as const).map((half) => chooseSamples(data, { ...all, half }, seed).labels);
        expect([...(a ?? []), ...(b ?? [])].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
        expect(a).toHaveLength(4);
      }),
    );
  });

  it('share no picture, and give labels anew', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [a, b] = (['A', 'B'] as const).map((half) =>
          selectData(data, chooseSamples(data, { ...all, half }, seed)),
        );
        const names = new Set(a?.train.samples.map(({ name }) => name));
        expect(b?.train.samples.filter(({ name }) => names.has(name))).toEqual([]);
        expect([...new Set(b?.train.labels)]).toEqual([0, 1, 2]);
        b?.train.labels.forEach((label, row) => {
          expect(data.classes[b.train.pixels[4 * row] ?? -1]).toBe(b.classes[label]);
        });
      }),
    );
  });

  it('differ from seed to seed', () => {
    const halves = Array.from({ length: 20 }, (_, seed) => chooseSamples(data, { ...all, half: 'A' }, seed).labels);
    expect(new Set(halves.map(String)).size).toBeGreaterThan(10);
  });
});

describe('classes by name', () => {
  const named = (classes: readonly string[]) => chooseSamples(data, { ...all, classes }, 1);

  it('are taken alone, in the data’s order', () => {
    const { classes, train } = selectData(data, named(['class 5', 'class 2']));
    expect(classes).toEqual(['class 2', 'class 5']);
    expect([train.count, ...new Set(train.labels)]).toEqual([24, 0, 1]);
  });

  it('are missed with near names, before the first run', () => {
    const message = /tasks: got the class "class 9", expected one of the data's such as class/;
    expect(() => named(['class 2', 'class 9'])).toThrow(message);
    const tasks = [
      { name: 'target', classes: ['class 0', 'class 1'] },
      { name: 'far', classes: ['class 2', 'class 9'] },
    ];
    const document = documentOf({ kind: 'task-distance', factors: { tasks } });
    expect(() => checkTasks(document, data.classes)).toThrow(message);
  });
});

describe('few training images', () => {
  const few = (trainPerClass: number, seed: number) => chooseSamples(data, { ...all, trainPerClass }, seed);

  it('are as many of each class, and part of every larger subset of the seed', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (seed, one, other) => {
        const [small, large] = [few(Math.min(one, other), seed), few(Math.max(one, other), seed)];
        expect(large.train).toEqual(expect.arrayContaining([...small.train]));
        expect(small.train).toHaveLength(7 * Math.min(one, other));
        expect(new Set(small.train).size).toBe(small.train.length);
      }),
    );
  });

  it('are tested on the same images as any others', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.integer({ min: 1, max: 12 }), (seed, other, count) => {
        const choice = { ...all, testPerClass: 3 };
        const of = (trainPerClass: number | null, own: number) =>
          chooseSamples(data, { ...choice, trainPerClass }, own).test;
        expect(of(count, seed)).toEqual(of(null, other));
      }),
    );
  });

  it('are refused where a class has not so many, by its name', () => {
    expect(() => few(13, 1)).toThrow('got 12 train images of the class class 0, expected at least 13');
  });
});

test('names pick one drawer’s pictures', () => {
  const { train, test } = selectData(data, chooseSamples(data, { ...all, names: '-noto' }, 1));
  expect(train.samples.every(({ name }) => name.includes('-noto'))).toBe(true);
  expect([train.count, test.count]).toEqual([7 * 6, 7 * 3]);
  expect(() => chooseSamples(data, { ...all, names: '-apple' }, 1)).toThrow('got 0 train images');
});

async function openEmoji12(): Promise<DataSet> {
  const zip = await readFile(new URL('../../../playground/public/datasets/emoji12.zip', import.meta.url));
  return openDataSet('emoji12', [sourceFile('emoji12.zip', new Uint8Array(zip))]);
}

test.each(ready.filter((name) => name.startsWith('emoji12')))('%s asks for no more than there is', async (name) => {
  const { classes, train, test } = await openEmoji12();
  const partOf = (samples: readonly Sample[]): PixelSet => {
    const labels = Uint32Array.from(samples, ({ label }) => label);
    return { size: 0, count: samples.length, pixels: new Uint8Array(), labels, samples, skipped: [] };
  };
  const pictures = { classes, train: partOf(train), test: partOf(test) };
  for (const { definition } of await expand(await readReady(name))) {
    const { train: learned, test: tested } = chooseSamples(pictures, definition.choice, definition.seed);
    expect(Math.min(learned.length, tested.length)).toBeGreaterThan(0);
  }
});

test('no emoji of emoji12 is in both parts, in either drawing', async () => {
  const emoji12 = await openEmoji12();
  const emojiOf = (name: string) => /([^/]+)-(noto|twemoji)\.png$/.exec(name)?.[1];
  const train = new Set(emoji12.train.map(({ name }) => emojiOf(name)));
  expect(train.has(undefined)).toBe(false);
  expect(emoji12.test.filter(({ name }) => train.has(emojiOf(name)))).toEqual([]);
});
