/** Gradients by central differences, and how the references' gradients are held against them. */

import { expect } from 'vitest';
import { sumOver, Tensor } from '../reference/tensor.js';

/** d f(x) / d x, element by element: (f(x + h) - f(x - h)) / 2h */
export function centralDifferences(f: (x: Tensor) => number, x: Tensor): Tensor {
  const h = 1e-5;
  const moved = (index: number, by: number) =>
    Tensor.from(
      x.shape,
      x.data.map((value, other) => (other === index ? value + by : value)),
    );
  const slopes = Array.from(x.data, (_, index) => (f(moved(index, h)) - f(moved(index, -h))) / (2 * h));
  return Tensor.from(x.shape, slopes);
}

/** What follows the op: the sum of its outputs, each times its upstream gradient. */
export function weighted(y: Tensor, gradOutput: Tensor): number {
  return sumOver(y.shape, (...place) => y.at(...place) * gradOutput.at(...place));
}

export function expectClose(actual: Tensor, expected: Tensor, tolerance = 1e-7): void {
  expect(actual.shape).toEqual(expected.shape);
  const errors = Array.from(actual.data, (value, index) => Math.abs(value - (expected.data[index] ?? NaN)));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}
