/** The gradients of convolution: every stride, padding, dilation and group, both stagings, what is fused with them. */

import { printShape } from '../../engine/core/shape.js';
import type { Device } from '../../engine/gpu/device.js';
import type { Target } from '../../engine/graph/dispatch.js';
import { conv2dBackwardData } from '../../engine/ops/conv2d-backward-data.js';
import {
  conv2dBackwardWeights,
  type Conv2dBackwardWeightsAttributes,
} from '../../engine/ops/conv2d-backward-weights.js';
import { conv2d } from '../../engine/ops/conv2d.js';
import { assert, assertClose } from '../assert.js';
import * as reference from '../reference/conv2d.js';
import { add } from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable, floats, opCase } from './op-case.js';
import { runGradients } from './run-gradients.js';
import { runOp, type OpInput } from './run-op.js';

interface Row {
  /** B, H, W, C */
  readonly input: readonly [number, number, number, number];
  readonly outputs: number;
  readonly kernel: number | readonly [number, number];
  readonly options: Partial<reference.Conv2dOptions>;
  /** Also with the tiles for GPUs, which take long to compile on a software adapter. */
  readonly onGpu?: boolean;
}

const rows: readonly Row[] = [
  { input: [1, 1, 1, 3], outputs: 5, kernel: 1, options: {} },
  { input: [3, 9, 7, 5], outputs: 33, kernel: 3, options: { padding: 1 }, onGpu: true },
  { input: [2, 8, 8, 16], outputs: 16, kernel: 3, options: { padding: 1 } },
  { input: [3, 7, 7, 16], outputs: 64, kernel: 3, options: { stride: 2, padding: 1 }, onGpu: true },
  { input: [2, 8, 6, 16], outputs: 33, kernel: 3, options: { stride: 2, padding: 1 } },
  { input: [1, 7, 7, 33], outputs: 5, kernel: 3, options: { padding: 1 } },
  { input: [1, 9, 9, 64], outputs: 64, kernel: 3, options: { padding: 1 }, onGpu: true },
  { input: [3, 9, 9, 16], outputs: 33, kernel: 1, options: { stride: 2 } },
  { input: [2, 8, 8, 16], outputs: 32, kernel: 1, options: { stride: 2 } },
  { input: [1, 10, 9, 4], outputs: 64, kernel: 7, options: { stride: 2, padding: 3 }, onGpu: true },
  { input: [1, 9, 9, 5], outputs: 3, kernel: [3, 5], options: { padding: 2 } },
  { input: [2, 6, 7, 16], outputs: 20, kernel: [2, 4], options: { stride: 2, padding: 1 }, onGpu: true },
  { input: [1, 9, 7, 16], outputs: 16, kernel: 3, options: { padding: 2, dilation: 2 } },
  { input: [1, 9, 9, 3], outputs: 5, kernel: 3, options: { stride: 2, padding: 3, dilation: 3 }, onGpu: true },
  { input: [1, 11, 9, 16], outputs: 8, kernel: 3, options: { stride: 2, padding: 2, dilation: 2 } },
  { input: [1, 2, 11, 8], outputs: 8, kernel: [1, 3], options: { stride: 3 } },
  { input: [3, 7, 7, 16], outputs: 32, kernel: 3, options: { padding: 1, groups: 4 }, onGpu: true },
  { input: [1, 9, 7, 32], outputs: 32, kernel: 3, options: { stride: 2, padding: 1, groups: 8 }, onGpu: true },
  { input: [1, 7, 9, 6], outputs: 15, kernel: 3, options: { padding: 1, groups: 3 } },
  { input: [1, 7, 7, 5], outputs: 5, kernel: 3, options: { stride: 2, padding: 1, groups: 5 } },
];

const epilogues = [
  { accumulate: true, mask: false },
  { accumulate: false, mask: true },
  { accumulate: true, mask: true },
];

const fusedChannels = [5, 16];

function example({ input, outputs, kernel, options }: Row) {
  const convolution = { stride: 1, padding: 0, dilation: 1, groups: 1, ...options };
  const [kernelH, kernelW] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const [x, weight] = [
    Tensor.random(input, 1),
    Tensor.random([kernelH, kernelW, input[3] / convolution.groups, outputs], 2),
  ];
  const gradOutput = Tensor.random(reference.conv2d(x, weight, convolution).shape, 3);
  return {
    x,
    weight,
    gradOutput,
    convolution,
    ofData: { ...convolution, inputSize: [input[1], input[2]] } as const,
    ofWeights: { ...convolution, kernelSize: [kernelH, kernelW] } as const,
    gradInput: reference.conv2dGradInput(gradOutput, weight, input, convolution),
    gradWeight: reference.conv2dGradWeight(x, gradOutput, weight.shape, convolution),
  };
}

function nameOf({ input, outputs, kernel, options }: Row): string {
  const size = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const rest = Object.entries(options).map(([option, value]) => `, ${option} ${value}`);
  return `${printShape(input)}, ${size.join(' x ')} to ${outputs}${rest.join('')}`;
}

const variants = [
  ...rows.map((row) => ({ row, kind: 'software' as const })),
  ...rows.filter(({ onGpu }) => onGpu).map((row) => ({ row, kind: 'gpu' as const })),
];

