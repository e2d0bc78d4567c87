/**
 * Principal components: the directions in which features vary most, and each picture's place along them. The largest
 * eigenvectors of the covariance of centred features X [N, P], found one after the other by power iteration:
 *
 *     v <- Xᵀ X v, less what lies along the components before it, made 1 long, until it stays
 *
 * Each is turned so that its largest number is positive: the same features always give the same picture. Pure.
 */

import type { Tensor } from '../weights/tensor.js';
import { centred } from './cka.js';

export interface Components {
  /** [N, count] */
  readonly places: Float64Array;
  /** Each [P], 1 long. */
  readonly directions: readonly Float64Array[];
  /** The part of all variance along each. */
  readonly shares: readonly number[];
}

const mostIterations = 500;
const settled = 1e-10;

export function principalComponents(features: Tensor, count = 2): Components {
  const [rows = 0, width = 1] = features.shape;
  const x = centred(features);
  const total = x.reduce((sum, value) => sum + value ** 2, 0);
  const directions: Float64Array[] = [];
  for (let index = 0; index < count; index++) directions.push(nextDirection(x, rows, width, directions));
  const places = new Float64Array(rows * count);
  const shares = directions.map((direction, index) => {
    const along = project(x, rows, width, direction);
    along.forEach((value, row) => (places[row * count + index] = value));
    return total === 0 ? 0 : along.reduce((sum, value) => sum + value ** 2, 0) / total;
  });
  return { places, directions, shares };
}

function nextDirection(x: Float64Array, rows: number, width: number, before: readonly Float64Array[]): Float64Array {
  // Not parallel to an axis, so that it has a part along whatever is wanted.
  let direction = unit(Float64Array.from({ length: width }, (_, index) => 1 + Math.sin(index + 1 + before.length)));
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const next = unit(without(spread(x, width, project(x, rows, width, direction)), before));
    const change = Math.abs(1 - Math.abs(dot(next, direction)));
    direction = next;
    if (change < settled) break;
  }
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

/** X v */
function project(x: Float64Array, rows: number, width: number, direction: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => dot(x.subarray(row * width, (row + 1) * width), direction));
}

/** Xᵀ p */
function spread(x: Float64Array, width: number, places: Float64Array): Float64Array {
  const direction = new Float64Array(width);
  places.forEach((place, row) => {
    for (let c = 0; c < width; c++) direction[c] = (direction[c] ?? 0) + place * (x[row * width + c] ?? 0);
  });
  return direction;
}

function without(direction: Float64Array, others: readonly Float64Array[]): Float64Array {
  return others.reduce((rest, other) => {
    const along = dot(rest, other);
    return rest.map((value, index) => value - along * (other[index] ?? 0));
  }, direction);
}

function unit(direction: Float64Array): Float64Array {
  const length = Math.sqrt(dot(direction, direction));
  return length === 0 ? direction : direction.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
