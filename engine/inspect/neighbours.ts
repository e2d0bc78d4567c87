/**
 * Which pictures lie near each other in the space of features X [N, D], and how well classes part there: by Euclidean
 * distance in all D dimensions, however few of them a picture of the space shows. Pure.
 */

import type { Tensor } from '../weights/tensor.js';

/** Of every picture its nearest others, nearest first; the one that comes first in the set where two are as near. */
export interface Neighbours {
  /** Of each picture; `min(count, N - 1)`. */
  readonly count: number;
  /** [N, count] */
  readonly indices: Uint32Array<ArrayBuffer>;
  /** [N, count] */
  readonly distances: Float32Array<ArrayBuffer>;
}

/** Features that are added up before it is looked whether a picture can still be near enough. */
const stretch = 64;

/** @param features [N, D]; yields how many pictures are done. */
export function* nearestOthers(features: Tensor, count: number): Generator<number, Neighbours> {
  const [rows = 0, width = 1] = features.shape;
  const kept = Math.max(0, Math.min(count, rows - 1));
  const indices = new Uint32Array(rows * kept);
  const distances = new Float32Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    const nearest = nearestOf(features.data, row, rows, width, kept);
    nearest.forEach(({ other, square }, place) => {
      indices[row * kept + place] = other;
      distances[row * kept + place] = Math.sqrt(square);
    });
    yield row + 1;
  }
  return { count: kept, indices, distances };
}

interface Near {
  readonly other: number;
  readonly square: number;
}

function nearestOf(data: Float32Array, row: number, rows: number, width: number, count: number): readonly Near[] {
  const nearest: Near[] = [];
  for (let other = 0; other < rows; other++) {
    if (other === row) continue;
    const limit = nearest.length < count ? Infinity : (nearest.at(-1)?.square ?? 0);
    const square = squareUpTo(limit, data, row * width, other * width, width);
    if (square >= limit) continue;
    const place = nearest.findLastIndex((near) => near.square <= square) + 1;
    nearest.splice(place, 0, { other, square });
    nearest.length = Math.min(nearest.length, count);
  }
  return nearest;
}

/** The squared distance of two rows, or a part of it that has reached the limit already. */
function squareUpTo(limit: number, data: Float32Array, a: number, b: number, width: number): number {
  let square = 0;
  for (let from = 0; from < width && square < limit; from += stretch) {
    const to = Math.min(width, from + stretch);
    for (let c = from; c < to; c++) square += ((data[a + c] ?? 0) - (data[b + c] ?? 0)) ** 2;
  }
  return square;
}

/** How well classes part. */
export interface Agreement {
  /** The share of pictures whose nearest other picture is of their own class. */
  readonly share: number;
  /** What it would be if classes had nothing to do with places: the mean share of a picture's class among the others. */
  readonly chance: number;
}

export function agreementOf({ count, indices }: Neighbours, labels: ArrayLike<number>): Agreement {
  const all = Array.from(labels);
  if (all.length < 2) return { share: 0, chance: 0 };
  const agreeing = all.filter((label, row) => labels[indices[row * count] ?? 0] === label).length;
  const sizes = new Map<number, number>();
  for (const label of all) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const pairs = [...sizes.values()].reduce((sum, size) => sum + size * (size - 1), 0);
  return { share: agreeing / all.length, chance: pairs / (all.length * (all.length - 1)) };
}

/** How far the means of classes lie from each other: `[class][class]`, NaN where a class has no picture. */
export function centroidDistances(features: Tensor, labels: ArrayLike<number>, classCount: number): number[][] {
  const [rows = 0, width = 1] = features.shape;
  const sums = Array.from({ length: classCount }, () => new Float64Array(width));
  const sizes = new Array<number>(classCount).fill(0);
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? 0;
    sizes[label] = (sizes[label] ?? 0) + 1;
    const sum = sums[label];
    for (let c = 0; sum && c < width; c++) sum[c] = (sum[c] ?? 0) + (features.data[row * width + c] ?? 0);
  }
  const means = sums.map((sum, label) => sum.map((value) => value / (sizes[label] ?? 0)));
  return means.map((a) =>
    means.map((b) => Math.sqrt(a.reduce((square, value, c) => square + (value - (b[c] ?? 0)) ** 2, 0))),
  );
}
