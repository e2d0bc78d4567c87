/**
 * The list of contents that stands at the end of a zip archive.
 *
 * Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), sections 4.3.7, 4.3.12 and 4.3.16.
 */

import { ThawError } from '../core/errors.js';
import { formatOf } from './file-format.js';

export interface ZipEntry {
  readonly path: string;
  readonly isEncrypted: boolean;
  /** 0: stored, 8: deflate. */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive, and bytes once inflated. */
  readonly packedSize: number;
  readonly size: number;
  /** Where the entry's own header begins. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const endSize = 22;
const longestComment = 0xffff;
const entrySignature = 0x02014b50;
const entrySize = 46;

/** The entries of an archive, in its order. Throws a `ThawError` for what is no zip, a part of one, or a Zip64 one. */
export function readDirectory(archive: Uint8Array, name: string): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view, name);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) {
    throw refusal(name, 'a Zip64 archive', 'Open the folder itself, or zip it in parts of less than 65,535 files.');
  }
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + entrySize > end || view.getUint32(at, true) !== entrySignature) throw damaged(name);
    entries.push(readEntry(archive, view, at));
    at += entrySize + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the end record begins; a comment of any length may follow it. */
function findEnd(view: DataView, name: string): number {
  const last = view.byteLength - endSize;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const format = formatOf(bytes);
  if (format?.name === 'a zip archive') throw damaged(name);
  throw refusal(name, bytes.length === 0 ? 'an empty file' : (format?.name ?? 'a file of another kind'));
}

function readEntry(archive: Uint8Array, view: DataView, at: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const pathBytes = archive.subarray(at + entrySize, at + entrySize + view.getUint16(at + 28, true));
  return {
    path: decodePath(pathBytes),
    isEncrypted: (flags & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
}

/** Paths are UTF-8, flagged as such or (by macOS) not; what is no UTF-8 comes from an old Windows. */
function decodePath(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function damaged(name: string): ThawError {
  return refusal(name, 'an archive that is cut short or damaged', 'Download or make it again.');
}

function refusal(name: string, got: string, remedy?: string): ThawError {
  return new ThawError({ operation: name, got, expected: 'a zip archive', ...(remedy !== undefined && { remedy }) });
}
