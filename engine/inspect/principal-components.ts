/**
 * Principal components: the directions in which features vary most, and each picture's place along them: for features
 * X [N, D], centred, the eigenvectors v of the largest eigenvalues of the covariance Xᵀ X / (N - 1) [D, D]. Where there are
 * fewer pictures than features the Gram matrix is the smaller of the two and leads to the same:
 *
 *     X Xᵀ u = lambda u     =>     Xᵀ X v = lambda v     with v = Xᵀ u / sqrt(lambda)
 *
 * The sign of a direction means nothing; each is turned so that its largest number is positive (the first of them where
 * several are as large). The same features give the same picture, always.
 *
 * **Axes stay what they are.** Another network's features, of a later epoch say, are shown along the directions that were
 * found on the first one's, and not along principal components of their own: those turn and change places whenever two
 * variances come near each other, as those of well parted classes do, and every point would jump though hardly a feature
 * changed. Along fixed directions a point moves by as much as its features did, and not at all where they are frozen.
 */

import { expect } from '../core/errors.js';
import type { Tensor } from '../weights/tensor.js';
import { centred } from './cka.js';
import { largestEigen } from './symmetric-eigen.js';
import { dot } from './vectors.js';

/** Features along some directions. */
export interface Projection {
  /** [N, count]: each picture's place, the mean of all pictures being at 0. */
  readonly places: Float64Array;
  /** The part of all variance along each direction. */
  readonly shares: readonly number[];
}

export interface Components extends Projection {
  /** Each [D], 1 long and orthogonal to the others; zeros where nothing varies any more. */
  readonly directions: readonly Float64Array[];
}

/** @param features [N, D] */
export function principalComponents(features: Tensor, count = 2): Components {
  const [rows = 0, width = 1] = features.shape;
  const x = centred(features);
  const found = rows < width ? byGram(x, rows, width, count) : byCovariance(x, rows, width, count);
  const missing = Array.from({ length: Math.max(0, count - found.length) }, () => new Float64Array(width));
  const directions = [...found.map(withSign), ...missing];
  return { directions, ...along(directions, x, rows, width) };
}

/**
 * Features along directions that were found on others.
 * @param features [N, D]
 * @throws ThawError where there are not D of them.
 */
export function projectOnto(directions: readonly Float64Array[], features: Tensor): Projection {
  const [rows = 0, width = 1] = features.shape;
  const found = directions[0]?.length ?? width;
  expect(found === width, () => ({
    operation: 'projection',
    got: `${width} features`,
    expected: `the ${found} that the axes were found on`,
  }));
  return along(directions, centred(features), rows, width);
}

function along(directions: readonly Float64Array[], x: Float64Array, rows: number, width: number): Projection {
  const places = new Float64Array(rows * directions.length);
  const squares = directions.map(() => 0);
  for (let row = 0; row < rows; row++) {
    const picture = x.subarray(row * width, (row + 1) * width);
    directions.forEach((direction, index) => {
      const place = dot(picture, direction);
      places[row * directions.length + index] = place;
      squares[index] = (squares[index] ?? 0) + place ** 2;
    });
  }
  const total = dot(x, x);
  return { places, shares: squares.map((sum) => (total === 0 ? 0 : sum / total)) };
}

function byCovariance(x: Float64Array, rows: number, width: number, count: number): readonly Float64Array[] {
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const picture = x.subarray(row * width, (row + 1) * width);
    for (let a = 0; a < width; a++) {
      const factor = picture[a] ?? 0;
      for (let b = a; b < width; b++)
        covariance[a * width + b] = (covariance[a * width + b] ?? 0) + factor * (picture[b] ?? 0);
    }
  }
  return largestEigen(mirrored(covariance, width), width, count).vectors;
}

function byGram(x: Float64Array, rows: number, width: number, count: number): readonly Float64Array[] {
  const gram = new Float64Array(rows * rows);
  const picture = (row: number) => x.subarray(row * width, (row + 1) * width);
  for (let a = 0; a < rows; a++) for (let b = a; b < rows; b++) gram[a * rows + b] = dot(picture(a), picture(b));
  const { values, vectors } = largestEigen(mirrored(gram, rows), rows, count);
  const negligible = (values[0] ?? 0) * rows * Number.EPSILON;
  return vectors.map((vector, index) => {
    const value = values[index] ?? 0;
    const direction = new Float64Array(width);
    // Centred pictures span one dimension less than there are pictures.
    if (value <= negligible) return direction;
    vector.forEach((weight, row) => {
      picture(row).forEach(
        (feature, c) => (direction[c] = (direction[c] ?? 0) + (weight * feature) / Math.sqrt(value)),
      );
    });
    return direction;
  });
}

/** The lower half from the upper one. */
function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) matrix[a * size + b] = matrix[b * size + a] ?? 0;
  return matrix;
}

function withSign(direction: Float64Array): Float64Array {
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}
