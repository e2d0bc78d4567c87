/**
 * Where the class folders are. Data sets come as `cat/tom.png`, with or without `train/` and `test/` above the classes,
 * with or without folders of no meaning around it all; deeper folders belong to their class.
 */

import { classNameOf } from './folder-names.js';
import { isFolder, segmentsOf } from './paths.js';

export type Part = 'train' | 'test';

/** What a path means in a layout. */
export interface Place {
  readonly part: Part;
  /** `undefined` for a file that is in no class folder. */
  readonly className: string | undefined;
  /** The path from the class folder on: samples are ordered by it. */
  readonly rest: string;
}

/** Gives the place of a path; `undefined` for paths outside of the data set's folders. */
export type Layout = (path: string) => Place | undefined;

const partNames: ReadonlyMap<string, Part> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['test', 'test'],
  ['testing', 'test'],
  ['val', 'test'],
  ['valid', 'test'],
  ['validation', 'test'],
]);

const partOf = (folder: string | undefined) => partNames.get(folder?.toLowerCase() ?? '');

/** Finds the layout of a data set from the paths of its images. */
export function findLayout(imagePaths: readonly string[]): Layout {
  const images = imagePaths.map(segmentsOf);
  const outer = outerFolders(images);
  const hasParts = isDivided(images.map((segments) => segments.slice(outer.length)));
  return (path) => {
    const segments = segmentsOf(path);
    if (!outer.every((folder, depth) => folder === segments[depth])) return undefined;
    const inner = segments.slice(outer.length);
    const part = hasParts ? partOf(inner.shift()) : 'train';
    if (part === undefined) return undefined;
    // A file's last segment is its own name, never a class.
    const [folder, ...rest] = inner.length > 1 || isFolder(path) ? inner : [undefined, ...inner];
    return { part, className: folder && classNameOf(folder), rest: rest.join('/') };
  };
}

/** The leading folders that all images share and that neither are the classes nor divide the set. */
function outerFolders(images: readonly string[][]): string[] {
  const [first = []] = images;
  const shared = first.findIndex((folder, depth) => {
    const isShared = images.every((segments) => segments[depth] === folder);
    const hasClassesBelow = images.some((segments) => segments.length >= depth + 3);
    return !isShared || !hasClassesBelow || partOf(folder) !== undefined;
  });
  return first.slice(0, Math.max(0, shared));
}

/**
 * True where the outermost folders are the parts. `train` alone may also be a class among others (bus, car, train): it
 * is a part where `test` stands beside it, or where nothing does.
 */
function isDivided(images: readonly string[][]): boolean {
  const parts = images.filter((segments) => segments.length >= 3).map(([folder]) => partOf(folder));
  const hasBoth = parts.includes('train') && parts.includes('test');
  return hasBoth || (parts.length === images.length && !parts.includes(undefined));
}
