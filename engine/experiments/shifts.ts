/**
 * Shifted test sets: the same task on pictures that training never saw the like of. Another drawer's pictures, or the
 * corruptions of CIFAR-10-C (Hendrycks and Dietterich, "Benchmarking Neural Network Robustness", 2019) at its five
 * strengths, on values v from 0 to 1:
 *
 *     noise      v + s n, n standard normal
 *     blur       v convolved with a Gaussian of standard deviation s pixels, edges repeated
 *     contrast   m + s (v - m), m the mean of the picture's channel
 */

import { randomNormal } from '../core/random.js';
import type { PixelSet } from '../data/pixels.js';

export type Strength = 1 | 2 | 3 | 4 | 5;

export type Shift =
  | { readonly kind: 'noise' | 'blur' | 'contrast'; readonly strength: Strength }
  /** The test samples with this in their names, in the place of the experiment's own. */
  | { readonly kind: 'names'; readonly text: string };

export type Corruption = Exclude<Shift, { kind: 'names' }>;

export const shiftKinds: readonly Shift['kind'][] = ['noise', 'blur', 'contrast', 'names'];

/** s by strength, as CIFAR-10-C has it. */
const strengths = {
  noise: [0.04, 0.06, 0.08, 0.09, 0.1],
  blur: [0.4, 0.6, 0.7, 0.8, 1],
  contrast: [0.75, 0.5, 0.4, 0.3, 0.15],
} as const;

/** `noise 3`, `names -twemoji` */
export function nameShift(shift: Shift): string {
  return shift.kind === 'names' ? `names ${shift.text}` : `${shift.kind} ${shift.strength}`;
}

/** Every picture corrupted; noise is drawn from the seed, for each picture and channel anew. */
export function corrupt(set: PixelSet, { kind, strength }: Corruption, seed: number): PixelSet {
  const amount = strengths[kind][strength - 1] ?? 0;
  const stride = set.size ** 2 * 4;
  const pixels = new Uint8Array(set.pixels.length);
  for (let row = 0; row < set.count; row++) {
    for (let channel = 0; channel < 4; channel++) {
      const from = row * stride + channel;
      const plane = Float64Array.from({ length: set.size ** 2 }, (_, index) => set.pixels[from + 4 * index] ?? 0);
      const isAlpha = channel === 3;
      const shifted = isAlpha ? plane : corruptPlane(plane, kind, amount, { size: set.size, seed, round: from });
      shifted.forEach((value, index) => (pixels[from + 4 * index] = Math.round(Math.min(255, Math.max(0, value)))));
    }
  }
  return { ...set, pixels };
}

interface PlaneContext {
  readonly size: number;
  readonly seed: number;
  /** Gives the plane random numbers of its own. */
  readonly round: number;
}

/** One channel [size, size], values from 0 to 255. */
function corruptPlane(
  plane: Float64Array,
  kind: Corruption['kind'],
  amount: number,
  { size, seed, round }: PlaneContext,
): Float64Array {
  switch (kind) {
    case 'noise':
      return plane.map((value, index) => value + 255 * amount * randomNormal(seed, 'noise', index, round));
    case 'blur':
      return transposed(blurRows(transposed(blurRows(plane, size, amount), size), size, amount), size);
    case 'contrast': {
      const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
      return plane.map((value) => mean + amount * (value - mean));
    }
  }
}

/** Taps further away than four deviations weigh nothing in 8 bits. */
function blurRows(plane: Float64Array, size: number, deviation: number): Float64Array {
  const reach = Math.ceil(4 * deviation);
  const taps = Array.from({ length: 2 * reach + 1 }, (_, tap) => Math.exp(-0.5 * ((tap - reach) / deviation) ** 2));
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return plane.map((_, index) => {
    const [row, column] = [index - (index % size), index % size];
    const at = (tap: number) => row + Math.min(size - 1, Math.max(0, column + tap - reach));
    return taps.reduce((sum, weight, tap) => sum + weight * (plane[at(tap)] ?? 0), 0) / total;
  });
}

function transposed(plane: Float64Array, size: number): Float64Array {
  return plane.map((_, index) => plane[(index % size) * size + Math.floor(index / size)] ?? 0);
}
