/**
 * Runs one op by itself: a graph of one node, its inputs as data, its outputs read back. A `target` of another kind
 * chooses that kind's tiles, so that the kernels for real GPUs are tested on a software adapter too.
 */

import type { Shape } from '../../engine/core/shape.js';
import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import type { Target, Tile } from '../../engine/graph/dispatch.js';
import { Graph, type Op } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';

export interface OpInput {
  readonly shape: Shape;
  /** A `Uint32Array` makes a u32 input. */
  readonly data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

export interface RunOpOptions {
  /** The device's own by default. */
  readonly target?: Target;
  /** Of the products among the op's dispatches, in place of the target's choice. */
  readonly tile?: Tile;
}

export async function runOp<Attributes>(
  device: Device,
  op: Op<Attributes>,
  inputs: readonly OpInput[],
  attributes: Attributes,
  { target = device.target, tile }: RunOpOptions = {},
): Promise<Float32Array<ArrayBuffer>[]> {
  const graph = new Graph();
  const values = inputs.map(({ shape, data }, index) =>
    graph.input(`input ${index}`, shape, data instanceof Uint32Array ? 'u32' : 'f32'),
  );
  const outputs = graph.add(op, op.name, values, attributes);
  const plan = compile(graph, { target, keep: outputs });
  const step = plan.step.map((dispatch) => (tile && dispatch.tuning?.as(tile)) ?? dispatch);
  const session = await Session.create(device, op.name, { ...plan, step });
  try {
    values.forEach((value, index) => {
      const input = inputs[index];
      if (input) session.write(value, input.data);
    });
    return await session.runAndRead(...outputs);
  } finally {
    session.destroy();
  }
}
