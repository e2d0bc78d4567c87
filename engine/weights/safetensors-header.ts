/**
 * The header of a safetensors file, read as if its writer were hostile: every number is checked against the bytes that
 * are there before anything relies on it, and nothing of a stated size is allocated.
 *
 *     u64, little-endian   bytes of the header
 *     JSON                 { "__metadata__": { key: text }, name: { "dtype", "shape", "data_offsets": [begin, end] } }
 *     data                 the tensors, one after the other: no gaps, no overlaps, none left over
 *
 * Format: https://github.com/huggingface/safetensors
 */

import { ThawError } from '../core/errors.js';
import { isPlainObject } from '../core/fields.js';
import { printShape, sizeOf, type Shape } from '../core/shape.js';
import { elementFormats } from './element-types.js';
import { guessFileKind } from './file-kind.js';
import { parseStrictly } from './strict-json.js';

export interface Entry {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
  /** Bytes from the start of the data. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where in the file the data begins. */
  readonly dataStart: number;
}

const lengthBytes = 8;
const openingBrace = 0x7b;

/** Whether the header, behind its length, begins as one must. */
export function beginsAsSafetensors(bytes: Uint8Array): boolean {
  return bytes[lengthBytes] === openingBrace;
}

/** The limit of the format's reference implementation. */
const maxHeaderBytes = 100_000_000;

const cutShort = 'The file is cut short: download or copy it again.';

/** Reads and checks the header. `file` names the file in errors. */
export function readHeader(bytes: Uint8Array, file: string): Header {
  const length = headerLength(bytes, file);
  const dataStart = lengthBytes + length;
  const { __metadata__: metadata = {}, ...tensors } = parseStrictly(
    bytes.subarray(lengthBytes, dataStart),
    `${file}, header`,
  );
  const entries = Object.entries(tensors).map(([name, value]) => readEntry(name, value, file));
  checkTiling(entries, bytes.length - dataStart, dataStart, file);
  return { entries, metadata: readMetadata(metadata, file), dataStart };
}

function headerLength(bytes: Uint8Array, file: string): number {
  const kind = guessFileKind(bytes);
  if (!beginsAsSafetensors(bytes)) {
    throw new ThawError({
      operation: file,
      got: kind?.description ?? (bytes.length <= lengthBytes ? count(bytes.length) : 'bytes of another format'),
      expected: 'a safetensors file',
      ...(kind?.remedy !== undefined && { remedy: kind.remedy }),
    });
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, lengthBytes).getBigUint64(0, true);
  if (length > maxHeaderBytes) {
    const got = `a header of ${count(length)}`;
    throw new ThawError({ operation: file, got, expected: `at most ${count(maxHeaderBytes)}` });
  }
  const end = lengthBytes + Number(length);
  if (end > bytes.length) {
    const expected = `${count(end)} for its header alone`;
    throw new ThawError({ operation: file, got: count(bytes.length), expected, remedy: cutShort });
  }
  return Number(length);
}

function readMetadata(value: unknown, file: string): Record<string, string> {
  if (isPlainObject(value) && Object.values(value).every((text) => typeof text === 'string')) {
    return value as Record<string, string>;
  }
  throw new ThawError({ operation: `${file}, __metadata__`, got: JSON.stringify(value), expected: 'texts by name' });
}

function readEntry(name: string, value: unknown, file: string): Entry {
  const operation = `${file}, tensor ${name}`;
  const { dtype: type, shape, data_offsets: offsets } = isPlainObject(value) ? value : {};
  if (typeof type !== 'string' || !areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
    const got = JSON.stringify(value).slice(0, 200);
    throw new ThawError({ operation, got, expected: 'dtype, shape and data_offsets [begin, end]' });
  }
  const format = elementFormats.get(type);
  if (!format) {
    const remedy = 'Convert the weights to float32 before saving them.';
    throw new ThawError({ operation, got: `element type ${type}`, expected: 'F64, F32, F16 or BF16', remedy });
  }
  const [begin = 0, end = 0] = offsets;
  const size = sizeOf(shape) * format.bytes;
  if (end - begin !== size) {
    const got = `data_offsets [${begin}, ${end}], ${count(end - begin)}`;
    throw new ThawError({ operation, got, expected: `${count(size)} for ${type} ${printShape(shape)}` });
  }
  return { name, type, shape, begin, end };
}

/** The tensors must cover the data exactly. */
function checkTiling(entries: readonly Entry[], available: number, dataStart: number, file: string): void {
  const needed = entries.reduce((end, entry) => Math.max(end, entry.end), 0);
  if (needed !== available) {
    throw new ThawError({
      operation: file,
      got: count(dataStart + available),
      expected: count(dataStart + needed),
      remedy:
        needed > available ? cutShort : 'There are bytes behind the last tensor: download or copy the file again.',
    });
  }
  let cursor = 0;
  let previous = 'the start of the data';
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== cursor) {
      const got = `${begin < cursor ? 'an overlap with' : 'a gap after'} ${previous}, beginning at byte ${begin}`;
      throw new ThawError({ operation: `${file}, tensor ${name}`, got, expected: `byte ${cursor}` });
    }
    cursor = end;
    previous = name;
  }
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

/** `1,105,528 bytes` */
function count(bytes: number | bigint): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}
