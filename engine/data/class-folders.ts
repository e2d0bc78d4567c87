/**
 * A data set as files of class folders, `train/cat/tom.png` and `test/cat/kitty.png`: the reverse of reading them. Files are
 * read in the order of their names, so that those of a folder keep theirs where it is the order of its pictures; elsewhere
 * all of them are numbered, `01-tom.png`.
 */

import { expect } from '../core/errors.js';
import { samplesOf, type DataSet } from './dataset.js';
import { isImagePath } from './folder.js';
import { folderNamesOf, isOrdinary } from './folder-names.js';
import { compareCodePoints, fileNameOf } from './paths.js';
import type { Sample } from './sample.js';

/** A picture and where it is to stand. */
export interface PlacedSample {
  readonly path: string;
  readonly sample: Sample;
}

/** Of each class its samples, by label. */
type ByClass = readonly (readonly Sample[])[];

/** In characters: with its number and ending a name is then short enough wherever it is unpacked. */
const longestStem = 60;

/**
 * The training part first, class by class. Classes without a picture have no folder: an empty one would be taken for a
 * mistake.
 * @throws ThawError for a class with pictures to test with and none to learn from, which would be one too.
 */
export function toClassFolders(dataset: DataSet): readonly PlacedSample[] {
  const [train, test] = [byClass(dataset, 'train'), byClass(dataset, 'test')];
  checkLearnable(dataset.classes, train, test);
  const folders = folderNamesOf(dataset.classes);
  const place = (part: string, classes: ByClass) =>
    classes.flatMap((samples, label) => {
      const names = fileNames(samples);
      return samples.map((sample, index) => ({ path: `${part}/${folders[label]}/${names[index]}`, sample }));
    });
  return [...place('train', train), ...place('test', test)];
}

/** In their stated order. */
function byClass(dataset: DataSet, part: 'train' | 'test'): ByClass {
  const classes: Sample[][] = dataset.classes.map(() => []);
  for (const sample of samplesOf(dataset, part)) classes[sample.label]?.push(sample);
  return classes;
}

function checkLearnable(names: readonly string[], train: ByClass, test: ByClass): void {
  const hasSome = (classes: ByClass, label: number) => (classes[label]?.length ?? 0) > 0;
  const untaught = names.find((_, label) => hasSome(test, label) && !hasSome(train, label));
  expect(untaught === undefined, () => ({
    operation: `class folder "${untaught ?? ''}"`,
    got: 'pictures to test with only',
    expected: 'at least one to learn from',
    remedy: 'Delete the class, or merge it into another.',
  }));
}

/** For the pictures of a folder, in their order. */
function fileNames(samples: readonly Sample[]): readonly string[] {
  const names = samples.map(({ name }) => ownName(name));
  const isOrdered = names.every((name, index) => index === 0 || compareCodePoints(names[index - 1] ?? '', name) < 0);
  // Where upper and lower case are one, files are told apart by more than that.
  const areDifferent = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  if (isOrdered && areDifferent && names.every(isOrdinary)) return names;
  const digits = String(names.length).length;
  return names.map((name, index) => `${String(index + 1).padStart(digits, '0')}-${name}`);
}

/** `pets/cat/tom.jpg` is `tom.jpg`, and so is the second of that name, `pets/cat/tom.jpg (2)`; `data.bin #7` is a PNG then. */
function ownName(sampleName: string): string {
  const name = fileNameOf(sampleName).replace(/ \(\d+\)$/, '');
  const at = isImagePath(name) ? name.lastIndexOf('.') : name.length;
  const ending = name.slice(at) || '.png';
  const stem = name.slice(0, at).replace(/[<>:"|?*\p{Cc}]/gu, '-');
  // Others do not know JPEG by the name of its format.
  return Array.from(stem).slice(0, longestStem).join('') + (ending.toLowerCase() === '.jfif' ? '.jpg' : ending);
}
