/**
 * A hundred thousand damaged and invented files: each is refused with one clear error, or gives tensors that are what
 * they say.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThawError } from '../../engine/core/errors.js';
import { sizeOf } from '../../engine/core/shape.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { nothingBeside, type WeightFile } from '../../engine/weights/weight-file.js';
import { opcodes } from '../../engine/weights/torch/pickle-opcodes.js';
import {
  ascii,
  floats,
  get,
  global,
  integer,
  put,
  storage,
  tensor,
  text,
  torchZipOf,
  tuple,
} from './pickle-assembler.js';
import { seeds } from './weights-seeds.js';

const cases = { damaged: 60_000, invented: 40_000 };
const minutes = 60_000;

async function holdsUp(bytes: Uint8Array, beside = nothingBeside): Promise<void> {
  let file: WeightFile;
  try {
    file = await readWeights(bytes, 'fuzzed', beside);
  } catch (error) {
    if (error instanceof ThawError && error.message.startsWith('fuzzed')) return;
    throw error;
  }
  for (const { shape, data } of file.tensors.values()) {
    if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) throw new Error(`accepted ${String(shape)}`);
    if (sizeOf(shape) !== data.length) throw new Error(`accepted ${data.length} numbers for ${String(shape)}`);
  }
  for (const text of [...file.skipped, ...file.notes, ...Object.values(file.metadata)])
    expect(text).toBeTypeOf('string');
}

/** Numbers at which arithmetic goes wrong. */
const edges = [0, 1, -1, 127, 128, 255, 256, 2 ** 15, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 2 ** 63];

type Damage = (bytes: Uint8Array) => Uint8Array;

/** A place as a part of the whole, every one as likely. */
const place = fc.noBias(fc.nat(0xffff)).map((part) => part / 0x10000);
const at = (part: number, bytes: Uint8Array) => Math.floor(part * bytes.length);

const flip = fc.tuple(place, fc.nat(7)).map(([part, bit]): Damage => (bytes) => {
  const flipped = bytes.slice();
  const index = at(part, bytes);
  flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
  return flipped;
});

const cut = place.map(
  (part): Damage =>
    (bytes) =>
      bytes.slice(0, at(part, bytes)),
);

/** A stretch is removed, doubled or moved to elsewhere. */
const splice = fc.tuple(place, place, fc.nat(24), fc.nat(24)).map(([from, to, length, removed]): Damage => (bytes) => {
  const stretch = bytes.subarray(at(from, bytes), at(from, bytes) + length);
  const target = at(to, bytes);
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, target), stretch, bytes.subarray(target + removed)]));
});

const binaryNumber = fc
  .tuple(place, fc.constantFrom(...edges), fc.constantFrom(1, 2, 4, 8))
  .map(([part, value, width]): Damage => (bytes) => {
    const replaced = bytes.slice();
    for (let byte = 0; byte < width; byte++) {
      const index = at(part, bytes) + byte;
      if (index < replaced.length) replaced[index] = Number((BigInt(value) >> BigInt(8 * byte)) & 0xffn);
    }
    return replaced;
  });

/** A number that stands as text, such as in a header of JSON. */
const writtenNumber = fc.tuple(place, fc.constantFrom(...edges)).map(([part, value]): Damage => (bytes) => {
  const content = Buffer.from(bytes).toString('latin1');
  const start = content.slice(at(part, bytes)).search(/\d/);
  if (start < 0) return bytes;
  const head = content.slice(0, at(part, bytes) + start);
  const tail = content.slice(head.length).replace(/^\d+/, String(value));
  return Uint8Array.from(Buffer.from(head + tail, 'latin1'));
});

/** What leaves most of the file as it is reaches deepest, and is the likeliest. */
const damage = fc.oneof(
  { arbitrary: flip, weight: 6 },
  { arbitrary: binaryNumber, weight: 6 },
  { arbitrary: writtenNumber, weight: 3 },
  { arbitrary: splice, weight: 2 },
  { arbitrary: cut, weight: 1 },
);
const damages = fc.array(damage, { minLength: 1, maxLength: 3 });

describe('a damaged file is refused, or still right:', () => {
  it.each(seeds)(
    '$name',
    async ({ bytes, wrap, beside }) => {
      await holdsUp(wrap(bytes), beside);
      const property = fc.asyncProperty(damages, (list) =>
        holdsUp(wrap(list.reduce((damaged, damage) => damage(damaged), bytes)), beside),
      );
      await fc.assert(property, { numRuns: Math.ceil(cases.damaged / seeds.length) });
    },
    2 * minutes,
  );
});

it(
  'an invented pickle is refused, or right',
  async () => {
    const number = fc.constantFrom(...edges, 2, 3).map(integer);
    const word = fc.constantFrom('x', 'state_dict', 'storage', '0', 'module').map(text);
    const names = ['torch._utils _rebuild_tensor_v2', 'torch FloatStorage', 'torch Size', 'collections OrderedDict'];
    const name = fc.constantFrom(...names, 'argparse Namespace').map((path) => {
      const [module = '', attribute = ''] = path.split(' ');
      return global(module, attribute);
    });
    const view = fc.record({ shape: fc.array(fc.nat(3)), stride: fc.array(fc.nat(3)), offset: fc.nat(5) });
    const whole = fc.oneof(
      view.map((parts) => tensor({ length: 4, ...parts })),
      fc.constant(storage({ length: 4 })),
      fc.constant(tuple()),
    );
    const bare = fc.constantFrom(...Object.values(opcodes)).map((opcode) => [opcode]);
    const kept = fc.tuple(fc.constantFrom(put, get), fc.nat(3)).map(([code, index]) => code(index));
    const group = fc.constantFrom('(', ')', ']', '}', 't', 'R', 's', 'u', 'e', 'Q', '.').map(ascii);
    const program = fc.array(fc.oneof(number, word, name, whole, bare, kept, group), { maxLength: 30 });
    const property = fc.asyncProperty(program, (code) =>
      holdsUp(torchZipOf(Uint8Array.from([0x80, 2, ...code.flat(), 0x2e]), { 0: floats(1, 2, 3, 4) })),
    );
    await fc.assert(property, { numRuns: cases.invented });
  },
  2 * minutes,
);
