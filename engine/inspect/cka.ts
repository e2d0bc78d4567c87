/**
 * Linear CKA: how alike two layers' features of the same pictures are, whatever their channels are called or turned to.
 * With features X [N, P] and Y [N, Q], their columns centred:
 *
 *     CKA = |Yᵀ X|² / (|Xᵀ X| |Yᵀ Y|) = <K, L> / (|K| |L|)     K = X Xᵀ, L = Y Yᵀ [N, N]
 *
 * in Frobenius norms; the second form costs N² a pair. It is 1 for features that differ by a rotation and a scale, and
 * near 0 for unrelated ones if N is well above P and Q. In float64. Pure.
 *
 * Kornblith et al., "Similarity of Neural Network Representations Revisited", 2019.
 */

import { expect } from '../core/errors.js';
import type { Tensor } from '../weights/tensor.js';

/** K of one layer's features [N, P], centred, and its norm. */
interface Gram {
  readonly data: Float64Array;
  readonly norm: number;
}

/** @returns rows of CKA: of each of the first features with each of the second, all of the same pictures. */
export function linearCka(first: readonly Tensor[], second: readonly Tensor[] = first): number[][] {
  const counts = new Set([...first, ...second].map(({ shape: [count = 0] }) => count));
  expect(counts.size === 1, () => ({
    operation: 'CKA',
    got: `features of ${[...counts].join(' and ')} pictures`,
    expected: 'features of the same pictures',
  }));
  const rows = first.map(gram);
  const columns = second === first ? rows : second.map(gram);
  return rows.map((row) => columns.map((column) => similarity(row, column)));
}

function similarity(a: Gram, b: Gram): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  let sum = 0;
  for (let index = 0; index < a.data.length; index++) sum += (a.data[index] ?? 0) * (b.data[index] ?? 0);
  return sum / (a.norm * b.norm);
}

function gram(features: Tensor): Gram {
  const [count = 0, width = 1] = features.shape;
  const x = centred(features);
  const data = new Float64Array(count * count);
  let squares = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += (x[i * width + c] ?? 0) * (x[j * width + c] ?? 0);
      data[i * count + j] = sum;
      data[j * count + i] = sum;
      squares += (i === j ? 1 : 2) * sum ** 2;
    }
  }
  return { data, norm: Math.sqrt(squares) };
}

/** Features [N, P] less the mean of each column. */
export function centred({ shape: [count = 0, width = 1], data }: Tensor): Float64Array {
  const x = Float64Array.from(data);
  for (let c = 0; c < width; c++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += data[row * width + c] ?? 0;
    for (let row = 0; row < count; row++) x[row * width + c] = (x[row * width + c] ?? 0) - sum / count;
  }
  return x;
}
