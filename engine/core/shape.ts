/** Shapes: lists of dimensions, outermost first, e.g. `[N, H, W, C]` for activations. */

import { ThawError } from './errors.js';

export type Shape = readonly number[];

/** The number of elements of a shape; 1 for a scalar `[]`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, index) => dimension === b[index]);
}

/** `[1, 32, 32, 16]`, as error messages and labels print it. */
export function printShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function ceilDivide(value: number, divisor: number): number {
  return Math.ceil(value / divisor);
}

/** The smallest multiple of `alignment` that is not below `value`. */
export function roundUp(value: number, alignment: number): number {
  return ceilDivide(value, alignment) * alignment;
}

/** Destructures a shape of a known rank, with an error that names the operation otherwise. */
export function dimensions4(shape: Shape, operation: string): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (shape.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new ThawError({ operation, got: printShape(shape), expected: 'a shape of rank 4, [N, H, W, C]' });
  }
  return [a, b, c, d];
}

/** As `dimensions4`, for `[rows, columns]`. */
export function dimensions2(shape: Shape, operation: string): [number, number] {
  const [a, b] = shape;
  if (shape.length !== 2 || a === undefined || b === undefined) {
    throw new ThawError({ operation, got: printShape(shape), expected: 'a shape of rank 2, [rows, columns]' });
  }
  return [a, b];
}
