/** Zip archives as lists of files. An entry is inflated when it is read, and held against its checksum. */

import { Inflate } from 'fflate';
import { messageOf, ThawError } from '../core/errors.js';
import { crc32 } from './crc32.js';
import { isFolder } from './paths.js';
import type { SourceFile } from './sample.js';
import { readDirectory, type ZipEntry } from './zip-directory.js';

/** More than this, inflated, is taken for an archive made to exhaust memory. */
export const mostInflatedBytes = 4e9;

/** Packed bytes; they become at most a thousand times as many. */
const inflatedAtOnce = 4096;

const localHeaderSize = 30;
const [stored, deflated] = [0, 8];

/**
 * The files and folders of an archive. `name` is the archive's, for errors.
 * @throws ThawError where it is no whole zip archive, or would inflate to more than `limit` bytes.
 */
export function openZip(archive: Uint8Array, name: string, limit = mostInflatedBytes): SourceFile[] {
  const entries = readDirectory(archive, name);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limit) {
    throw new ThawError({
      operation: name,
      got: `${archive.length} bytes that inflate to ${total}`,
      expected: `at most ${limit} bytes`,
      remedy: 'Split the archive, or open the folder itself.',
    });
  }
  return entries.map((entry) => ({
    path: entry.path,
    // A promise, so that a damaged entry fails where it is awaited and the other entries stay readable. The bytes are a
    // copy, so that the archive need not be kept for them.
    bytes: () =>
      Promise.resolve().then(() =>
        isFolder(entry.path) ? new Uint8Array() : new Uint8Array(entryBytes(archive, entry, name)),
      ),
  }));
}

/**
 * The bytes of an entry; of one that is stored as it is, a view of the archive. The declared size is all the memory that
 * is used, whatever the packed data say.
 * @param name of the archive, for errors.
 * @throws ThawError for an entry that is damaged, encrypted or packed in an uncommon way.
 */
export function entryBytes(archive: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const packed = packedBytes(archive, entry);
  const fail = (got: string, expected: string, remedy: string) =>
    new ThawError({ operation: `${name}: ${entry.path}`, got, expected, remedy });
  if (entry.isEncrypted) throw fail('an encrypted entry', 'one without a password', 'Make the zip without a password.');
  if (entry.method !== stored && entry.method !== deflated) {
    throw fail(`compression method ${entry.method}`, 'stored or deflate', 'Make the zip with standard compression.');
  }
  const damaged = (got: string) => fail(got, `${entry.size} undamaged bytes`, 'Make or download the archive again.');
  let bytes: Uint8Array;
  try {
    bytes = entry.method === stored ? packed : inflate(packed, entry.size);
  } catch (error) {
    throw damaged(`damaged data (${messageOf(error)})`);
  }
  if (bytes.length !== entry.size) throw damaged(`${bytes.length} bytes`);
  if (crc32(bytes) !== entry.crc) throw damaged('data that differ from their checksum');
  return bytes;
}

/** Slice by slice, so that it ends soon after the declared size, whatever the packed data would become. */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((part) => {
    if (length + part.length > size) throw new Error('more than the archive declares');
    bytes.set(part, length);
    length += part.length;
  });
  for (let start = 0; start < packed.length; start += inflatedAtOnce) {
    stream.push(packed.subarray(start, start + inflatedAtOnce), start + inflatedAtOnce >= packed.length);
  }
  return bytes.subarray(0, length);
}

/** The entry's header is repeated before its data, with lengths of its own; empty where it lies outside the archive. */
function packedBytes(archive: Uint8Array, { offset, packedSize }: ZipEntry): Uint8Array {
  if (offset + localHeaderSize > archive.length) return new Uint8Array();
  const view = new DataView(archive.buffer, archive.byteOffset + offset, localHeaderSize);
  const start = offset + localHeaderSize + view.getUint16(26, true) + view.getUint16(28, true);
  return archive.subarray(start, start + packedSize);
}
