/** Matrix product with either operand transposed: y = A B, A = a or aᵀ, B = b or bᵀ. */

import { expect } from '../core/errors.js';
import { dimensions2, printShape } from '../core/shape.js';
import type { Lowering, Op, Value } from '../graph/graph.js';
import viewSource from '../../shaders/matmul.wgsl?raw';
import { gemm } from './gemm.js';
import { labelOf } from './kernel.js';

export interface MatmulAttributes {
  /** a is [K, M] */
  readonly transposeA: boolean;
  /** b is [N, K] */
  readonly transposeB: boolean;
}

/** [a [M, K], b [K, N]] -> y [M, N] */
export const matmul: Op<MatmulAttributes> = {
  name: 'matmul',

  outputShapes([a = [], b = []], { transposeA, transposeB }, name) {
    const [m, k] = transposed(dimensions2(a, `matmul ${name}`), transposeA);
    const [depth, n] = transposed(dimensions2(b, `matmul ${name}`), transposeB);
    expect(k === depth, () => ({
      operation: `matmul ${name}`,
      got: `${printShape(a)}${transposeA ? 'ᵀ' : ''} and ${printShape(b)}${transposeB ? 'ᵀ' : ''}`,
      expected: '[M, K] and [K, N]',
    }));
    return [[m, n]];
  },

  lower(node, lowering) {
    const [a, b] = node.inputs;
    const [y] = node.outputs;
    if (a && b && y) lowerMatmul(lowering, labelOf(node), a, b, y, node.attributes);
  },
};

/** Emits y = A B (+ bias); `linear` is this with a bias. */
export function lowerMatmul(
  { target, dispatch }: Lowering,
  label: string,
  a: Value,
  b: Value,
  y: Value,
  { transposeA, transposeB }: MatmulAttributes,
  bias?: Value,
): void {
  const [m, depth] = transposed(dimensions2(a.shape, label), transposeA);
  const [, n] = dimensions2(y.shape, label);
  const { layout, ...vectors } = loadsOf({ transposeA, transposeB }, m, n, depth);
  dispatch(
    gemm(target, {
      kernel: 'matmul',
      label,
      view: viewSource,
      m,
      n,
      groups: 1,
      taps: 1,
      depth,
      a,
      b,
      y,
      epilogue: { bias },
      ...(layout ? { layout } : {}),
      constants: { TRANSPOSE_A: transposeA, TRANSPOSE_B: transposeB, ...vectors },
    }),
  );
}

/**
 * How the operands are read: in whole vec4s along their rows where those allow it. The core takes one operand along the
 * other's direction at most, so that of two transposed ones b is read number by number.
 */
function loadsOf({ transposeA, transposeB }: MatmulAttributes, m: number, n: number, depth: number) {
  const isAVector = depth % 4 === 0 && (!transposeA || m % 4 === 0);
  const isAlongM = transposeA && isAVector;
  const isBVector = depth % 4 === 0 && n % 4 === 0 && !(transposeB && isAlongM);
  const layout = isAlongM ? 'aAlongM' : transposeB && isBVector ? 'bAlongK' : undefined;
  return { layout, VECTOR_A: isAVector, VECTOR_B: isBVector } as const;
}

function transposed([rows, columns]: [number, number], isTransposed: boolean): [number, number] {
  return isTransposed ? [columns, rows] : [rows, columns];
}
