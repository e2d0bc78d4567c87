/** Reads numbers and text from bytes one after the other; an end that comes too early is one clear error. */

import { ThawError } from '../../core/errors.js';

const newline = 0x0a;
const utf8 = new TextDecoder();

/** Of the names that stand on lines; a file without line ends must not be searched, and decoded, to its end. */
const longestLine = 1024;

export class ByteCursor {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    /** Names the file in errors. */
    readonly file: string,
    public at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.#view.getUint8(this.#pass(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#pass(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#pass(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#pass(4), true);
  }

  /** Exact up to 2^53; what is larger exceeds every file, and is refused as such by whoever uses it. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#pass(8), true));
  }

  /** The only big-endian number of a pickle. */
  float64BigEndian(): number {
    return this.#view.getFloat64(this.#pass(8));
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.#pass(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The text up to the end of the line, which is passed. */
  line(): string {
    const length = this.bytes.subarray(this.at, this.at + longestLine).indexOf(newline);
    if (length < 0)
      throw this.#cutShort(`the end of a line within ${longestLine} bytes from byte ${count(this.at)} on`);
    const line = decodeText(this.take(length));
    this.at += 1;
    return line;
  }

  /** Steps over the next bytes, and gives where they start. */
  #pass(length: number): number {
    const start = this.at;
    if (length > this.bytes.length - start) throw this.#cutShort(`${count(length)} bytes from byte ${count(start)} on`);
    this.at = start + length;
    return start;
  }

  #cutShort(expected: string): ThawError {
    return new ThawError({
      operation: this.file,
      got: `${count(this.bytes.length)} bytes`,
      expected,
      remedy: 'The file is cut short or damaged: download or copy it again.',
    });
  }
}

/** UTF-8; what is none becomes the replacement character. */
export function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** `1,105,528` */
function count(bytes: number): string {
  return bytes.toLocaleString('en-US');
}
