/** Weights in the kernels' order and back. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf, type Shape } from '../../engine/core/shape.js';
import { pack, packedShape, unpack } from '../../engine/weights/pack.js';

const numbered = (shape: Shape) => Float32Array.from({ length: sizeOf(shape) }, (_, index) => index + 1);

describe('a convolution', () => {
  it('goes from [O, I, KH, KW] to [KH, KW, I, O]', () => {
    const [outputs, inputs, height, width] = [5, 2, 4, 3];
    const shape = [outputs, inputs, height, width];
    const data = numbered(shape);
    const packed = pack(shape, data);
    expect(packedShape(shape)).toEqual([height, width, inputs, outputs]);
    for (let index = 0; index < data.length; index++) {
      const kw = index % width;
      const kh = Math.floor(index / width) % height;
      const input = Math.floor(index / (width * height)) % inputs;
      const output = Math.floor(index / (width * height * inputs));
      expect(packed[((kh * width + kw) * inputs + input) * outputs + output]).toBe(data[index]);
    }
  });

  it('of the image gets a fourth input channel of zeros', () => {
    const packed = pack([2, 3, 1, 1], numbered([2, 3, 1, 1]));
    expect(packedShape([2, 3, 1, 1])).toEqual([1, 1, 4, 2]);
    expect([...packed]).toEqual([1, 4, 2, 5, 3, 6, 0, 0]);
  });
});

describe('others', () => {
  it('a linear weight is transposed, [O, I] to [I, O]', () => {
    expect(packedShape([2, 3])).toEqual([3, 2]);
    expect([...pack([2, 3], numbered([2, 3]))]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('a vector stays', () => {
    expect(packedShape([4])).toEqual([4]);
    expect([...pack([4], numbered([4]))]).toEqual([1, 2, 3, 4]);
  });
});

it('unpack undoes pack exactly', () => {
  const size = fc.integer({ min: 1, max: 6 });
  const shapes = fc.oneof(fc.tuple(size), fc.tuple(size, size), fc.tuple(size, size, size, size));
  fc.assert(
    fc.property(shapes, (shape) => {
      expect(unpack(shape, pack(shape, numbered(shape)))).toEqual(numbered(shape));
    }),
  );
});

it('numbers that are not as many as the shape says are refused', () => {
  expect(() => pack([2, 3], new Float32Array(5))).toThrow('pack: got 5 numbers, expected 6 for [2, 3].');
  expect(() => unpack([2, 3, 1, 1], new Float32Array(6))).toThrow(
    'unpack: got 6 numbers, expected 8 for [1, 1, 4, 2].',
  );
});
