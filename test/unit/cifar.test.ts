/** CIFAR-10's binary format. */

import { describe, expect, it } from 'vitest';
import { cifar10Classes, readCifar10 } from '../../engine/data/cifar.js';
import type { RgbaImage } from '../../engine/data/sample.js';
import { sourceFile } from '../source-files.js';

/** Records of those classes; byte i of a record's pixels is i + its number, modulo 256. */
function records(...labels: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(labels.length * 3073);
  labels.forEach((label, record) => {
    bytes.set([label, ...Array.from({ length: 3072 }, (_, index) => index + record)], record * 3073);
  });
  return bytes;
}

describe('a CIFAR-10 file', () => {
  it('gives its records as they stand', async () => {
    const { classes, train, test } = await readCifar10([sourceFile('some.bin', records(6, 9, 0))]);
    expect(classes).toBe(cifar10Classes);
    expect(train.map(({ name, label, index }) => [name, label, index])).toEqual([
      ['some.bin #0', 6, 0],
      ['some.bin #1', 9, 1],
      ['some.bin #2', 0, 2],
    ]);
    expect(test).toEqual([]);
  });

  it('holds planes of red, green and blue, which become opaque pixels', async () => {
    const { train } = await readCifar10([sourceFile('some.bin', records(6, 9))]);
    const { width, height, rgba } = (await train[1]?.read()) as RgbaImage;
    expect([width, height, rgba.length]).toEqual([32, 32, 4096]);
    const at = 5 * 32 + 7;
    expect([...rgba.subarray(at * 4, at * 4 + 4)]).toEqual([
      (at + 1) % 256,
      (at + 1 + 1024) % 256,
      (at + 1 + 2048) % 256,
      255,
    ]);
  });
});

describe('several CIFAR-10 files', () => {
  it('come by name, those called test as the test part', async () => {
    const files = [
      sourceFile('c/test_batch.bin', records(4)),
      sourceFile('c/data_batch_2.bin', records(2, 3)),
      sourceFile('c/data_batch_1.bin', records(1)),
    ];
    const { train, test } = await readCifar10(files);
    expect(train.map(({ label }) => label)).toEqual([1, 2, 3]);
    expect(test.map(({ label, index }) => [label, index])).toEqual([[4, 3]]);
  });

  it('are one part where all are called test', async () => {
    const { train, test } = await readCifar10([sourceFile('test_batch.bin', records(4, 5))]);
    expect([train.length, test.length]).toEqual([2, 0]);
  });
});

describe('a bad CIFAR-10 file', () => {
  it.each([
    ['an empty one', new Uint8Array(), /c\.bin: got 0 bytes, expected CIFAR-10 records of 3073 bytes/],
    ['one cut short', records(1, 2).subarray(0, 5000), /got 5000 bytes.*cut short/],
    ['CIFAR-100', new Uint8Array(3074 * 2), /got 6148 bytes.*only CIFAR-10 is read/],
    ['an unknown class', records(1, 10), /c\.bin #1: got class 10, expected a class from 0 to 9/],
  ])('is refused: %s', async (_, bytes, message) => {
    await expect(readCifar10([sourceFile('c.bin', bytes)])).rejects.toThrow(message);
  });
});
