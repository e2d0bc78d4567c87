/** Every tile that a product can be given, on every kind of adapter, computes what the references say. */

import { baselineTarget, type Target, type Tile } from '../../engine/graph/dispatch.js';
import type { Device } from '../../engine/gpu/device.js';
import { conv2dBackwardData } from '../../engine/ops/conv2d-backward-data.js';
import { conv2dBackwardWeights } from '../../engine/ops/conv2d-backward-weights.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import { matmul } from '../../engine/ops/matmul.js';
import { candidateTiles } from '../../engine/ops/tile.js';
import { assertClose } from '../assert.js';
import * as reference from '../reference/conv2d.js';
import * as linear from '../reference/linear.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats } from './op-case.js';
import { runOp } from './run-op.js';

/** B, H, W, C; outputs; stride. Whole vec4s and not, more than one tile and not. */
const convolutions = [
  { input: [1, 9, 9, 32], outputs: 64, stride: 1 },
  { input: [2, 7, 9, 5], outputs: 33, stride: 2 },
] as const;

/** M, K, N */
const products = [
  { size: [68, 36, 64], transposeA: false, transposeB: false },
  { size: [68, 36, 64], transposeA: true, transposeB: false },
  { size: [68, 36, 64], transposeA: false, transposeB: true },
  { size: [33, 35, 18], transposeA: false, transposeB: false },
] as const;

const sizes = [
  { m: 1e5, n: 64, groups: 1, taps: 9, depth: 64 },
  { m: 1e2, n: 12, groups: 1, taps: 9, depth: 64 },
];

const targets: readonly Target[] = [
  baselineTarget,
  { ...baselineTarget, kind: 'software' },
  { ...baselineTarget, kind: 'software', hasQuads: true },
];

const tiles = new Map(
  targets
    .flatMap((target) => sizes.flatMap((size) => candidateTiles(target, size)))
    .map((tile): [string, Tile] => [nameOf(tile), tile]),
);

function nameOf({ staging, rows, columns, workgroupM, workgroupN, depthStep }: Tile): string {
  const step = staging === 'workgroup' ? `, ${depthStep} deep` : '';
  return `${rows} x ${columns} vec4s by ${workgroupM} x ${workgroupN}, ${staging}${step}`;
}

async function checkConvolution(
  device: Device,
  target: Target,
  { input, outputs, stride }: (typeof convolutions)[number],
): Promise<void> {
  const convolution = { stride, padding: 1, dilation: 1, groups: 1 };
  const [x, weight] = [Tensor.random(input, 1), Tensor.random([3, 3, input[3], outputs], 2)];
  const y = reference.conv2d(x, weight, convolution);
  const gradOutput = Tensor.random(y.shape, 3);
  const run = async (...args: Parameters<typeof runOp>) => (await runOp(...args))[0] ?? [];

  assertClose(await run(device, conv2d, [x, weight].map(floats), convolution, target), y.data, 2e-6);

  const ofData = { ...convolution, inputSize: [input[1], input[2]] };
  const gradInput = reference.conv2dGradInput(gradOutput, weight, input, convolution);
  const data = await run(device, conv2dBackwardData, [gradOutput, weight].map(floats), ofData, target);
  assertClose(data, gradInput.data, 2e-6);

  const ofWeights = { ...convolution, kernelSize: [3, 3], sliceRows: input[0] * input[1] };
  const gradWeight = reference.conv2dGradWeight(x, gradOutput, weight.shape, convolution);
  const weights = await run(device, conv2dBackwardWeights, [x, gradOutput].map(floats), ofWeights, target);
  assertClose(weights, gradWeight.data, 2e-6);
}

async function checkProduct(
  device: Device,
  target: Target,
  { size: [m, k, n], transposeA, transposeB }: (typeof products)[number],
): Promise<void> {
  const [a, b] = [Tensor.random([m, k], 1), Tensor.random([k, n], 2)];
  const given = [transposeA ? linear.transpose(a) : a, transposeB ? linear.transpose(b) : b];
  const [actual = []] = await runOp(device, matmul, given.map(floats), { transposeA, transposeB }, target);
  assertClose(actual, linear.matmul(a, b).data, 2e-6);
}

export const cases: GpuCases = {
  ...caseTable(
    [...tiles],
    ([name]) => `convolution and its gradients in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) => {
        const target = { ...device.target, tiles: { get: () => tile } };
        for (const example of convolutions) await checkConvolution(device, target, example);
      },
  ),

  ...caseTable(
    [...tiles],
    ([name]) => `matrix products in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) => {
        const target = { ...device.target, tiles: { get: () => tile } };
        for (const product of products) await checkProduct(device, target, product);
      },
  ),
};
