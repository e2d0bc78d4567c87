/** Softmax cross-entropy, as it is lowered for software adapters and for GPUs. */

import { batchTotals, crossEntropy } from '../../engine/ops/cross-entropy.js';
import * as reference from '../reference/classification.js';
import { sumOver, Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable, floats, indices, opCase } from './op-case.js';

const kinds = ['software', 'gpu'] as const;

/** Rows and columns: fewer and more columns than a workgroup has lanes, more rows than a workgroup. */
const sizes = [
  [1, 1],
  [3, 5],
  [1, 33],
  [3, 64],
  [100, 10],
  [3, 1000],
] as const;

const onEachKind = sizes.flatMap(([rows, columns]) => kinds.map((kind) => ({ rows, columns, kind })));

function targetsFor(rows: number, columns: number): number[] {
  return Array.from({ length: rows }, (_, row) => (row * 7) % columns);
}

function crossEntropyCase(
  kind: (typeof kinds)[number],
  logits: Tensor,
  targets: number[],
  validRows: number,
  labelSmoothing?: number,
): GpuCase {
  return opCase(() => ({
    op: crossEntropy,
    kind,
    inputs: [floats(logits), indices(...targets), indices(validRows, 0, 0, 0)],
    attributes: labelSmoothing === undefined ? {} : { labelSmoothing },
    expected: [
      reference.crossEntropy(logits, targets, validRows, labelSmoothing),
      reference.crossEntropyGradient(logits, targets, validRows, labelSmoothing),
      reference.correctPredictions(logits, targets, validRows),
    ],
    tolerance: 1e-5,
  }));
}

/** Cases by what they show, each for both kinds of adapter. */
function both(name: string, caseFor: (kind: (typeof kinds)[number]) => GpuCase): GpuCases {
  return caseTable(kinds, (kind) => `${name}, ${kind}`, caseFor);
}

export const cases: GpuCases = {
  ...caseTable(
    onEachKind,
    ({ rows, columns, kind }) => `crossEntropy of [${rows}, ${columns}], ${kind}`,
    ({ rows, columns, kind }) =>
      crossEntropyCase(kind, Tensor.random([rows, columns], 1), targetsFor(rows, columns), rows),
  ),

  ...both('crossEntropy of a batch of 7 with 3 valid rows', (kind) =>
    crossEntropyCase(kind, Tensor.random([7, 5], 1), targetsFor(7, 5), 3),
  ),

  ...caseTable(
    [0, 0.1, 1].flatMap((smoothing) => kinds.map((kind) => ({ smoothing, kind }))),
    ({ smoothing, kind }) => `crossEntropy of a batch of 7 with 5 valid rows, labels smoothed by ${smoothing}, ${kind}`,
    ({ smoothing, kind }) => crossEntropyCase(kind, Tensor.random([7, 70], 1), targetsFor(7, 70), 5, smoothing),
  ),

  ...both('crossEntropy of logits in the thousands', (kind) =>
    crossEntropyCase(kind, Tensor.from([2, 3], [3000, -3000, 2999, -5000, -4000, -4001]), [2, 1], 2),
  ),

  ...both('crossEntropy of equal logits: the first index is the prediction', (kind) =>
    crossEntropyCase(kind, Tensor.from([3, 3], [1, 1, 1, 0, 2, 2, 0, 2, 2]), [0, 1, 2], 3),
  ),

  ...caseTable(
    [1, 7, 33, 128],
    (rows) => `batchTotals of ${rows} rows`,
    (rows) =>
      opCase(() => {
        const [loss, correct] = [Tensor.random([rows], 1), Tensor.build([rows], (row = 0) => row % 2)];
        const totals = [loss, correct].map((part) => sumOver([rows], (row = 0) => part.at(row)));
        const expected = [Tensor.from([2], totals)];
        return { op: batchTotals, inputs: [floats(loss), floats(correct)], attributes: {}, expected };
      }),
  ),
};
