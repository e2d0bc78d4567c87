/**
 * The list of contents that stands at the end of a zip archive.
 *
 * Zip64 archives keep numbers of 64 bits elsewhere, and fill the field of each such number with ones:
 *
 *     entries, start    in a second end record, which a locator right before the first one points to
 *     sizes, offset     in an extra field of the entry, number 1, those alone that are ones, in this order:
 *                       size, packed size, offset
 *
 * Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
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
const locatorSignature = 0x07064b50;
const locatorSize = 20;
const end64Signature = 0x06064b50;
const end64Size = 56;
const entrySignature = 0x02014b50;
const entrySize = 46;
const zip64Field = 1;
const [ones16, ones32] = [0xffff, 0xffffffff];

/** The entries of an archive, in its order. Throws a `ThawError` for what is no zip, or a part of one. */
export function readDirectory(archive: Uint8Array, name: string): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view, name);
  const { count, start } = readEnd(view, end, name);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const next = at + entryLength(view, at, end);
    if (next > end) throw damaged(name);
    entries.push(readEntry(archive, view, at, name));
    at = next;
  }
  return entries;
}

/** Bytes of the entry with its path, extra fields and comment; infinite where there is none. */
function entryLength(view: DataView, at: number, end: number): number {
  if (at + entrySize > end || view.getUint32(at, true) !== entrySignature) return Infinity;
  return entrySize + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
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

/** How many entries there are, and where the first one begins. */
function readEnd(view: DataView, end: number, name: string): { count: number; start: number } {
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count !== ones16 && start !== ones32) return { count, start };
  const locator = end - locatorSize;
  // Without a locator the ones are the number itself.
  if (locator < 0 || view.getUint32(locator, true) !== locatorSignature) return { count, start };
  const end64 = uint64(view, locator + 8);
  if (end64 + end64Size > locator || view.getUint32(end64, true) !== end64Signature) throw damaged(name);
  return { count: uint64(view, end64 + 32), start: uint64(view, end64 + 48) };
}

function readEntry(archive: Uint8Array, view: DataView, at: number, name: string): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const pathEnd = at + entrySize + view.getUint16(at + 28, true);
  const narrow = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const extra = new DataView(view.buffer, view.byteOffset + pathEnd, view.getUint16(at + 30, true));
  const [size = 0, packedSize = 0, offset = 0] = narrow.includes(ones32) ? widen(narrow, extra, name) : narrow;
  return {
    path: decodePath(archive.subarray(at + entrySize, pathEnd)),
    isEncrypted: (flags & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize,
    size,
    offset,
  };
}

/** Those numbers that are ones, from the Zip64 field. */
function widen(narrow: readonly number[], extra: DataView, name: string): number[] {
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== zip64Field)
    at += 4 + extra.getUint16(at + 2, true);
  return narrow.map((value) => {
    if (value !== ones32) return value;
    if (at + 12 > extra.byteLength) throw damaged(name);
    at += 8;
    return uint64(extra, at - 4);
  });
}

/** Exact up to 2^53; what is larger lies outside every archive. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
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
