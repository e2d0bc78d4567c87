/** The files of the zoo: how each is downloaded, which of them are kept, and whether a file that was brought is the one. */

import { ThawError } from '../../core/errors.js';
import { sha256 } from '../../core/sha256.js';
import { addressOf, fileNameOf, zoo, type ZooEntry } from '../../models/zoo.js';
import type { FileStore } from './file-store.js';
import { KeptFiles, type KeptFile } from './kept-files.js';
import type { DownloadRequest } from './request.js';

/** @param base the address of the page. */
export function requestOf(entry: ZooEntry, base: string): DownloadRequest {
  const { name, source, bytes, isRounded, sha256 } = entry;
  return {
    name,
    fileName: fileNameOf(entry),
    url: addressOf(entry, base),
    stage: source.kind === 'embedded' ? 'Loading the model' : `Downloading ${name}`,
    bytes: isRounded ? undefined : bytes,
    sha256,
  };
}

/** A model of the zoo, and what is kept of its file. */
export interface ZooItem extends ZooEntry {
  readonly fileName: string;
  readonly kept: Pick<KeptFile, 'bytes' | 'isComplete'> | undefined;
}

export interface ZooReport {
  readonly models: readonly ZooItem[];
  /** All that is kept, also of models that are no longer in the zoo. */
  readonly files: readonly KeptFile[];
}

export async function reportZoo(store: FileStore): Promise<ZooReport> {
  const files = await new KeptFiles(store).list();
  const kept = new Map(files.map((file) => [file.name, file]));
  const models = zoo.map((entry) => ({ ...entry, fileName: fileNameOf(entry), kept: kept.get(fileNameOf(entry)) }));
  return { models, files };
}

/** Throws a `ThawError` where the bytes do not have the checksum that the file's name promises. */
export async function checkBrought(bytes: Uint8Array<ArrayBuffer>, entry: ZooEntry): Promise<void> {
  if (entry.source.kind !== 'link' || entry.sha256 === undefined) return;
  const found = await sha256(bytes);
  if (found.startsWith(entry.sha256)) return;
  throw new ThawError({
    operation: fileNameOf(entry),
    got: `a file whose SHA-256 begins with ${found.slice(0, entry.sha256.length)}`,
    expected: `${entry.sha256}, which its name promises`,
    remedy: `It may be cut short or changed: download ${entry.source.url} again, or rename it if it is a file of your own.`,
  });
}

/** What to do about a file whose server lets no page read it. */
export function refuseLink({ name, source }: ZooEntry): void {
  if (source.kind !== 'link') return;
  throw new ThawError({
    operation: name,
    got: 'a file whose server lets no page read it',
    expected: 'the file itself',
    remedy: `Download ${source.url} with the browser, then open the file.`,
  });
}
