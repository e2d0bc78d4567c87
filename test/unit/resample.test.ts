/** Geometry and weights of resizing; the pixels themselves are held against Pillow in test/gpu/resize.gpu.ts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisWeights, cropOf, frameWeights, resizedSize, weightBits } from '../../engine/data/resample.js';

describe('the size after resizing', () => {
  it.each([
    [640, 448, 256, 365, 256],
    [504, 640, 256, 256, 325],
    [32, 32, 32, 32, 32],
    [9, 12, 32, 32, 42],
    [1, 100, 7, 7, 700],
  ])(
    'of %i x %i, the shorter side to %i, is %i x %i: the longer side is rounded down',
    (width, height, resize, w, h) => {
      expect(resizedSize({ width, height }, resize)).toEqual({ width: w, height: h });
    },
  );
});

describe('the square that the network sees', () => {
  it('is the middle of a wide picture', () => {
    expect(cropOf(640, 320, { resize: 32, crop: 32 })).toEqual({ x: 160, y: 0, size: 320 });
  });

  it('leaves a margin where the crop is smaller than the resized picture', () => {
    expect(cropOf(512, 512, { resize: 256, crop: 224 })).toEqual({ x: 32, y: 32, size: 448 });
  });

  it('begins at the even number where the margin ends in a half, as in Python', () => {
    expect(cropOf(33, 33, { resize: 33, crop: 32 })).toEqual({ x: 0, y: 0, size: 32 });
    expect(cropOf(35, 35, { resize: 35, crop: 32 })).toEqual({ x: 2, y: 2, size: 32 });
  });

  it('lies inside the picture', () => {
    const side = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 50 }),
        (width, height, crop, margin) => {
          const { x, y, size } = cropOf(width, height, { resize: crop + margin, crop });
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(x + size).toBeLessThanOrEqual(width + 1e-6 * width);
          expect(y + size).toBeLessThanOrEqual(height + 1e-6 * height);
        },
      ),
    );
  });
});

describe('the weights of an axis', () => {
  const one = 2 ** weightBits;

  it('halve by the triangle: 1 3 3 1 eighths', () => {
    const { firsts, weights, taps } = axisWeights(8, 4, 1, 1, 'bilinear');
    expect([firsts[0], taps, ...weights]).toEqual([0, 4, one / 8, (3 * one) / 8, (3 * one) / 8, one / 8]);
  });

  it('halve by the cubic, below 0 at its outer parts: -3 -9 29 111 111 29 -9 -3 parts of 256', () => {
    const { firsts, weights } = axisWeights(12, 6, 2, 1, 'bicubic');
    expect(firsts[0]).toBe(0);
    expect([...weights]).toEqual([-3, -9, 29, 111, 111, 29, -9, -3].map((part) => (part * one) / 256));
  });

  it.each(['bilinear', 'bicubic'] as const)('leave a picture as it is where its size stays (%s)', (interpolation) => {
    const { start, firsts, weights, taps } = axisWeights(5, 5, 0, 5, interpolation);
    firsts.forEach((first, output) => {
      const own = [...weights.subarray(output * taps, (output + 1) * taps)];
      expect(own.map((weight, tap) => [start + first + tap, weight]).filter(([, weight]) => weight !== 0)).toEqual([
        [output, one],
      ]);
    });
  });

  it('sum to one, up to the rounding of each, and read only the part of the input that they name', () => {
    const size = fc.integer({ min: 1, max: 400 });
    const interpolation = fc.constantFrom('bilinear' as const, 'bicubic' as const);
    fc.assert(
      fc.property(size, size, fc.nat(), fc.nat(), interpolation, (inputSize, outputSize, a, b, chosen) => {
        const first = a % outputSize;
        const count = 1 + (b % (outputSize - first));
        const { start, length, taps, firsts, weights } = axisWeights(inputSize, outputSize, first, count, chosen);
        expect(start + length).toBeLessThanOrEqual(inputSize);
        firsts.forEach((from, output) => {
          const own = weights.subarray(output * taps, (output + 1) * taps);
          expect(Math.abs(own.reduce((sum, weight) => sum + weight, 0) - one)).toBeLessThanOrEqual(taps / 2);
          own.forEach((weight, tap) => expect(weight === 0 || from + tap < length).toBe(true));
        });
      }),
    );
  });

  it('are refused for a crop that is larger than the picture', () => {
    const attempt = () => frameWeights({ width: 10, height: 10 }, { resize: 32, crop: 40, interpolation: 'bilinear' });
    expect(attempt).toThrow(/got a crop of 40 pixels from pictures resized to 32/);
  });
});
