/** What makes a batch: rows out of a table, and pixels normalised and augmented. */

import { printShape, sizeOf, type Shape } from '../../engine/core/shape.js';
import { neutralDraw, packDraws, type Draw } from '../../engine/data/augment.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { addAugmentation } from '../../engine/ops/augment.js';
import { gatherRows } from '../../engine/ops/gather.js';
import { gatherHalves, packHalves } from '../../engine/ops/halves.js';
import { normalize } from '../../engine/ops/normalize.js';
import { assert, assertClose } from '../assert.js';
import augmented from '../fixtures/augment.json' with { type: 'json' };
import * as reference from '../reference/batches.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, indices, opCase } from './op-case.js';
import { runOp, type OpInput } from './run-op.js';

const tables: readonly Shape[] = [[9], [9, 3], [7, 5], [7, 64], [1, 33], [5, 7, 9, 3], [5, 7, 9, 16]];

const imageNet: reference.Normalization = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

const images = [
  [1, 1, 1],
  [3, 7, 9],
] as const;

const meanStd = Tensor.from([8], [...imageNet.mean, 0, ...imageNet.std, 0]);

/** Bytes that do not repeat within an image. */
function randomPixels(shape: Shape): Tensor {
  return Tensor.random([...shape, 4], 1).map((value) => Math.abs(Math.round(value * 1e6)) % 256);
}

/** Four bytes to a word, red in the low byte. */
function packed({ shape, data }: Tensor): OpInput {
  return { shape: shape.slice(0, -1), data: new Uint32Array(Uint8Array.from(data).buffer) };
}

export const cases: GpuCases = {
  ...caseTable(
    tables,
    (shape) => `gatherRows of ${printShape(shape)}`,
    (shape) =>
      opCase(() => {
        const table = Tensor.random(shape, 1);
        const last = table.size(0) - 1;
        const picked = [last, 0, last, Math.floor(last / 2), 0];
        const expected = [reference.gatherRows(table, picked)];
        return { op: gatherRows, inputs: [floats(table), indices(...picked)], attributes: {}, expected, tolerance: 0 };
      }),
  ),

  ...caseTable(
    tables,
    (shape) => `rows ${printShape(shape)} as f16 come back rounded`,
    (shape) =>
      async ({ device }) => {
        const table = Tensor.random(shape, 1);
        const perSample = shape.slice(1);
        const [words = new Float32Array()] = await runOp(device, packHalves, [floats(table)], {});
        const halves = {
          shape: [table.size(0), Math.ceil(sizeOf(perSample) / 2)],
          data: new Uint32Array(words.buffer),
        };
        const picked = [table.size(0) - 1, 0, 0];
        const [rows] = await runOp(device, gatherHalves, [halves, indices(...picked)], { perSample });
        assertClose(rows ?? [], reference.gatherRows(table, picked).data, 2 ** -11);
      },
  ),

  'gatherRows keeps the bits of words that are no numbers': async ({ device }) => {
    const words = Uint32Array.of(0x7fc12345, 0xffffffff, 0x00000001);
    const [rows] = await runOp(device, gatherRows, [{ shape: [3], data: words }, indices(1, 2, 0)], {});
    const bits = [...new Uint32Array(rows?.buffer ?? new ArrayBuffer(0))];
    assert(bits.join() === [0xffffffff, 0x00000001, 0x7fc12345].join(), `got the words ${bits.join(', ')}`);
  },

  ...caseTable(
    images,
    (shape) => `normalize of ${printShape(shape)}`,
    (shape) =>
      opCase(() => {
        const pixels = randomPixels(shape);
        const expected = [reference.normalize(pixels, imageNet)];
        return { op: normalize, inputs: [packed(pixels), floats(meanStd)], attributes: {}, expected };
      }),
  ),

  'augmented images are those of torchvision, colours too': async ({ device }) => {
    const [count, height, width] = augmented.shape as [number, number, number];
    const pixels = Tensor.build([count, height, width, 4], (n = 0, h = 0, w = 0, c = 0) =>
      byteAt(n, (h * width + w) * 3 + c),
    );
    const actual = await runAugmentation(device, packed(pixels), augmented.draws, true);
    const expected = Tensor.from([count, height, width, 3], augmented.expected);
    const normalised = Tensor.build(actual.shape, (n = 0, h = 0, w = 0, c = 0) =>
      c === 3 ? 0 : (expected.at(n, h, w, c) - (imageNet.mean[c] ?? 0)) / (imageNet.std[c] ?? 1),
    );
    assertClose(actual.data, normalised.data, 2e-6);
  },

  'images that are not changed are normalised, by the bit': async ({ device }) => {
    const pixels = packed(randomPixels([3, 7, 9]));
    const [plain = []] = await runOp(device, normalize, [pixels, floats(meanStd)], {});
    for (const isColoured of [false, true]) {
      const { data } = await runAugmentation(device, pixels, [neutralDraw, neutralDraw, neutralDraw], isColoured);
      assertClose(data, plain, isColoured ? 1e-6 : 0);
    }
  },
};

/** As in the fixture's script. */
function byteAt(image: number, index: number): number {
  return Math.floor((37 * index * index + 91 * index + 53 * image) / 4) % 256;
}

/** [N, H, W, 4] */
async function runAugmentation(device: Device, pixels: OpInput, draws: readonly Draw[], isColoured: boolean) {
  const graph = new Graph();
  const inputs = [
    graph.input('pixels', pixels.shape, 'u32'),
    graph.input('draws', [draws.length, 8]),
    graph.input('meanStd', [8]),
  ] as const;
  const y = addAugmentation(graph, 'y', inputs, isColoured);
  const session = await Session.create(device, 'augment', compile(graph, { target: device.target, keep: [y] }));
  try {
    [pixels.data, packDraws(draws), floats(meanStd).data].forEach((data, index) => {
      const input = inputs[index];
      if (input) session.write(input, data);
    });
    const [data = new Float32Array()] = await session.runAndRead(y);
    return { shape: y.shape, data };
  } finally {
    session.destroy();
  }
}
