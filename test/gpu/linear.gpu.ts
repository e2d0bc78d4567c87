/** Matrix products, the fully connected layer and its gradients, and sums of columns. */

import type { Device } from '../../engine/gpu/device.js';
import { columnSum } from '../../engine/ops/column-sum.js';
import { linear } from '../../engine/ops/linear.js';
import { matmul } from '../../engine/ops/matmul.js';
import { assertClose } from '../assert.js';
import * as reference from '../reference/linear.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';
import { runGradients } from './run-gradients.js';

/** M, K, N */
const products = [
  [1, 1, 1],
  [3, 5, 7],
  [1, 64, 33],
  [33, 16, 64],
  [9, 33, 5],
  [64, 3, 12],
  [70, 65, 68],
] as const;

const transposes = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
];

/** N, I, O */
const layers = [
  [1, 64, 10],
  [3, 33, 5],
  [7, 16, 64],
  [32, 64, 12],
] as const;

const columnSums = [
  [1, 3],
  [3, 5],
  [128, 64],
  [129, 33],
  [1000, 16],
  [20_000, 5],
] as const;

/** The staging of GPUs takes long to compile on a software adapter: two sizes, without and with whole vec4s, show it. */
const matmulVariants = [
  ...products.map((size) => ({ size, kind: 'software' as const })),
  { size: [9, 33, 5] as const, kind: 'gpu' as const },
  { size: [70, 65, 68] as const, kind: 'gpu' as const },
].flatMap((variant) => transposes.map((transpose) => ({ ...variant, transpose })));

async function checkGradients(device: Device, [rows, inputs, outputs]: readonly [number, number, number]) {
  const x = Tensor.random([rows, inputs], 1);
  const [weight, bias] = [Tensor.random([inputs, outputs], 2), Tensor.random([outputs], 3)];
  const gradOutput = Tensor.random([rows, outputs], 4);
  const actual = await runGradients(device, linear, [x, weight, bias], {}, gradOutput);
  const { gradInput, gradWeight, gradBias } = reference.linearGradients(x, weight, gradOutput);
  [gradInput, gradWeight, gradBias].forEach(({ data }, index) => assertClose(actual[index] ?? [], data, 5e-6));
}

export const cases: GpuCases = {
  ...caseTable(
    matmulVariants,
    ({ size: [m, k, n], transpose: { transposeA, transposeB }, kind }) =>
      `matmul of ${transposeA ? `[${k}, ${m}]ᵀ` : `[${m}, ${k}]`} and ${transposeB ? `[${n}, ${k}]ᵀ` : `[${k}, ${n}]`}, ${kind}`,
    ({ size: [m, k, n], transpose, kind }) =>
      opCase(() => {
        const [a, b] = [Tensor.random([m, k], 1), Tensor.random([k, n], 2)];
        const given = [
          transpose.transposeA ? reference.transpose(a) : a,
          transpose.transposeB ? reference.transpose(b) : b,
        ];
        const expected = [reference.matmul(a, b)];
        return { op: matmul, kind, inputs: given.map(floats), attributes: transpose, expected };
      }),
  ),

  ...caseTable(
    layers,
    ([rows, inputs, outputs]) => `linear of [${rows}, ${inputs}] to ${outputs}`,
    ([rows, inputs, outputs]) =>
      opCase(() => {
        const x = Tensor.random([rows, inputs], 1);
        const [weight, bias] = [Tensor.random([inputs, outputs], 2), Tensor.random([outputs], 3)];
        const expected = [reference.linear(x, weight, bias)];
        return { op: linear, inputs: [x, weight, bias].map(floats), attributes: {}, expected };
      }),
  ),

  ...caseTable(
    layers,
    ([rows, inputs, outputs]) => `gradients of linear of [${rows}, ${inputs}] to ${outputs}`,
    (size) =>
      ({ device }) =>
        checkGradients(device, size),
  ),

  ...caseTable(
    columnSums,
    ([rows, columns]) => `columnSum of [${rows}, ${columns}]`,
    ([rows, columns]) =>
      opCase(() => {
        const x = Tensor.random([rows, columns], 1);
        const expected = [reference.columnSum(x)];
        return { op: columnSum, inputs: [floats(x)], attributes: {}, expected, tolerance: 5e-6 };
      }),
  ),
};
