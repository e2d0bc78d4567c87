/**
 * Eigenvectors of a symmetric matrix A [n, n], those of the largest eigenvalues first, in float64 and always by the same
 * sums in the same order. Pure.
 *
 * Small matrices are turned to a diagonal one whole, by Jacobi's rotations: each makes one element a_pq zero,
 *
 *     theta = (a_qq - a_pp) / (2 a_pq)     t = sign(theta) / (|theta| + sqrt(theta² + 1))     c = 1 / sqrt(t² + 1)     s = t c
 *
 * Of large ones only the first are looked for, by orthogonal iteration with Rayleigh and Ritz: a few vectors Q more than
 * are wanted are multiplied by A and made orthonormal again, then turned to the eigenvectors of Qᵀ A Q, until the
 * eigenvalues stay.
 */

import { dot } from './vectors.js';

export interface Eigen {
  /** Largest first. */
  readonly values: readonly number[];
  /** Each [n], 1 long and orthogonal to the others. */
  readonly vectors: readonly Float64Array[];
}

/** Up to so many rows Jacobi's rotations are quick enough. */
const smallSize = 96;
const mostSweeps = 60;
/** Vectors besides those that are wanted: the iteration converges by the first eigenvalue that is left out. */
const spare = 8;
const mostIterations = 1000;
const settled = 1e-14;

/** The `count` largest eigenvalues with their vectors; fewer where the matrix has fewer rows. */
export function largestEigen(matrix: Float64Array, size: number, count: number): Eigen {
  const wanted = Math.min(count, size);
  const { values, vectors } = size <= smallSize ? jacobi(matrix, size) : iterate(matrix, size, wanted);
  return { values: values.slice(0, wanted), vectors: vectors.slice(0, wanted) };
}

function jacobi(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const turned = Float64Array.from(matrix, (_, index) => (index % (size + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < mostSweeps && !isDiagonal(a, size); sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, turned, size, p, q);
  }
  const order = Array.from({ length: size }, (_, index) => index);
  const valueOf = (index: number) => a[index * (size + 1)] ?? 0;
  order.sort((one, other) => valueOf(other) - valueOf(one));
  return {
    values: order.map(valueOf),
    vectors: order.map((index) => turned.slice(index * size, (index + 1) * size)),
  };
}

function isDiagonal(a: Float64Array, size: number): boolean {
  let [aside, all] = [0, 0];
  a.forEach((value, index) => {
    all += value * value;
    if (index % (size + 1) !== 0) aside += value * value;
  });
  return aside <= all * Number.EPSILON ** 2;
}

/** Makes a_pq zero. The rows of `turned` become the eigenvectors. */
function rotate(a: Float64Array, turned: Float64Array, size: number, p: number, q: number): void {
  const aside = a[p * size + q] ?? 0;
  if (aside === 0) return;
  const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * aside);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  turn(a, c, s, p, q, size, size, 1);
  turn(a, c, s, p, q, size, 1, size);
  turn(turned, c, s, p, q, size, size, 1);
}

/** Lines p and q of a matrix, `line` apart, their elements `step` apart: (x, y) becomes (c x - s y, s x + c y). */
function turn(a: Float64Array, c: number, s: number, p: number, q: number, size: number, line: number, step: number) {
  for (let index = 0; index < size; index++) {
    const [atP, atQ] = [p * line + index * step, q * line + index * step];
    const [x, y] = [a[atP] ?? 0, a[atQ] ?? 0];
    a[atP] = c * x - s * y;
    a[atQ] = s * x + c * y;
  }
}

function iterate(matrix: Float64Array, size: number, count: number): Eigen {
  let found = orthonormal(startingVectors(size, Math.min(size, count + spare)));
  let values: readonly number[] = [];
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const turned = ritz(matrix, size, found);
    const largest = Math.abs(turned.values[0] ?? 0);
    const isSettled = turned.values.slice(0, count).every((value, index) => {
      return Math.abs(value - (values[index] ?? Infinity)) <= settled * largest;
    });
    ({ values } = turned);
    if (isSettled) return { values, vectors: turned.vectors };
    found = orthonormal(turned.images);
  }
  return ritz(matrix, size, found);
}

/** The eigenvectors of A within the span of Q, and what A makes of them. */
function ritz(matrix: Float64Array, size: number, q: readonly Float64Array[]) {
  const images = q.map((vector) => times(matrix, size, vector));
  const within = Float64Array.from({ length: q.length ** 2 }, (_, index) => {
    const [row, column] = [Math.floor(index / q.length), index % q.length];
    return dot(q[Math.min(row, column)], images[Math.max(row, column)]);
  });
  const { values, vectors } = jacobi(within, q.length);
  return {
    values,
    vectors: vectors.map((weights) => combination(q, weights)),
    images: vectors.map((weights) => combination(images, weights)),
  };
}

function times(matrix: Float64Array, size: number, vector: Float64Array): Float64Array {
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

function combination(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, number) => {
    const weight = weights[number] ?? 0;
    for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + weight * (vector[index] ?? 0);
  });
  return sum;
}

/** By Gram and Schmidt, each twice, so that rounding leaves nothing over; what depends on those before it becomes zero. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    let rest = vector;
    for (const other of [...done, ...done]) rest = combination([rest, other], Float64Array.of(1, -dot(rest, other)));
    const length = Math.sqrt(dot(rest, rest));
    done.push(rest.map((value) => (length <= before * Number.EPSILON ? 0 : value / length)));
  }
  return done;
}

/** Not parallel to an axis, so that they have a part along whatever is wanted. */
function startingVectors(size: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, number) =>
    Float64Array.from({ length: size }, (_, index) => 1 + Math.sin((index + 1) * (number + 1))),
  );
}
