/**
 * Protobuf's wire format, as much of it as ONNX has. A message is its fields one after another, each a tag and a value:
 *
 *   tag        varint of 8 number + wire type
 *   varint     groups of 7 bits, the lowest first, with the top bit set in all bytes but the last: 64 bits, two's complement
 *   fixed      4 or 8 bytes, little-endian: float, double
 *   delimited  varint of the length, and as many bytes: texts, messages, packed numbers
 *
 * Encoding: https://protobuf.dev/programming-guides/encoding
 */

export const wireType = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

const longestVarint = 10;

/** Reads from bytes that may be hostile: whatever leads beyond their end throws a `RangeError`. */
export class WireReader {
  readonly #view: DataView;
  #at = 0;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** A field's number and its wire type. */
  tag(): readonly [number, number] {
    const tag = this.integer();
    if (tag < 8 || tag >= 2 ** 32 || tag % 8 > 5) throw new RangeError('no tag');
    return [Math.floor(tag / 8), tag % 8];
  }

  /** A varint, signed; beyond 2^53 rounded. */
  integer(): number {
    let bits = 0n;
    for (let group = 0; group < longestVarint; group++) {
      const byte = this.#view.getUint8(this.#at++);
      if (group === 0 && byte < 128) return byte;
      bits |= BigInt(byte & 127) << BigInt(7 * group);
      if (byte < 128) return Number(BigInt.asIntN(64, bits));
    }
    throw new RangeError('a number that does not end');
  }

  float(): number {
    return this.#view.getFloat32(this.#skip(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  /** What has a length: a view, not a copy. */
  delimited(): Uint8Array {
    const length = this.integer();
    if (length < 0 || length > this.bytes.length - this.#at) throw new RangeError('a length beyond the end');
    const begin = this.#skip(length);
    return this.bytes.subarray(begin, this.#at);
  }

  #skip(length: number): number {
    const begin = this.#at;
    this.#at += length;
    return begin;
  }
}

const utf8 = new TextEncoder();

/** Writes fields one after another; `finish` gives the message. */
export class WireWriter {
  #parts: Uint8Array[] = [];
  #length = 0;

  integer(field: number, value: number): void {
    this.#tag(field, wireType.varint);
    this.#append(varint(value));
  }

  float(field: number, value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#tag(field, wireType.fixed32);
    this.#append(bytes);
  }

  text(field: number, value: string): void {
    this.delimited(field, utf8.encode(value));
  }

  delimited(field: number, bytes: Uint8Array): void {
    this.#tag(field, wireType.delimited);
    this.#append(varint(bytes.length));
    this.#append(bytes);
  }

  /** A message in a field: what `encode` writes meanwhile. */
  message(field: number, encode: () => void): void {
    const [outer, outerLength] = [this.#parts, this.#length];
    [this.#parts, this.#length] = [[], 0];
    encode();
    const [inner, innerLength] = [this.#parts, this.#length];
    [this.#parts, this.#length] = [outer, outerLength];
    this.#tag(field, wireType.delimited);
    this.#append(varint(innerLength));
    for (const part of inner) this.#append(part);
  }

  finish(): Uint8Array<ArrayBuffer> {
    const message = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      message.set(part, at);
      at += part.length;
    }
    return message;
  }

  #tag(field: number, type: number): void {
    this.#append(varint(8 * field + type));
  }

  #append(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

function varint(value: number): Uint8Array {
  // The largest integers are no numbers of JavaScript: 2^63 - 1, "to the end" of a slice, is rounded up to 2^63.
  let bits = BigInt.asUintN(64, value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));
  const bytes: number[] = [];
  for (; bits > 127n; bits >>= 7n) bytes.push(Number(bits & 127n) | 128);
  return Uint8Array.of(...bytes, Number(bits));
}
