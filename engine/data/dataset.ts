/** Data sets: opened from whatever files a person brings, joined, taken in their stated order. */

import { expect, messageOf, ThawError } from '../core/errors.js';
import { isCifarPath, readCifar10 } from './cifar.js';
import { isImagePath, readClassFolders, type DataParts } from './folder.js';
import { extensionOf, fileNameOf, isFolder, isHidden, segmentsOf } from './paths.js';
import type { Sample, Skipped, SourceFile } from './sample.js';
import { openZip } from './zip.js';

export interface DataSet {
  readonly name: string;
  /** By label. */
  readonly classes: readonly string[];
  readonly train: readonly Sample[];
  /** Empty where the data have no test part, until `holdOut`. */
  readonly test: readonly Sample[];
  /** Files that could not be used, with the reason. */
  readonly skipped: readonly Skipped[];
  /** True where the test part was held out of the training part by `holdOut`. */
  readonly isHeldOut: boolean;
}

/**
 * Opens class folders, zips of them and CIFAR-10 `.bin` files, also mixed: zips count as folders of their name.
 * Pictures are not read yet.
 * @throws ThawError where nothing in the files can be used, a class folder is empty or an archive is damaged.
 */
export async function openDataSet(name: string, files: readonly SourceFile[]): Promise<DataSet> {
  const visible = files.filter(({ path }) => !isHidden(path));
  const unpacked = (await unpackAll(visible)).filter(({ path }) => !isHidden(path));
  const parts = await readParts(name, unpacked);
  const taken = new Map<string, number>();
  return {
    name,
    ...parts,
    train: withNamesOfTheirOwn(parts.train, taken),
    test: withNamesOfTheirOwn(parts.test, taken),
    isHeldOut: false,
  };
}

/**
 * One data set of several, each already divided: classes of one name are one class, and those of the first keep their
 * places. The stated order is by class in each part, the training part first.
 */
export function joinDataSets(name: string, sets: readonly DataSet[]): DataSet {
  const classes = [...new Set(sets.flatMap((set) => set.classes))];
  const taken = new Map<string, number>();
  const inPart = (part: 'train' | 'test', firstIndex: number) => {
    const samples = sets.flatMap((set) =>
      set[part].map((sample) => ({ ...sample, label: classes.indexOf(set.classes[sample.label] ?? '') })),
    );
    const ordered = samples.sort((a, b) => a.label - b.label);
    return withNamesOfTheirOwn(ordered, taken).map((sample, index) => ({ ...sample, index: firstIndex + index }));
  };
  const train = inPart('train', 0);
  return {
    name,
    classes,
    train,
    test: inPart('test', train.length),
    skipped: sets.flatMap(({ skipped }) => skipped),
    isHeldOut: sets.some(({ isHeldOut }) => isHeldOut),
  };
}

/** Two folders of one name have samples of one name: the later ones are numbered, so that a name means one sample. */
function withNamesOfTheirOwn(samples: readonly Sample[], taken: Map<string, number>): readonly Sample[] {
  return samples.map((sample) => {
    const count = (taken.get(sample.name) ?? 0) + 1;
    taken.set(sample.name, count);
    return count === 1 ? sample : { ...sample, name: `${sample.name} (${count})` };
  });
}

/** `.bin` files are data only where no class folders are: weights are called `.bin` too. */
async function readParts(name: string, files: readonly SourceFile[]): Promise<DataParts> {
  const cifarFiles = files.filter(({ path }) => isCifarPath(path));
  const hasClassFolders = files.some(({ path }) => isImagePath(path) && segmentsOf(path).length > 1);
  if (cifarFiles.length === 0 || hasClassFolders) return readClassFolders(name, files);
  const skipped = files
    .filter((file) => !isFolder(file.path) && !cifarFiles.includes(file))
    .map(({ path }) => ({ name: path, reason: 'it stands beside CIFAR-10 .bin files' }));
  return { ...(await readCifar10(cifarFiles)), skipped };
}

/** Archives are replaced by their contents; one that stands among other files becomes a folder of its name. */
async function unpackAll(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const unpacked = files.map(async (file): Promise<SourceFile[]> => {
    if (extensionOf(file.path) !== 'zip') return [file];
    const entries = openZip(await readArchive(file), fileNameOf(file.path));
    const folder = files.length === 1 ? '' : `${file.path.slice(0, -'.zip'.length)}/`;
    return entries.map((entry) => ({ path: `${folder}${entry.path}`, bytes: () => entry.bytes() }));
  });
  return (await Promise.all(unpacked)).flat();
}

async function readArchive(file: SourceFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await file.bytes();
  } catch (error) {
    throw new ThawError(
      { operation: fileNameOf(file.path), got: messageOf(error), expected: 'a file that can be read into memory' },
      { cause: error },
    );
  }
}

/** The samples of a part, or of `all` as if nothing had been held out, in the stated order; the first `limit` of them. */
export function samplesOf(dataset: DataSet, part: 'train' | 'test' | 'all', limit = Infinity): readonly Sample[] {
  const isCount = limit === Infinity || (Number.isInteger(limit) && limit > 0);
  expect(isCount, () => ({ operation: 'limit', got: String(limit), expected: 'a whole number of samples, 1 or more' }));
  const all = part === 'all' ? [...dataset.train, ...dataset.test] : [...dataset[part]];
  return all.sort((a, b) => a.index - b.index).slice(0, limit);
}

/** A data set of the first `limit` samples of the stated order, each in the part that it was in. */
export function takeFirst(dataset: DataSet, limit: number): DataSet {
  const taken = new Set(samplesOf(dataset, 'all', limit));
  const keep = (samples: readonly Sample[]) => samples.filter((sample) => taken.has(sample));
  return { ...dataset, train: keep(dataset.train), test: keep(dataset.test) };
}
