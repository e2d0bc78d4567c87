/** Convolution: kernels, strides, paddings, dilations and groups, every channel count, and what its epilogue does. */

import { printShape } from '../../engine/core/shape.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import * as reference from '../reference/conv2d.js';
import { add, affine, relu } from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';

const kinds = ['software', 'gpu'] as const;

interface Row {
  /** B, H, W, C */
  readonly input: readonly [number, number, number, number];
  readonly outputs: number;
  readonly kernel: number | readonly [number, number];
  readonly options: Partial<reference.Conv2dOptions>;
}

const rows: readonly Row[] = [
  { input: [1, 1, 1, 3], outputs: 5, kernel: 1, options: {} },
  { input: [1, 7, 7, 3], outputs: 16, kernel: 3, options: { padding: 1 } },
  { input: [3, 9, 7, 5], outputs: 33, kernel: 3, options: { padding: 1 } },
  { input: [1, 9, 9, 16], outputs: 16, kernel: 3, options: { padding: 1 } },
  { input: [3, 7, 7, 16], outputs: 64, kernel: 3, options: { stride: 2, padding: 1 } },
  { input: [1, 7, 7, 33], outputs: 5, kernel: 3, options: { padding: 1 } },
  { input: [1, 9, 9, 64], outputs: 64, kernel: 3, options: { padding: 1 } },
  { input: [3, 9, 9, 16], outputs: 33, kernel: 1, options: { stride: 2 } },
  { input: [1, 9, 9, 4], outputs: 64, kernel: 7, options: { stride: 2, padding: 3 } },
  { input: [1, 9, 9, 5], outputs: 3, kernel: [3, 5], options: { padding: 2 } },
  { input: [1, 9, 7, 16], outputs: 16, kernel: 3, options: { padding: 2, dilation: 2 } },
  { input: [1, 9, 9, 3], outputs: 5, kernel: 3, options: { stride: 2, padding: 3, dilation: 3 } },
  { input: [3, 7, 7, 16], outputs: 32, kernel: 3, options: { padding: 1, groups: 4 } },
  { input: [3, 9, 7, 32], outputs: 32, kernel: 3, options: { stride: 2, padding: 1, groups: 8 } },
  { input: [1, 9, 9, 64], outputs: 64, kernel: 3, options: { padding: 1, groups: 8 } },
  { input: [1, 7, 7, 40], outputs: 4, kernel: 1, options: {} },
  { input: [1, 7, 9, 6], outputs: 15, kernel: 3, options: { padding: 1, groups: 3 } },
  { input: [1, 7, 7, 5], outputs: 5, kernel: 3, options: { stride: 2, padding: 1, groups: 5 } },
];

const epilogues = [
  { affine: true, residual: false, relu: false },
  { affine: true, residual: false, relu: true },
  { affine: false, residual: true, relu: true },
  { affine: true, residual: true, relu: true },
];

const fusedChannels = [5, 16];

function example({ input, outputs, kernel, options }: Row) {
  const attributes = { stride: 1, padding: 0, dilation: 1, groups: 1, ...options };
  const [kernelH, kernelW] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const x = Tensor.random(input, 1);
  const weight = Tensor.random([kernelH, kernelW, input[3] / attributes.groups, outputs], 2);
  return { x, weight, attributes, y: reference.conv2d(x, weight, attributes) };
}

function nameOf({ input, outputs, kernel, options }: Row): string {
  const size = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const rest = Object.entries(options).map(([option, value]) => `, ${option} ${value}`);
  return `conv2d of ${printShape(input)}, ${size.join(' x ')} to ${outputs}${rest.join('')}`;
}

export const cases: GpuCases = {
  ...caseTable(
    rows.flatMap((row) => kinds.map((kind) => ({ row, kind }))),
    ({ row, kind }) => `${nameOf(row)}, ${kind}`,
    ({ row, kind }) =>
      opCase(() => {
        const { x, weight, attributes, y } = example(row);
        return { op: conv2d, kind, inputs: [floats(x), floats(weight)], attributes, expected: [y] };
      }),
  ),

  ...caseTable(
    epilogues.flatMap((epilogue) => fusedChannels.map((channels) => ({ epilogue, channels }))),
    ({ epilogue, channels }) => {
      const steps = Object.entries(epilogue).filter(([, isThere]) => isThere);
      return `conv2d of ${channels} channels, then ${steps.map(([step]) => step).join(', ')}`;
    },
    ({ epilogue, channels }) =>
      opCase(() => {
        const row = { input: [3, 7, 7, channels], outputs: channels, kernel: 3, options: { padding: 1 } } as const;
        const { x, weight, attributes, y } = example(row);
        const [scaleShift, residual] = [Tensor.random([2, channels], 3), Tensor.random(y.shape, 4)];
        const scaled = epilogue.affine ? affine(y, scaleShift) : y;
        const sum = epilogue.residual ? add(scaled, residual) : scaled;
        const operands = [...(epilogue.affine ? [scaleShift] : []), ...(epilogue.residual ? [residual] : [])];
        return {
          op: conv2d,
          inputs: [x, weight, ...operands].map(floats),
          attributes: { ...attributes, epilogue },
          expected: [epilogue.relu ? relu(sum) : sum],
        };
      }),
  ),
};
