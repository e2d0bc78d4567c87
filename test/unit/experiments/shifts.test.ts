/** Shifted test sets, against what their formulas say. */

import { describe, expect, it, test } from 'vitest';
import type { PixelSet } from '../../../engine/data/pixels.js';
import { corrupt, nameShift, type Corruption } from '../../../engine/experiments/shifts.js';

const size = 16;

/** Pictures whose every channel is given by its place. */
function pictures(count: number, value: (row: number, column: number, channel: number) => number): PixelSet {
  const pixels = Uint8Array.from({ length: count * size * size * 4 }, (_, index) => {
    const place = Math.floor(index / 4) % (size * size);
    return index % 4 === 3 ? 255 : value(Math.floor(place / size), place % size, index % 4);
  });
  return { size, count, pixels, labels: new Uint32Array(count), samples: [], skipped: [] };
}

const channel = ({ pixels }: PixelSet, number: number) => Array.from(pixels).filter((_, index) => index % 4 === number);
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviationOf = (values: readonly number[]) =>
  Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));

const grey = pictures(4, () => 128);
const edge = pictures(1, (_, column) => (column < size / 2 ? 60 : 180));

describe('noise', () => {
  it('has the deviation of its strength around the value', () => {
    const noisy = channel(corrupt(grey, { kind: 'noise', strength: 3 }, 1), 0);
    expect(Math.abs(meanOf(noisy) - 128)).toBeLessThan(2);
    expect(deviationOf(noisy) / (255 * 0.08)).toBeCloseTo(1, 1);
  });

  it('is the same for the same seed, and another for every picture and channel', () => {
    const noisy = corrupt(grey, { kind: 'noise', strength: 1 }, 1);
    expect(corrupt(grey, { kind: 'noise', strength: 1 }, 1).pixels).toEqual(noisy.pixels);
    expect(corrupt(grey, { kind: 'noise', strength: 1 }, 2).pixels).not.toEqual(noisy.pixels);
    expect(channel(noisy, 0)).not.toEqual(channel(noisy, 1));
    expect(noisy.pixels.slice(0, size * size * 4)).not.toEqual(
      noisy.pixels.slice(size * size * 4, 2 * size * size * 4),
    );
  });
});

describe('blur', () => {
  it('leaves a plain picture as it is, and an edge as steep as a Gaussian makes it', () => {
    expect(corrupt(grey, { kind: 'blur', strength: 5 }, 0).pixels).toEqual(grey.pixels);
    const row = channel(corrupt(edge, { kind: 'blur', strength: 5 }, 0), 0).slice(0, size);
    // Sampled taps of deviation 1: 0.1995 + 0.3989 / 2 … the step between the two columns at the edge is the middle tap.
    expect((row[8] ?? 0) - (row[7] ?? 0)).toBe(Math.round(120 * 0.3989));
    expect([row[0], row[15]]).toEqual([60, 180]);
  });

  it('is alike in both directions', () => {
    const upright = channel(corrupt(edge, { kind: 'blur', strength: 4 }, 0), 0);
    const turned = pictures(1, (row) => (row < size / 2 ? 60 : 180));
    const lying = channel(corrupt(turned, { kind: 'blur', strength: 4 }, 0), 0);
    expect(lying.map((_, place) => lying[(place % size) * size + Math.floor(place / size)])).toEqual(upright);
  });
});

test('contrast keeps the mean and shortens the way from it', () => {
  const faint = channel(corrupt(edge, { kind: 'contrast', strength: 2 }, 0), 1);
  expect([...new Set(faint)]).toEqual([90, 150]);
});

test.each(['noise', 'blur', 'contrast'] as const)('%s grows with its strength and leaves alpha alone', (kind) => {
  const distances = ([1, 2, 3, 4, 5] as const).map((strength) => {
    const shifted = corrupt(edge, { kind, strength } satisfies Corruption, 0);
    expect(new Set(channel(shifted, 3))).toEqual(new Set([255]));
    return meanOf(channel(shifted, 0).map((value, place) => Math.abs(value - (channel(edge, 0)[place] ?? 0))));
  });
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  expect(distances[0]).toBeGreaterThan(0);
});

test('shifts have names', () => {
  expect(nameShift({ kind: 'noise', strength: 3 })).toBe('noise 3');
  expect(nameShift({ kind: 'names', text: '-twemoji' })).toBe('names -twemoji');
});
