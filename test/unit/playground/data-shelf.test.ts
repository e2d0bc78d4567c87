/** The worker's data set: edited without decoding anything again, and never mixed up with what was opened. */

import { beforeEach, describe, expect, it } from 'vitest';
import { hashData, type ImageResizer, type Preprocessing } from '../../../engine/index.js';
import { DataShelf } from '../../../playground/worker/data-shelf.js';
import type { DataEdit, DataSource } from '../../../playground/worker/protocol.js';

const framing = { resize: 32, crop: 32, interpolation: 'bilinear' } as unknown as Preprocessing;
const smaller = { ...framing, resize: 16, crop: 16 };
const ignore = () => undefined;

/** Pictures that were decoded so far. */
let decoded: number;
let shelf: DataShelf;

/** Gives every picture its first pixel, over and over. */
const resizer = {
  resizeAll: (pictures: readonly { rgba: Uint8Array }[], { crop }: { crop: number }) => {
    decoded += pictures.length;
    const bytes = pictures.flatMap(({ rgba }) =>
      Array.from({ length: crop * crop }, () => [...rgba.subarray(0, 4)]).flat(),
    );
    return Promise.resolve(Uint8Array.from(bytes));
  },
} as unknown as ImageResizer;

/** A CIFAR-10 file: of every label one plain picture, its shade the place unless it is given. */
function records(labels: readonly number[], shades: Readonly<Record<number, number>> = {}): Blob {
  return new Blob(
    labels.map((label, place) => Uint8Array.of(label, ...Array<number>(3072).fill(shades[place] ?? place))),
  );
}

/** Airplanes 0, 1 and 2 and the cat 3 to train on, an airplane and a cat to test with; the last is cat 3 again. */
const source: DataSource = {
  kind: 'files',
  files: [
    { path: 'train.bin', file: records([0, 0, 0, 3]) },
    { path: 'test.bin', file: records([0, 3], { 0: 100, 1: 3 }) },
  ],
};
const removal: DataEdit = { kind: 'remove samples', samples: ['train.bin #1'] };
const move: DataEdit = { kind: 'move samples', samples: ['test.bin #0'], to: 'cat' };

const pixels = (preprocessing = framing) => shelf.pixels(resizer, preprocessing, ignore);

beforeEach(async () => {
  decoded = 0;
  shelf = new DataShelf('');
  await shelf.load(source, { seed: 0 }, resizer, framing, ignore);
});

describe('edits', () => {
  it('change the summary and the data of a training, and decode nothing', async () => {
    const { name, trainCount, classes } = shelf.edit([removal, move]);
    expect([name, trainCount]).toEqual(['2 files (edited)', 3]);
    expect(classes[3]).toEqual({ name: 'cat', train: 1, test: 2 });
    const { train, test } = await pixels();
    expect([train.samples.map((sample) => sample.name), [...test.labels]]).toEqual([
      ['train.bin #0', 'train.bin #2', 'train.bin #3'],
      [3, 3],
    ]);
    expect(train.pixels[32 * 32 * 4]).toBe(2);
    expect(decoded).toBe(6);
  });

  it('change the hash of the data, which is as before without them', async () => {
    const before = await hashData(await pixels());
    for (const edit of [removal, move, { kind: 'rename class', className: 'cat', to: 'lion' } as const]) {
      shelf.edit([edit]);
      expect(await hashData(await pixels())).not.toBe(before);
    }
    expect(shelf.edit([]).name).toBe('2 files');
    expect(await hashData(await pixels())).toBe(before);
  });

  it('that cannot be made leave those before', async () => {
    shelf.edit([removal]);
    expect(() => shelf.edit([removal, removal])).toThrow(/got no picture train\.bin #1/);
    expect((await pixels()).train.count).toBe(3);
  });

  it('stay when a model needs other pixels, and are made of data that are opened with them', async () => {
    shelf.edit([removal]);
    const { train } = await pixels(smaller);
    expect([train.size, train.count, decoded]).toEqual([16, 3, 12]);
    const { trainCount } = await shelf.load({ ...source, edits: [removal] }, { seed: 0 }, resizer, framing, ignore);
    expect(trainCount).toBe(3);
  });
});

describe('samples', () => {
  it('are listed by their class as it is by now', () => {
    shelf.edit([move]);
    expect(shelf.samplesOf('cat')).toEqual([
      { name: 'train.bin #3', label: 3, part: 'train' },
      { name: 'test.bin #0', label: 3, part: 'test' },
      { name: 'test.bin #1', label: 3, part: 'test' },
    ]);
  });

  it('keep their pictures when they are removed', () => {
    shelf.edit([removal, move]);
    const [removed, moved] = shelf.thumbnails(['train.bin #1', 'test.bin #0']);
    expect([removed?.className, removed?.pixels[0]]).toEqual([undefined, 1]);
    expect([moved?.className, moved?.pixels[0]]).toEqual(['cat', 100]);
    expect(() => shelf.thumbnails(['nobody'])).toThrow(/got "nobody", expected a sample of the loaded data/);
  });

  it('that are twice there are told, until one of them is removed', () => {
    const twice = [
      { name: 'train.bin #3', label: 3, part: 'train' },
      { name: 'test.bin #1', label: 3, part: 'test' },
    ];
    expect(shelf.edit([]).duplicates).toEqual([twice]);
    expect(shelf.edit([{ kind: 'remove samples', samples: ['test.bin #1'] }]).duplicates).toEqual([]);
  });
});

describe('data that are added to others', () => {
  const more: DataSource = { kind: 'files', files: [{ path: 'more.bin', file: records([0, 0, 0, 0, 0], { 0: 200 }) }] };

  it('keep what was edited of those, and are divided for themselves', async () => {
    const joined: DataSource = { kind: 'joined', parts: [{ ...source, edits: [removal, move] }, more] };
    const summary = await shelf.load(joined, { seed: 0 }, resizer, framing, ignore);
    expect([summary.name, summary.isHeldOut]).toEqual(['2 files + more.bin', true]);
    expect([summary.classes[0], summary.classes[3]]).toEqual([
      { name: 'airplane', train: 2 + 4, test: 1 },
      { name: 'cat', train: 1, test: 2 },
    ]);
  });

  it('are named once where they come from one place', async () => {
    const twice: DataSource = { kind: 'joined', parts: [more, more] };
    const { name, trainCount, testCount } = await shelf.load(twice, { seed: 0 }, resizer, framing, ignore);
    expect([name, trainCount, testCount]).toEqual(['more.bin', 8, 2]);
  });
});
