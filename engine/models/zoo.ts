/** The zoo: models that load by name, where their files are and what is known of them (zoo-table.ts lists them). */

import { ThawError } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import type { Preprocessing } from './model.js';
import { zooTable } from './zoo-table.js';

/** Where a model's file is. */
export type ZooSource =
  /** It comes with the page; relative to it. */
  | { readonly kind: 'embedded'; readonly file: string }
  /** The engine downloads it. */
  | { readonly kind: 'download'; readonly url: string }
  /** Its server lets no page read it: a person downloads it in the browser and brings the file. */
  | { readonly kind: 'link'; readonly url: string };

export interface ZooEntry {
  readonly name: string;
  /** For people: `ResNet-50, torchvision`. */
  readonly title: string;
  /** The member of the family: `resnet50`. */
  readonly architecture: string;
  readonly source: ZooSource;
  /** Of the file. */
  readonly bytes: number;
  /** The size is as its page prints it, and not held against the file. */
  readonly isRounded?: true;
  /** Of the file, in hex: all 64 digits or the first of them. Where it is not known, that of the first download counts. */
  readonly sha256?: string;
  readonly licence: string;
  /** Where one reads more about it. */
  readonly page: string;
  /** The data set that it tells apart the classes of. */
  readonly trainedOn: string;
  /** The share of that data set's test images whose first guess is right, with this preprocessing. */
  readonly top1: number;
  readonly preprocessing: Preprocessing;
  /** Where they are not those that everyone has for the data set. */
  readonly classes?: readonly string[];
}

export const zoo: readonly ZooEntry[] = zooTable;

/** The zoo's model of that name. Throws a `ThawError` that offers near names where there is none. */
export function findInZoo(name: string): ZooEntry {
  const entry = zoo.find((candidate) => candidate.name === name);
  if (entry) return entry;
  const names = nearNames(
    name,
    zoo.map((candidate) => candidate.name),
  );
  throw new ThawError({
    operation: 'zoo',
    got: `"${name}"`,
    expected: `one of ${names.join(', ')}`,
    remedy: 'For a model of your own, give its weights file.',
  });
}

/** The model whose file has this name, of those that are brought as files or kept under it. */
export function findByFile(fileName: string): ZooEntry | undefined {
  return zoo.find((entry) => entry.source.kind !== 'embedded' && fileNameOf(entry) === fileName);
}

/** The name under which an entry's file is kept, and by which it is known again: `resnet50.a1_in1k.safetensors`. */
export function fileNameOf({ name, source }: ZooEntry): string {
  if (source.kind === 'download') return `${name}.safetensors`;
  return (source.kind === 'embedded' ? source.file : source.url).split('/').at(-1) ?? name;
}

/** @param base the address of the page. */
export function addressOf({ source }: ZooEntry, base: string): string {
  return source.kind === 'embedded' ? new URL(source.file, base).href : source.url;
}
