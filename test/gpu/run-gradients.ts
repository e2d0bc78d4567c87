/** Runs an op's gradient rule by itself, from a given gradient of its output. */

import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { differentiate } from '../../engine/graph/autodiff.js';
import { Graph, type Op } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import type { Tensor } from '../reference/tensor.js';
import { floats } from './op-case.js';

/**
 * The gradients of the wanted inputs, in order.
 * @param wanted numbers of inputs; all by default.
 */
export async function runGradients<Attributes>(
  device: Device,
  op: Op<Attributes>,
  inputs: readonly Tensor[],
  attributes: Attributes,
  gradOutput: Tensor,
  wanted: readonly number[] = [...inputs.keys()],
): Promise<Float32Array<ArrayBuffer>[]> {
  const graph = new Graph();
  const values = inputs.map(({ shape }, index) => graph.input(`input ${index}`, shape));
  const upstream = graph.input('gradOutput', gradOutput.shape);
  const [y] = graph.add(op, op.name, values, attributes);
  const sources = values.filter((_, index) => wanted.includes(index));
  const gradients = differentiate(graph, new Map([[y, upstream]]), sources);
  const keep = sources.map((value) => gradients.get(value) ?? value);

  const session = await Session.create(device, 'gradients', compile(graph, { target: device.target, keep }));
  try {
    [...values, upstream].forEach((value, index) => session.write(value, floats(inputs[index] ?? gradOutput).data));
    return await session.runAndRead(...keep);
  } finally {
    session.destroy();
  }
}
