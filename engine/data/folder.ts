/**
 * Class folders: every folder is a class, every image in it a sample. The stated order is classes by name, then files by
 * name within each, both by code points, the training part first.
 */

import { expect, ThawError } from '../core/errors.js';
import { findLayout, type Part, type Place } from './folder-layout.js';
import { compareCodePoints, extensionOf, fileNameOf, isFolder, listNames } from './paths.js';
import type { Sample, Skipped, SourceFile } from './sample.js';

/** What every format of data set comes down to. */
export interface DataParts {
  readonly classes: readonly string[];
  readonly train: readonly Sample[];
  readonly test: readonly Sample[];
  readonly skipped: readonly Skipped[];
}

/** What some browser decodes; which of them does is seen when a file is decoded. */
const imageExtensions = new Set('png jpg jpeg jfif webp gif bmp avif heic heif tif tiff'.split(' '));
const archiveExtensions = new Set('tar gz tgz bz2 xz 7z rar'.split(' '));

/** What comes along with a data set without being part of it. */
const documentNames = /^(licen[cs]e|readme|notice|copying|attribution)\b/i;

interface PlacedFile extends Place {
  readonly file: SourceFile;
}

interface ClassFile extends PlacedFile {
  readonly className: string;
}

export function isImagePath(path: string): boolean {
  return imageExtensions.has(extensionOf(path));
}

/**
 * Reads class folders; `name` is the data set's, for errors.
 * @throws ThawError where there are no images, no class folders, or a class folder without images.
 */
export function readClassFolders(name: string, files: readonly SourceFile[]): DataParts {
  const images = files.filter(({ path }) => isImagePath(path));
  expect(images.length > 0, () => noImages(name, files));
  const layout = findLayout(images.map(({ path }) => path));
  const placed = files.flatMap((file): PlacedFile[] => {
    const place = layout(file.path);
    return place ? [{ ...place, file }] : [];
  });
  const samples = placed.filter(
    (place): place is ClassFile => place.className !== undefined && isImagePath(place.file.path),
  );
  expect(samples.length > 0, () => noClassFolders(name, images));
  const classes = classesOf(name, placed, samples);
  return { classes, ...toParts(samples, classes), skipped: skippedFiles(files, samples) };
}

/** The classes by name. A class folder without an image to learn from is more likely a mistake than meant. */
function classesOf(name: string, placed: readonly PlacedFile[], samples: readonly ClassFile[]): string[] {
  // A set whose images are all below `test/` has one part, which is as good as `train/`.
  const hasTrainPart = samples.some(({ part }) => part === 'train');
  const learned = new Set(
    samples.filter(({ part }) => !hasTrainPart || part === 'train').map(({ className }) => className),
  );
  const folders = placed.flatMap(({ part, className }) => (className === undefined ? [] : [{ part, className }]));
  for (const { part, className } of folders) {
    if (learned.has(className)) continue;
    throw new ThawError({
      operation: `${name}: class folder "${className}"`,
      got: part === 'train' || !hasTrainPart ? 'no image in it' : `no training image: it is in the ${part} part only`,
      expected: 'at least one image in every class folder',
      remedy: 'Add images to the folder, or remove it.',
    });
  }
  return [...learned].sort(compareCodePoints);
}

function toParts(samples: readonly ClassFile[], classes: readonly string[]): { train: Sample[]; test: Sample[] } {
  const numbers = new Map(classes.map((className, label) => [className, label]));
  const ordered = samples.toSorted(
    (a, b) => compareCodePoints(a.className, b.className) || compareCodePoints(a.rest, b.rest),
  );
  const inPart = (part: Part, firstIndex: number) =>
    ordered
      .filter((sample) => sample.part === part)
      .map(({ file, className }, index): Sample => ({
        name: file.path,
        label: numbers.get(className) ?? 0,
        index: firstIndex + index,
        ...(file.film !== undefined && { film: file.film }),
        read: () => file.bytes(),
      }));
  const train = inPart('train', 0);
  const test = inPart('test', train.length);
  return train.length > 0 ? { train, test } : { train: test, test: [] };
}

function skippedFiles(files: readonly SourceFile[], samples: readonly ClassFile[]): Skipped[] {
  const used = new Set(samples.map(({ file }) => file));
  return files
    .filter((file) => !used.has(file) && !isFolder(file.path) && !documentNames.test(fileNameOf(file.path)))
    .map(({ path }) => ({ name: path, reason: isImagePath(path) ? 'it is in no class folder' : notAnImage(path) }));
}

function notAnImage(path: string): string {
  const extension = extensionOf(path);
  return extension === '' ? 'its name does not end like an image' : `.${extension} files are not images`;
}

const layouts =
  'images in class folders (cat/1.png, dog/2.jpg), with or without train/ and test/ around them, a zip of that, or ' +
  'CIFAR-10 .bin files';

/** The complaint about a drop in which nothing can be a sample. */
function noImages(name: string, files: readonly SourceFile[]) {
  const names = files.filter(({ path }) => !isFolder(path)).map(({ path }) => fileNameOf(path));
  const archive = names.find((file) => archiveExtensions.has(extensionOf(file)));
  const found = names.length === 1 ? 'one file that is no image' : `${names.length} files, none of them an image`;
  return {
    operation: name,
    got: names.length === 0 ? 'no files' : `${found} (${listNames(names)})`,
    expected: layouts,
    ...(archive !== undefined && { remedy: `Unpack ${archive} first.` }),
  };
}

function noClassFolders(name: string, images: readonly SourceFile[]) {
  const names = images.map(({ path }) => fileNameOf(path));
  return {
    operation: name,
    got: `${names.length} images in no folder (${listNames(names)})`,
    expected: layouts,
    remedy: 'Put the images of each class into a folder with the name of the class.',
  };
}
