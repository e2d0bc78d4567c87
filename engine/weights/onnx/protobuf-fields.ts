/**
 * One protobuf message as its fields by number, without a schema. The bytes may be hostile: lengths are held against
 * what is there, groups (which ONNX never uses) are refused, and what all messages of a file together may have is
 * limited, since two bytes are enough for a field, and an object for it takes hundreds.
 *
 * Encoding: https://protobuf.dev/programming-guides/encoding
 */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { ThawError } from '../../core/errors.js';

const utf8 = new TextDecoder();

/** The file that messages are read from, and how many fields it may still have. */
export interface FieldSource {
  readonly file: string;
  fieldsLeft: number;
}

/** A ResNet-152 that PyTorch exported has 14,000. */
const maxFields = 40_000;

/** Bytes of text that count as another field. */
const textOfField = 64;

export function fieldSource(file: string): FieldSource {
  return { file, fieldsLeft: maxFields };
}

/** Varints and fixed-width numbers as numbers (those beyond 2^53 rounded); everything that has a length as its bytes. */
type FieldValue = number | Uint8Array;

export class Fields {
  readonly #source: FieldSource;
  readonly #values = new Map<number, FieldValue[]>();

  /** @throws ThawError for too many fields, a group, or (by the library, plain errors) for lengths beyond the end. */
  constructor(bytes: Uint8Array, source: FieldSource) {
    this.#source = source;
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      spend(source);
      const values = this.#values.get(number) ?? [];
      values.push(readValue(reader, wireType, source));
      this.#values.set(number, values);
    }
  }

  has(number: number): boolean {
    return this.#values.has(number);
  }

  /** Every value of a repeated integer, packed or not. */
  integers(number: number): number[] {
    return this.#all(number).flatMap((value) => (typeof value === 'number' ? [value] : this.#unpack(value)));
  }

  /** As in all protobuf messages, the last value counts, and none is the field's default. */
  number(number: number): number {
    const value = this.#all(number).at(-1) ?? 0;
    return typeof value === 'number' ? value : this.#misplaced(number);
  }

  text(number: number): string {
    return this.texts(number).at(-1) ?? '';
  }

  texts(number: number): string[] {
    return this.blocks(number).map((bytes) => {
      spend(this.#source, Math.floor(bytes.length / textOfField));
      return utf8.decode(bytes);
    });
  }

  message(number: number): Fields | undefined {
    return this.messages(number).at(-1);
  }

  messages(number: number): Fields[] {
    return this.blocks(number).map((bytes) => new Fields(bytes, this.#source));
  }

  /** What has a length, as bytes: views into the message. */
  blocks(number: number): Uint8Array[] {
    return this.#all(number).map((value) => (typeof value === 'number' ? this.#misplaced(number) : value));
  }

  #all(number: number): readonly FieldValue[] {
    return this.#values.get(number) ?? [];
  }

  #unpack(bytes: Uint8Array): number[] {
    const values: number[] = [];
    for (const reader = new BinaryReader(bytes); reader.pos < reader.len;) {
      spend(this.#source);
      values.push(Number(reader.int64()));
    }
    return values;
  }

  /** The error for a message that is none of ONNX's. */
  unfit(got: string): ThawError {
    return new ThawError({ operation: this.#source.file, got, expected: 'an ONNX model' });
  }

  #misplaced(number: number): never {
    throw this.unfit(`field ${number} of another type than ONNX gives it`);
  }
}

function readValue(reader: BinaryReader, wireType: WireType, { file }: FieldSource): FieldValue {
  switch (wireType) {
    case WireType.Varint:
      return Number(reader.int64());
    case WireType.LengthDelimited:
      return reader.bytes();
    case WireType.Bit32:
      return reader.float();
    case WireType.Bit64:
      return reader.double();
    default:
      throw new ThawError({ operation: file, got: 'a protobuf group', expected: 'an ONNX model, which has none' });
  }
}

function spend(source: FieldSource, count = 1): void {
  source.fieldsLeft -= count;
  if (source.fieldsLeft >= 0) return;
  const got = `more than ${maxFields.toLocaleString('en-US')} fields, or texts as long as those`;
  throw new ThawError({ operation: source.file, got, expected: 'an ONNX model of a ResNet' });
}
