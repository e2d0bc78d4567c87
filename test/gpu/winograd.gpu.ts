/** Winograd's algorithm in the place of a convolution: the same numbers, whatever follows it, in every tile. */

import { printShape } from '../../engine/core/shape.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import type { Target, Tile } from '../../engine/graph/dispatch.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { useWinograd } from '../../engine/graph/winograd.js';
import { conv2d, type Conv2dAttributes } from '../../engine/ops/conv2d.js';
import { winogradProduct } from '../../engine/ops/winograd.js';
import { assert, assertClose } from '../assert.js';
import { everyTile } from '../candidate-tiles.js';
import * as reference from '../reference/conv2d.js';
import { add, affine, relu } from '../reference/pointwise.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';

interface Example {
  /** B, H, W, C */
  readonly input: readonly [number, number, number, number];
  readonly outputs: number;
  readonly epilogue?: { readonly affine: boolean; readonly residual: boolean; readonly relu: boolean };
}

/** Even and odd sides, a single image and several, channels that fill tiles and do not. */
const examples: readonly Example[] = [
  { input: [1, 8, 8, 32], outputs: 32 },
  { input: [3, 9, 11, 36], outputs: 44 },
  { input: [2, 15, 8, 64], outputs: 32 },
  { input: [2, 9, 9, 32], outputs: 40, epilogue: { affine: true, residual: false, relu: true } },
  { input: [1, 10, 9, 32], outputs: 32, epilogue: { affine: false, residual: true, relu: false } },
  { input: [2, 8, 9, 32], outputs: 36, epilogue: { affine: true, residual: true, relu: true } },
];

const plain = { stride: 1, padding: 1, dilation: 1, groups: 1 };

/** Gives what the convolution gives, computed by Winograd's algorithm with these tiles. */
async function run(device: Device, { input, outputs, epilogue }: Example, tile?: Tile): Promise<void> {
  const [x, weight] = [Tensor.random(input, 1), Tensor.random([3, 3, input[3], outputs], 2)];
  const y = reference.conv2d(x, weight, plain);
  const [scaleShift, skip] = [Tensor.random([2, outputs], 3), Tensor.random(y.shape, 4)];
  const scaled = epilogue?.affine ? affine(y, scaleShift) : y;
  const sum = epilogue?.residual ? add(scaled, skip) : scaled;
  const operands = [...(epilogue?.affine ? [scaleShift] : []), ...(epilogue?.residual ? [skip] : [])];

  const target: Target = { ...device.target, kind: 'software' };
  const graph = new Graph();
  const values = [x, weight, ...operands].map((tensor, index) =>
    index === 1 ? graph.parameter('weight', tensor.shape) : graph.input(`input ${index}`, tensor.shape),
  );
  const attributes: Conv2dAttributes = { ...plain, ...(epilogue && { epilogue }) };
  graph.add(conv2d, 'y', values, attributes);
  const changed = useWinograd(graph, target);
  assert(
    changed.nodes.some(({ op }) => op === winogradProduct),
    'got a convolution as it was',
  );
  const plan = compile(changed, { target, keep: [changed.value('y')] });
  const step = plan.step.map((dispatch) => (tile && dispatch.tuning?.as(tile)) ?? dispatch);
  const session = await Session.create(device, 'winograd', { ...plan, step });
  try {
    [x, weight, ...operands].forEach((tensor, index) => {
      const name = values[index]?.name ?? '';
      session.write(changed.value(name), Float32Array.from(tensor.data));
    });
    session.prepare();
    const [actual = []] = await session.runAndRead(changed.value('y'));
    assertClose(actual, (epilogue?.relu ? relu(sum) : sum).data, 4e-6);
  } finally {
    session.destroy();
  }
}

function nameOf({ input, outputs, epilogue }: Example): string {
  const steps = Object.entries(epilogue ?? {}).filter(([, isThere]) => isThere);
  const rest = steps.length > 0 ? `, then ${steps.map(([step]) => step).join(', ')}` : '';
  return `by Winograd, a convolution of ${printShape(input)} to ${outputs}${rest}`;
}

export const cases: GpuCases = {
  ...caseTable(
    examples,
    nameOf,
    (example) =>
      async ({ device }) =>
        run(device, example),
  ),

  ...caseTable(
    [...everyTile],
    ([name]) => `by Winograd in tiles of ${name}`,
    ([, tile]) =>
      async ({ device }) =>
        run(device, { input: [1, 9, 13, 32], outputs: 36 }, tile),
  ),
};