const ruleRows = rows.slice(1, 5);

/** Both gradients by conv2d's rule, with the convolution in mid-graph: what comes from above is not all ones. */
function ruleCase(row: Row): GpuCase {
  return async ({ device }) => {
    const { x, weight, gradOutput, convolution, gradInput, gradWeight } = example(row);
    const actual = await runGradients(device, conv2d, [x, weight], convolution, gradOutput);
    [gradInput, gradWeight].forEach(({ data }, index) => assertClose(actual[index] ?? [], data, 2e-6));
  };
}

/** The gradient of the weight, in slices of two taps, which are a row of pixels each and half or all rows of an image. */
function slicesCase(row: Row, kind: Target['kind']): GpuCase {
  return async ({ device }) => {
    const { x, gradOutput, ofWeights, gradWeight } = example(row);
    const [, height = 1] = gradOutput.shape;
    for (const tapRows of new Set([1, height % 2 === 0 ? height / 2 : height])) {
      const attributes = { ...ofWeights, tapRows, sliceTaps: 2 };
      const sum = await sumOfSlices(device, [x, gradOutput].map(floats), attributes, kind);
      assertClose(sum, gradWeight.data, 2e-6);
    }
  };
}

async function sumOfSlices(
  device: Device,
  inputs: readonly OpInput[],
  attributes: Conv2dBackwardWeightsAttributes,
  kind: Target['kind'],
): Promise<Float64Array> {
  const [slices = []] = await runOp(device, conv2dBackwardWeights, inputs, attributes, {
    target: { ...device.target, kind },
  });
  const [kernelH, kernelW] = attributes.kernelSize;
  const [x, gradOutput] = inputs.map(({ shape }) => shape.at(-1) ?? 1) as [number, number];
  const sum = new Float64Array((kernelH * kernelW * x * gradOutput) / attributes.groups);
  slices.forEach((value, index) => (sum[index % sum.length] = (sum[index % sum.length] ?? 0) + value));
  return sum;
}

/** A batch of one image over and over. */
function repeated({ shape, data }: Tensor, count: number): OpInput {
  const batch = new Float32Array(data.length * count);
  for (let image = 0; image < count; image++) batch.set(data, image * data.length);
  return { shape: [count, ...shape.slice(1)], data: batch };
}

export const cases: GpuCases = {
  ...caseTable(
    variants,
    ({ row, kind }) => `gradInput of conv2d of ${nameOf(row)}, ${kind}`,
    ({ row, kind }) =>
      opCase(() => {
        const { weight, gradOutput, ofData, gradInput } = example(row);
        const inputs = [gradOutput, weight].map(floats);
        return { op: conv2dBackwardData, kind, inputs, attributes: ofData, expected: [gradInput] };
      }),
  ),

  ...caseTable(
    variants,
    ({ row, kind }) => `gradWeight of conv2d of ${nameOf(row)}, ${kind}`,
    ({ row, kind }) => slicesCase(row, kind),
  ),

  ...caseTable(
    epilogues.flatMap((epilogue) => fusedChannels.map((channels) => ({ epilogue, channels }))),
    ({ epilogue, channels }) => {
      const steps = Object.entries(epilogue).filter(([, isThere]) => isThere);
      return `gradInput of conv2d of ${channels} channels, then ${steps.map(([step]) => step).join(', ')}`;
    },
    ({ epilogue, channels }) =>
      opCase(() => {
        const input = [3, 7, 7, channels] as const;
        const row = { input, outputs: channels, kernel: 3, options: { stride: 2, padding: 1 } };
        const { weight, gradOutput, ofData, gradInput } = example(row);
        const [other, activation] = [Tensor.random(input, 4), Tensor.random(input, 5)];
        const sum = epilogue.accumulate ? add(gradInput, other) : gradInput;
        const passes = (...place: number[]) => !epilogue.mask || activation.at(...place) > 0;
        const operands = [...(epilogue.accumulate ? [other] : []), ...(epilogue.mask ? [activation] : [])];
        return {
          op: conv2dBackwardData,
          inputs: [gradOutput, weight, ...operands].map(floats),
          attributes: { ...ofData, epilogue },
          expected: [Tensor.build(input, (...place) => (passes(...place) ? sum.at(...place) : 0))],
        };
      }),
  ),

  ...caseTable(ruleRows, (row) => `the gradient rule of conv2d of ${nameOf(row)}`, ruleCase),

  'gradWeight of a batch that is worth a large tile, with the same bits every time': async ({ device }) => {
    const count = 352;
    const { x, gradOutput, ofWeights, gradWeight } = example({
      input: [1, 8, 8, 16],
      outputs: 16,
      kernel: 3,
      options: { padding: 1 },
    });
    const inputs = [x, gradOutput].map((image) => repeated(image, count));
    const run = () => sumOfSlices(device, inputs, { ...ofWeights, tapRows: 8, sliceTaps: 12 }, device.target.kind);
    const [first, second] = [await run(), await run()];
    assertClose(first, gradWeight.map((value) => value * count).data, 5e-6);
    assert(
      second.every((value, index) => value === first[index]),
      'the two runs differ',
    );
  },
};
