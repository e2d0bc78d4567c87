/**
 * Writing zip archives: files stored as they are (pictures are compressed already), each behind a header of its own, and
 * the list of contents at the end. Headers alone are made here, so that an archive need never be in memory as a whole.
 *
 *     header, bytes, header, bytes, ..., a record of each header and where it stands, the end
 *
 * Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), sections 4.3.7, 4.3.12 and 4.3.16.
 */

import { concatenate } from '../core/concatenate.js';
import { expect } from '../core/errors.js';
import { crc32 } from './crc32.js';

const headerSignature = 0x04034b50;
const recordSignature = 0x02014b50;
const endSignature = 0x06054b50;
const endSize = 22;
/** Enough to read it with: 1.0. */
const version = 10;
/** How paths are written, among the flags. */
const utf8 = 1 << 11;
/** 1 January 1980, the first day that there is: the same files make the same archive. */
const date = (1 << 5) | 1;

/** What fits without Zip64. */
const [mostFiles, mostBytes] = [0xffff, 0xffffffff];

export class ZipWriter {
  readonly #records: Uint8Array<ArrayBuffer>[] = [];
  /** Bytes so far. */
  #length = 0;

  /**
   * @param name the archive's, for errors.
   * @param fileCount how many files it is to hold.
   * @throws ThawError for more than 65,535.
   */
  constructor(
    readonly name: string,
    fileCount: number,
  ) {
    this.#checkCount(fileCount);
  }

  /**
   * The header of the next file, behind which its bytes are to follow.
   * @throws ThawError where the archive would be larger than 4 GB.
   */
  header(path: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const name = new TextEncoder().encode(path);
    const description = describe(name, bytes);
    const header = concatenate([signature(headerSignature), description, name]);
    this.#checkCount(this.#records.length + 1);
    this.#checkLength(this.#length + header.length + bytes.length);
    const madeBy = Uint8Array.of(version, 0);
    this.#records.push(concatenate([signature(recordSignature), madeBy, description, placeOf(this.#length), name]));
    this.#length += header.length + bytes.length;
    return header;
  }

  /** What stands behind the last file. */
  end(): Uint8Array<ArrayBuffer> {
    const records = concatenate(this.#records);
    const end = new DataView(new ArrayBuffer(endSize));
    end.setUint32(0, endSignature, true);
    for (const field of [8, 10]) end.setUint16(field, this.#records.length, true);
    end.setUint32(12, records.length, true);
    end.setUint32(16, this.#length, true);
    return concatenate([records, new Uint8Array(end.buffer)]);
  }

  #checkCount(count: number): void {
    expect(count <= mostFiles, () => ({
      operation: this.name,
      got: `${count} files`,
      expected: `at most ${mostFiles} in a zip archive`,
      remedy: 'Remove some of them.',
    }));
  }

  #checkLength(length: number): void {
    expect(length <= mostBytes, () => ({
      operation: this.name,
      got: 'more than 4 GB',
      expected: `at most ${mostBytes} bytes in a zip archive`,
      remedy: 'Use fewer or smaller files.',
    }));
  }
}

/** What a header and its record share: they are stored, at midnight, and nothing extra is said of them. */
function describe(name: Uint8Array, bytes: Uint8Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, version, true);
  view.setUint16(2, utf8, true);
  view.setUint16(8, date, true);
  view.setUint32(10, crc32(bytes), true);
  for (const field of [14, 18]) view.setUint32(field, bytes.length, true);
  view.setUint16(22, name.length, true);
  return new Uint8Array(view.buffer);
}

/** The fields of a record that end with where its header begins; the others are of no use here. */
function placeOf(offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(14));
  view.setUint32(10, offset, true);
  return new Uint8Array(view.buffer);
}

function signature(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return new Uint8Array(view.buffer);
}
