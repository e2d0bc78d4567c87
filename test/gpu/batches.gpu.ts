/** What makes a batch: rows out of a table, and pixels normalised and mirrored. */

import { printShape, type Shape } from '../../engine/core/shape.js';
import { gatherRows } from '../../engine/ops/gather.js';
import { normalize } from '../../engine/ops/normalize.js';
import { assert } from '../assert.js';
import * as reference from '../reference/batches.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, indices, opCase } from './op-case.js';
import { runOp, type OpInput } from './run-op.js';

const tables: readonly Shape[] = [[9], [9, 3], [7, 5], [7, 64], [1, 33], [5, 7, 9, 3], [5, 7, 9, 16]];

const imageNet: reference.Normalization = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

const images = [
  { shape: [1, 1, 1], flips: undefined },
  { shape: [3, 7, 9], flips: undefined },
  { shape: [1, 1, 1], flips: [1] },
  { shape: [3, 7, 9], flips: [1, 0, 1] },
  { shape: [3, 9, 1], flips: [0, 0, 1] },
] as const;

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

  'gatherRows keeps the bits of words that are no numbers': async ({ device }) => {
    const words = Uint32Array.of(0x7fc12345, 0xffffffff, 0x00000001);
    const [rows] = await runOp(device, gatherRows, [{ shape: [3], data: words }, indices(1, 2, 0)], {});
    const bits = [...new Uint32Array(rows?.buffer ?? new ArrayBuffer(0))];
    assert(bits.join() === [0xffffffff, 0x00000001, 0x7fc12345].join(), `got the words ${bits.join(', ')}`);
  },

  ...caseTable(
    images,
    ({ shape, flips }) => `normalize of ${printShape(shape)}${flips ? `, flips ${flips.join(' ')}` : ''}`,
    ({ shape, flips }) =>
      opCase(() => {
        const pixels = randomPixels(shape);
        const meanStd = Tensor.from([8], [...imageNet.mean, 0, ...imageNet.std, 0]);
        return {
          op: normalize,
          inputs: [packed(pixels), floats(meanStd), ...(flips ? [indices(...flips)] : [])],
          attributes: {},
          expected: [reference.normalize(pixels, imageNet, flips)],
        };
      }),
  ),
};
