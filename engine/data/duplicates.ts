/**
 * Duplicates: samples that are the same to the network, pixel for pixel. In the training and in the test part they make the
 * accuracy look better than it is; under two classes one of them has a wrong label.
 *
 * Samples are hashed by the rule of FNV-1a, of a pixel w (32 bits) instead of a byte at a time,
 *
 *     h <- (h xor w) * 16777619 mod 2^32
 *
 * and those of one hash compared pixel by pixel.
 */

import type { DataSet } from './dataset.js';
import type { PixelSet, TrainingData } from './pixels.js';

const offsetBasis = 0x811c9dc5;
const prime = 16777619;

/** A sample by its name, with where it stands. */
export interface SampleEntry {
  readonly name: string;
  readonly label: number;
  readonly part: 'train' | 'test';
}

/** Two or more samples of the same pixels, the training part first. */
export type Duplicate = readonly SampleEntry[];

interface Row {
  readonly name: string;
  /** [size, size] RGBA words */
  readonly words: Uint32Array;
}

/** Names of samples of the same pixels, group by group. */
export function findDuplicates({ train, test }: Pick<TrainingData, 'train' | 'test'>): readonly (readonly string[])[] {
  const byHash = new Map<number, Row[][]>();
  for (const row of [...rowsOf(train), ...rowsOf(test)]) {
    const hash = hashOf(row.words);
    const groups = byHash.get(hash) ?? [];
    const own = groups.find(([first]) => first && isSame(first.words, row.words));
    if (own) own.push(row);
    else byHash.set(hash, [...groups, [row]]);
  }
  const groups = [...byHash.values()].flat().filter(({ length }) => length > 1);
  return groups.map((group) => group.map(({ name }) => name));
}

/** What is still twice in a data set, of those groups. */
export function duplicatesIn(
  dataset: Pick<DataSet, 'train' | 'test'>,
  groups: readonly (readonly string[])[],
): readonly Duplicate[] {
  const entries = new Map(entriesOf(dataset).map((entry) => [entry.name, entry]));
  const left = groups.map((group) => group.flatMap((name) => entries.get(name) ?? []));
  return left.filter(({ length }) => length > 1);
}

/** All samples of a data set, the training part first. */
export function entriesOf({ train, test }: Pick<DataSet, 'train' | 'test'>): SampleEntry[] {
  const inPart = (part: SampleEntry['part'], samples: DataSet['train']) =>
    samples.map(({ name, label }) => ({ name, label, part }));
  return [...inPart('train', train), ...inPart('test', test)];
}

/** Whether a test picture can be learned by heart. */
export function isLeak(duplicate: Duplicate): boolean {
  return duplicate.some(({ part }) => part !== duplicate[0]?.part);
}

/** Whether the same picture counts as two classes. */
export function isAmbiguous(duplicate: Duplicate): boolean {
  return duplicate.some(({ label }) => label !== duplicate[0]?.label);
}

/** The samples to remove so that one of each is left: the test part's first one, so that tests stay what they were. */
export function copiesIn(duplicates: readonly Duplicate[]): string[] {
  return duplicates.flatMap((duplicate) => {
    const kept = duplicate.find(({ part }) => part === 'test') ?? duplicate[0];
    return duplicate.filter((entry) => entry !== kept).map(({ name }) => name);
  });
}

function rowsOf({ size, pixels, samples }: PixelSet): Row[] {
  const length = size * size;
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, samples.length * length);
  return samples.map(({ name }, row) => ({ name, words: words.subarray(row * length, (row + 1) * length) }));
}

function hashOf(words: Uint32Array): number {
  let hash = offsetBasis;
  for (const word of words) hash = Math.imul(hash ^ word, prime);
  return hash;
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
