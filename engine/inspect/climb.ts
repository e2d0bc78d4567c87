/**
 * Pictures [S, S, 4] as the network takes them, normalised, on a climb along a slope. Pure.
 *
 *     x <- clamp(x + rate (slope + smoothness (neighbours(x) - x) - decay x))
 *
 * The pull towards the mean of the four neighbours (the gradient of the squared total variation) keeps single pixels from
 * growing, and the pull to the mean colour all that the slope does not ask for. The picture stays one that bytes can hold:
 * the fourth channel is 0, and the others are within what black and white are.
 */

import type { Preprocessing } from '../models/model.js';

export interface ClimbRule {
  /** How far a step goes, in standard deviations of the data's colours. */
  readonly rate: number;
  readonly smoothness: number;
  readonly decay: number;
}

type Colours = Pick<Preprocessing, 'mean' | 'std'>;

/** One step. */
export function climb(
  picture: Float32Array,
  slope: Float32Array,
  size: number,
  { rate, smoothness, decay }: ClimbRule,
  { mean, std }: Colours,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(picture, (value, index) => {
    const colour = index % 4;
    if (colour === 3) return 0;
    const pull = smoothness * (meanOfNeighbours(picture, size, index) - value) - decay * value;
    const next = value + rate * ((slope[index] ?? 0) + pull);
    const [centre, spread] = [mean[colour] ?? 0, std[colour] ?? 1];
    return Math.min(Math.max(next, -centre / spread), (1 - centre) / spread);
  });
}

/** A picture moved down and to the right; what leaves it comes in again on the other side. */
export function shift(picture: Float32Array, size: number, down: number, right: number): Float32Array<ArrayBuffer> {
  const wrapped = (position: number) => ((position % size) + size) % size;
  const moved = new Float32Array(picture.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (wrapped(y - down) * size + wrapped(x - right)) * 4;
      moved.set(picture.subarray(from, from + 4), (y * size + x) * 4);
    }
  }
  return moved;
}

/** RGBA bytes of a picture, opaque. */
export function denormalised(picture: Float32Array, { mean, std }: Colours): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(picture, (value, index) => {
    const colour = index % 4;
    return colour === 3 ? 255 : 255 * (value * (std[colour] ?? 1) + (mean[colour] ?? 0));
  });
}

/** Of what stands above, below, left and right, as far as there is something. */
function meanOfNeighbours(picture: Float32Array, size: number, index: number): number {
  const column = Math.floor(index / 4) % size;
  const row = 4 * size;
  let [sum, count] = [0, 0];
  for (const [step, isInside] of [
    [-row, index >= row],
    [row, index + row < picture.length],
    [-4, column > 0],
    [4, column < size - 1],
  ] as const) {
    if (!isInside) continue;
    sum += picture[index + step] ?? 0;
    count += 1;
  }
  return sum / Math.max(count, 1);
}
