/** Every tile that a product can be given, on every kind of adapter, computes what the references say. */

import type { Tile } from '../../engine/graph/dispatch.js';
import type { Device } from '../../engine/gpu/device.js';
import { conv2dBackwardData } from '../../engine/ops/conv2d-backward-data.js';
import { conv2dBackwardWeights } from '../../engine/ops/conv2d-backward-weights.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import { matmul } from '../../engine/ops/matmul.js';
import { sameTile } from '../../engine/ops/tile.js';
import { assertClose } from '../assert.js';
import { everyTile } from '../candidate-tiles.js';
import * as reference from '../reference/conv2d.js';
import * as linear from '../reference/linear.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats } from './op-case.js';
import { runOp } from './run-op.js';

interface Convolution {
  /** B, H, W, C */
  readonly input: readonly [number, number, number, number];
  readonly outputs: number;
  readonly stride: number;
}

/** Whether another tile has the same registers, and what it does with whole vec4s is tested there. */
function isKin(tile: Tile): boolean {
  const kin = [...everyTile.values()].filter(({ staging, rows, columns }) => {
    return staging === tile.staging && rows === tile.rows && columns === tile.columns;
  });
  const deepest = kin.reduce((best, other) => (other.depthStep > best.depthStep ? other : best));
  return !sameTile(deepest, tile);
}

/** As a tile likes it: as many outputs as it has columns, more pixels than it has rows. And otherwise. */
function convolutionsFor({ columns, workgroupN }: Tile): readonly Convolution[] {
  const width = 4 * columns * workgroupN;
  return [
    { input: [1, 13, 21, 8], outputs: width, stride: 1 },
    { input: [2, 7, 9, 5], outputs: width + 1, stride: 2 },
  ];
}

interface Product {
  /** M, K, N */
  readonly size: readonly [number, number, number];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

function productsFor({ rows, columns, workgroupM, workgroupN }: Tile): readonly Product[] {
  const [height, width] = [rows * workgroupM, 4 * columns * workgroupN];
  return [
    { size: [height + 4, 20, width], transposeA: false, transposeB: false },
    { size: [height + 4, 20, width], transposeA: true, transposeB: false },
    { size: [height + 4, 20, width], transposeA: false, transposeB: true },
    { size: [33, 19, width + 2], transposeA: false, transposeB: false },
  ];
}

async function checkConvolution(device: Device, tile: Tile, { input, outputs, stride }: Convolution): Promise<void> {
  const convolution = { stride, padding: 1, dilation: 1, groups: 1 };
  const [x, weight] = [Tensor.random(input, 1), Tensor.random([3, 3, input[3], outputs], 2)];
  const y = reference.conv2d(x, weight, convolution);
  const gradOutput = Tensor.random(y.shape, 3);
  const run = async (...args: Parameters<typeof runOp>) => (await runOp(...args))[0] ?? [];

  assertClose(await run(device, conv2d, [x, weight].map(floats), convolution, { tile }), y.data, 2e-6);

  const ofData = { ...convolution, inputSize: [input[1], input[2]] };
  const gradInput = reference.conv2dGradInput(gradOutput, weight, input, convolution);
  const data = await run(device, conv2dBackwardData, [gradOutput, weight].map(floats), ofData, { tile });
  assertClose(data, gradInput.data, 2e-6);

  const ofWeights = { ...convolution, kernelSize: [3, 3], tapRows: y.shape[1] ?? 1, sliceTaps: input[0] };
  const gradWeight = reference.conv2dGradWeight(x, gradOutput, weight.shape, convolution);
  const weights = await run(device, conv2dBackwardWeights, [x, gradOutput].map(floats), ofWeights, { tile });
  assertClose(weights, gradWeight.data, 2e-6);
}

async function checkProduct(
  device: Device,
  tile: Tile,
  { size: [m, k, n], transposeA, transposeB }: Product,
): Promise<void> {
  const [a, b] = [Tensor.random([m, k], 1), Tensor.random([k, n], 2)];
  const given = [transposeA ? linear.transpose(a) : a, transposeB ? linear.transpose(b) : b];
  const [actual = []] = await runOp(device, matmul, given.map(floats), { transposeA, transposeB }, { tile });
  assertClose(actual, linear.matmul(a, b).data, 2e-6);
}

export const cases: GpuCases = {
  ...caseTable(
    [...everyTile],
    ([name]) => `convolution and its gradients in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) => {
        const examples = convolutionsFor(tile).slice(isKin(tile) ? -1 : 0);
        for (const example of examples) await checkConvolution(device, tile, example);
      },
  ),

  ...caseTable(
    [...everyTile],
    ([name]) => `matrix products in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) => {
        const examples = productsFor(tile).slice(isKin(tile) ? -1 : 0);
        for (const product of examples) await checkProduct(device, tile, product);
      },
  ),
};
