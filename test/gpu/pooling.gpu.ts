/** Max and average pooling, global average pooling and the subsampling shortcut. */

import type { Shape } from '../../engine/core/shape.js';
import { avgPool2d, type AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import { globalAvgPool } from '../../engine/ops/global-avg-pool.js';
import { maxPool2d, type MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { subsampleAndPad, type SubsampleAndPadAttributes } from '../../engine/ops/subsample-pad.js';
import * as reference from '../reference/pooling.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';
import { avgPoolName, globalAvgPoolName, maxPoolName, shortcutName, type Shaped } from './pool-names.js';

const maxPools: readonly Shaped<MaxPool2dAttributes>[] = [
  { shape: [1, 1, 1, 3], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [3, 7, 7, 5], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [1, 9, 7, 16], kernelSize: 3, stride: 2, padding: 1 },
  { shape: [3, 9, 9, 33], kernelSize: 2, stride: 2, padding: 0 },
  { shape: [1, 7, 9, 64], kernelSize: 2, stride: 2, padding: 0 },
  { shape: [3, 7, 7, 33], kernelSize: 3, stride: 1, padding: 1 },
  { shape: [1, 9, 9, 16], kernelSize: 3, stride: 1, padding: 0 },
];

/** Windows that fit, that reach over an edge, that are all there is, and that leave pixels out. */
const avgPools: readonly Shaped<AvgPool2dAttributes>[] = [
  { shape: [1, 1, 1, 3], kernelSize: 2, stride: 2 },
  { shape: [3, 7, 8, 5], kernelSize: 2, stride: 2 },
  { shape: [1, 9, 7, 16], kernelSize: 2, stride: 2 },
  { shape: [3, 8, 6, 64], kernelSize: 2, stride: 2 },
  { shape: [1, 7, 8, 33], kernelSize: 3, stride: 2 },
  { shape: [1, 5, 6, 16], kernelSize: 2, stride: 1 },
  { shape: [1, 8, 7, 5], kernelSize: 2, stride: 3 },
];

const averages: readonly Shape[] = [
  [1, 1, 1, 3],
  [3, 7, 7, 5],
  [1, 9, 7, 16],
  [3, 9, 9, 33],
  [3, 7, 7, 64],
];

const shortcuts: readonly Shaped<SubsampleAndPadAttributes>[] = [
  { shape: [1, 1, 1, 3], stride: 2, outChannels: 5 },
  { shape: [3, 7, 9, 5], stride: 2, outChannels: 33 },
  { shape: [1, 9, 9, 16], stride: 2, outChannels: 32 },
  { shape: [3, 7, 7, 16], stride: 2, outChannels: 20 },
  { shape: [1, 7, 7, 33], stride: 1, outChannels: 33 },
  { shape: [3, 9, 7, 64], stride: 1, outChannels: 64 },
];

export const cases: GpuCases = {
  ...caseTable(maxPools, maxPoolName, ({ shape, ...attributes }) =>
    opCase(() => {
      // All below zero, so that padding with zeros would show.
      const x = Tensor.random(shape, 1).map((value) => value - 10);
      const rounded = x.map(Math.fround);
      const expected = [reference.maxPool2d(rounded, attributes)];
      return { op: maxPool2d, inputs: [floats(rounded)], attributes, expected, tolerance: 0 };
    }),
  ),

  ...caseTable(avgPools, avgPoolName, ({ shape, ...attributes }) =>
    opCase(() => {
      const x = Tensor.random(shape, 1);
      return { op: avgPool2d, inputs: [floats(x)], attributes, expected: [reference.avgPool2d(x, attributes)] };
    }),
  ),

  ...caseTable(averages, globalAvgPoolName, (shape) =>
    opCase(() => {
      const x = Tensor.random(shape, 1);
      return { op: globalAvgPool, inputs: [floats(x)], attributes: {}, expected: [reference.globalAvgPool(x)] };
    }),
  ),

  ...caseTable(shortcuts, shortcutName, ({ shape, ...attributes }) =>
    opCase(() => {
      const x = Tensor.random(shape, 1);
      const expected = [reference.subsampleAndPad(x, attributes)];
      return { op: subsampleAndPad, inputs: [floats(x)], attributes, expected, tolerance: 0 };
    }),
  ),
};
