/** Protobuf's wire format, held against another implementation of it. */

import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WireReader, WireWriter } from '../../engine/weights/onnx/protobuf-wire.js';

const integers = [0, 1, 127, 128, 300, -1, -(2 ** 31), 2 ** 32, 2 ** 53 - 1, -(2 ** 63)];

test('integers of every length and sign are written and read as there', () => {
  for (const value of integers) {
    const [own, other] = [new WireWriter(), new BinaryWriter()];
    own.integer(300, value);
    const bytes = other.tag(300, WireType.Varint).int64(BigInt(value)).finish();
    expect(own.finish()).toEqual(bytes);
    const reader = new WireReader(bytes);
    expect([reader.tag(), reader.integer(), reader.isAtEnd]).toEqual([[300, WireType.Varint], value, true]);
  }
});

test('2^63, which stands for 2^63 - 1, is written as that', () => {
  const own = new WireWriter();
  own.integer(1, 2 ** 63);
  const reader = new BinaryReader(own.finish());
  reader.tag();
  expect(reader.int64()).toBe(2n ** 63n - 1n);
});

test('messages, texts, bytes and numbers within each other are written as there', () => {
  const own = new WireWriter();
  own.message(7, () => {
    own.text(1, 'ice and thaw: Schnee, ледостав');
    own.message(16, () => {
      own.float(2, 0.1);
    });
    own.delimited(3, new Uint8Array(200));
  });
  const other = new BinaryWriter().tag(7, WireType.LengthDelimited).fork();
  other.tag(1, WireType.LengthDelimited).string('ice and thaw: Schnee, ледостав');
  other.tag(16, WireType.LengthDelimited).fork().tag(2, WireType.Bit32).float(0.1).join();
  other.tag(3, WireType.LengthDelimited).bytes(new Uint8Array(200)).join();
  expect(own.finish()).toEqual(other.finish());
});

test('floats and doubles are read as there', () => {
  const bytes = new BinaryWriter().float(0.1).double(0.1).finish();
  const reader = new WireReader(bytes);
  expect([reader.float(), reader.double()]).toEqual([Math.fround(0.1), 0.1]);
});

test('whatever the bytes are, reading ends within them or throws a RangeError', () => {
  const readAll = (bytes: Uint8Array) => {
    const reader = new WireReader(bytes);
    while (!reader.isAtEnd) {
      const [, type] = reader.tag();
      if (type === 2) expect(reader.delimited().length).toBeLessThanOrEqual(bytes.length);
      else if (type === 1) reader.double();
      else if (type === 5) reader.float();
      else expect(Number.isInteger(reader.integer())).toBe(true);
    }
  };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        readAll(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
