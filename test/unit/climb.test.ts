/** A picture on a climb: moved and moved back, pulled together, and always one that bytes can hold. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climb, denormalised, shift } from '../../engine/inspect/climb.js';
import { normalised } from '../../engine/inspect/value-gradient.js';

const colours = { mean: [0.5, 0.4, 0.3], std: [0.25, 0.2, 0.5] } as const;
const size = 4;
const still = { rate: 1, smoothness: 0, decay: 0 };

const numbers = (from: number, to: number) =>
  fc
    .array(fc.float({ min: from, max: to, noNaN: true }), { minLength: size * size * 4, maxLength: size * size * 4 })
    .map((values) => Float32Array.from(values, (value, index) => (index % 4 === 3 ? 0 : value)));
const flat = (value: number) =>
  Float32Array.from({ length: size * size * 4 }, (_, index) => (index % 4 === 3 ? 0 : value));

describe('a picture', () => {
  it('that is moved and moved back is the same', () => {
    const by = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(numbers(-2, 2), by, by, (picture, down, right) => {
        expect(shift(shift(picture, size, down, right), size, -down, -right)).toEqual(picture);
      }),
    );
  });

  it('that is moved down and to the right has its first pixel there', () => {
    const picture = flat(0);
    picture[0] = 1;
    expect(shift(picture, size, 2, 1).indexOf(1)).toBe((2 * size + 1) * 4);
  });

  it('comes back from bytes to the same bytes', () => {
    const bytes = Uint8Array.from({ length: size * size * 4 }, (_, index) => (index % 4 === 3 ? 255 : index * 3));
    expect([...denormalised(normalised(bytes, colours), colours)]).toEqual([...bytes]);
  });
});

describe('a step', () => {
  it('goes along the slope, as far as black and white reach', () => {
    const next = climb(flat(0), flat(0.5), size, still, colours);
    expect([...next.subarray(0, 4)]).toEqual([0.5, 0.5, 0.5, 0]);
    fc.assert(
      fc.property(numbers(-9, 9), numbers(-99, 99), (picture, slope) => {
        const after = denormalised(
          climb(picture, slope, size, { rate: 1, smoothness: 0.4, decay: 0.1 }, colours),
          colours,
        );
        const again = denormalised(normalised(Uint8Array.from(after), colours), colours);
        expect([...again]).toEqual([...after]);
      }),
    );
  });

  it('pulls a single pixel towards its neighbours, and leaves a flat picture as it is', () => {
    const smooth = { rate: 1, smoothness: 0.5, decay: 0 };
    const lone = flat(0);
    lone[(size + 1) * 4] = 1;
    const next = climb(lone, flat(0), size, smooth, colours);
    expect(next[(size + 1) * 4]).toBe(0.5);
    expect(next[4]).toBeCloseTo(0.5 / 3, 6);
    expect(climb(flat(0.5), flat(0), size, smooth, colours)).toEqual(flat(0.5));
  });

  it('pulls all colours to the mean', () => {
    expect(climb(flat(0.8), flat(0), size, { rate: 0.5, smoothness: 0, decay: 0.5 }, colours)[0]).toBeCloseTo(0.6, 6);
  });
});
