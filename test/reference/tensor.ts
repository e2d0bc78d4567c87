/**
 * The tensors of the references: float64, row by row, reached by their indices, so that a reference reads like its
 * formula. Slow and plain on purpose.
 */

import { randomNormal } from '../../engine/core/random.js';
import { printShape, sizeOf, type Shape } from '../../engine/core/shape.js';

export class Tensor {
  private constructor(
    readonly shape: Shape,
    readonly data: Float64Array,
  ) {}

  static from(shape: Shape, numbers: ArrayLike<number>): Tensor {
    if (numbers.length !== sizeOf(shape)) throw new Error(`got ${numbers.length} numbers for ${printShape(shape)}`);
    return new Tensor(shape, Float64Array.from(numbers));
  }

  /** The tensor whose element at each place is what `element` says. */
  static build(shape: Shape, element: (...place: number[]) => number): Tensor {
    return Tensor.from(
      shape,
      places(shape).map((place) => element(...place)),
    );
  }

  /** Standard normal numbers that float32 holds exactly, so that the GPU gets the very same. */
  static random(shape: Shape, seed: number): Tensor {
    return Tensor.from(
      shape,
      Float32Array.from({ length: sizeOf(shape) }, (_, index) => randomNormal(seed, 'test', index)),
    );
  }

  /** The element at a place; an error outside. */
  at(...place: readonly number[]): number {
    const value = this.#find(place);
    if (value === undefined) throw new Error(`got place ${printShape(place)} in ${printShape(this.shape)}`);
    return value;
  }

  /** The element at a place, 0 outside: zero padding. */
  padded(...place: readonly number[]): number {
    return this.#find(place) ?? 0;
  }

  map(change: (value: number) => number): Tensor {
    return new Tensor(this.shape, this.data.map(change));
  }

  /** The part at an index of the first dimension. */
  row(index: number): Tensor {
    return Tensor.build(this.shape.slice(1), (...place) => this.at(index, ...place));
  }

  /** A dimension by its number. */
  size(dimension: number): number {
    const size = this.shape[dimension];
    if (size === undefined) throw new Error(`got dimension ${dimension} of ${printShape(this.shape)}`);
    return size;
  }

  #find(place: readonly number[]): number | undefined {
    let index = 0;
    for (const [dimension, size] of this.shape.entries()) {
      const position = place[dimension] ?? -1;
      if (position < 0 || position >= size) return undefined;
      index = index * size + position;
    }
    return this.data[index];
  }
}

/** The sum of `term` over all places of a shape. */
export function sumOver(shape: Shape, term: (...place: number[]) => number): number {
  return places(shape).reduce((sum, place) => sum + term(...place), 0);
}

/** The largest `term` over all places of a shape. */
export function maxOver(shape: Shape, term: (...place: number[]) => number): number {
  return places(shape).reduce((largest, place) => Math.max(largest, term(...place)), -Infinity);
}

const knownPlaces = new Map<string, readonly number[][]>();

/** Every place of a shape, the last index running fastest. */
function places(shape: Shape): readonly number[][] {
  const key = shape.join();
  const known = knownPlaces.get(key);
  if (known) return known;
  const [first, ...rest] = shape;
  const found: number[][] =
    first === undefined
      ? [[]]
      : Array.from({ length: first }, (_, index) => places(rest).map((place) => [index, ...place])).flat();
  knownPlaces.set(key, found);
  return found;
}
