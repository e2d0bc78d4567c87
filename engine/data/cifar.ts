/**
 * CIFAR-10's binary format: records of one byte for the class and 3072 for the pixels, all red ones first, then green,
 * then blue, each [32, 32] row by row; nothing else in the file.
 *
 * Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version"
 */

import { ThawError } from '../core/errors.js';
import type { DataParts } from './folder.js';
import { compareCodePoints, extensionOf, fileNameOf } from './paths.js';
import type { RgbaImage, Sample, SourceFile } from './sample.js';

/** In the order of their numbers. */
export const cifar10Classes: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

const side = 32;
const planeBytes = side * side;
const recordBytes = 1 + 3 * planeBytes;

export function isCifarPath(path: string): boolean {
  return extensionOf(path) === 'bin';
}

/**
 * Reads one or several files, each in its own order, the files by name. Where some files are called `test…` and others
 * are not, those are the test part.
 * @throws ThawError where a file is no whole number of records or a class number is above 9.
 */
export async function readCifar10(files: readonly SourceFile[]): Promise<DataParts> {
  const ordered = files.toSorted((a, b) => compareCodePoints(a.path, b.path));
  const isTest = ({ path }: SourceFile) => /^test/i.test(fileNameOf(path));
  const trainFiles = ordered.filter((file) => !isTest(file));
  const testFiles = ordered.filter(isTest);
  const train = await readFiles(trainFiles.length > 0 ? trainFiles : testFiles, 0);
  const test = trainFiles.length > 0 ? await readFiles(testFiles, train.length) : [];
  return { classes: cifar10Classes, train, test, skipped: [] };
}

async function readFiles(files: readonly SourceFile[], firstIndex: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const file of files) {
    const bytes = await file.bytes();
    checkLength(file.path, bytes.length);
    for (let at = 0; at < bytes.length; at += recordBytes) {
      const record = bytes.subarray(at, at + recordBytes);
      const name = `${fileNameOf(file.path)} #${at / recordBytes}`;
      samples.push({
        name,
        label: labelOf(record, name),
        index: firstIndex + samples.length,
        read: () => Promise.resolve(toImage(record)),
      });
    }
  }
  return samples;
}

function checkLength(path: string, length: number): void {
  if (length > 0 && length % recordBytes === 0) return;
  throw new ThawError({
    operation: path,
    got: `${length} bytes`,
    expected: `CIFAR-10 records of ${recordBytes} bytes: one for the class, 3 x 1024 for the pixels`,
    remedy:
      length > 0 && length % (recordBytes + 1) === 0
        ? 'This may be a CIFAR-100 file, which has two class numbers: only CIFAR-10 is read.'
        : 'The file may be cut short, or not be CIFAR-10: download it again.',
  });
}

function labelOf(record: Uint8Array, name: string): number {
  const label = record[0] ?? 0;
  if (label < cifar10Classes.length) return label;
  throw new ThawError({
    operation: name,
    got: `class ${label}`,
    expected: `a class from 0 to ${cifar10Classes.length - 1}`,
    remedy: 'The file is damaged, or is not in the CIFAR-10 binary format.',
  });
}

/** Planes [3, 32, 32] to pixels [32, 32, 4]. */
function toImage(record: Uint8Array): RgbaImage {
  const rgba = new Uint8Array(4 * planeBytes).fill(255);
  for (let pixel = 0; pixel < planeBytes; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[4 * pixel + channel] = record[1 + channel * planeBytes + pixel] ?? 0;
    }
  }
  return { width: side, height: side, rgba };
}
