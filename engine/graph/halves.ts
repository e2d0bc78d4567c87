/**
 * Keeps as f16 what frozen layers compute, and their weights: half the memory and half the traffic, each number within
 * 2^-11 of itself. Sums are f32 all the same (ops/stored.ts).
 *
 * What is kept so depends on no weight that learns, is read by nothing but kernels that can widen it, and by nobody after
 * a run: the first layer that learns, a gradient and the classifier find f32. Weights are narrowed once, beside those that
 * are loaded, which stay as they are.
 */

import { avgPool2d } from '../ops/avg-pool.js';
import { batchNorm } from '../ops/batch-norm.js';
import { conv2d, type Conv2dAttributes } from '../ops/conv2d.js';
import { globalAvgPool } from '../ops/global-avg-pool.js';
import { maxPool2d } from '../ops/max-pool.js';
import { add, narrow, relu } from '../ops/pointwise.js';
import { subsampleAndPad } from '../ops/subsample-pad.js';
import { winogradInput, winogradOutput, winogradProduct, winogradWeight } from '../ops/winograd.js';
import { Graph, type Node, type Value } from './graph.js';

/** A new graph with the same values by name. */
export function keepAsHalves(graph: Graph, keep: ReadonlySet<string>): Graph {
  const frozen = findFrozen(graph);
  const halved = findHalved(graph, frozen, keep);
  const result = Graph.withValuesOf(graph);
  for (const node of graph.nodes) {
    const type = node.outputs.every((output) => halved.has(output)) ? 'f16' : 'f32';
    const inputs = node.inputs.map(({ name }) => result.value(name));
    if (frozen.has(node)) narrowWeight(result, node, inputs);
    result.add(node.op, node.name, inputs, node.attributes, type);
  }
  return result;
}

/** The nodes that rest on no weight that learns, and whose kernels can do it. */
function findFrozen(graph: Graph): ReadonlySet<Node> {
  const learned = new Set([...graph.values.values()].filter(({ kind }) => kind === 'trainable'));
  const frozen = new Set<Node>();
  for (const node of graph.nodes) {
    if (node.inputs.some((input) => learned.has(input))) node.outputs.forEach((output) => learned.add(output));
    else if (isHalvable(node)) frozen.add(node);
  }
  return frozen;
}

function findHalved(graph: Graph, frozen: ReadonlySet<Node>, keep: ReadonlySet<string>): ReadonlySet<Value> {
  const halved = new Set([...frozen].flatMap(({ outputs }) => outputs));
  for (const node of graph.nodes) {
    if (!frozen.has(node)) node.inputs.forEach((input) => halved.delete(input));
    node.outputs.filter(({ name }) => keep.has(name)).forEach((output) => halved.delete(output));
  }
  return halved;
}

const halvable: ReadonlySet<unknown> = new Set([
  avgPool2d,
  batchNorm,
  globalAvgPool,
  maxPool2d,
  add,
  relu,
  subsampleAndPad,
  winogradInput,
  winogradOutput,
  winogradProduct,
  winogradWeight,
]);

/** Whether its kernel can read and write f16: four neighbouring channels at a time. */
function isHalvable(node: Node): boolean {
  const channels = [...node.inputs, ...node.outputs].map(({ shape }) => shape.at(-1) ?? 1);
  if (node.op !== conv2d) return halvable.has(node.op) && channels.every((count) => count % 4 === 0);
  const { groups } = node.attributes as Conv2dAttributes;
  const [, , depth = 1, outputs = 1] = node.inputs[1]?.shape ?? [];
  return depth % 4 === 0 && (outputs / groups) % 4 === 0;
}

/** Puts the weight as f16 in the place of a convolution's own; Winograd's has been transformed. */
function narrowWeight(graph: Graph, { op }: Node, inputs: Value[]): void {
  const [, weight] = inputs;
  if (op !== conv2d || weight?.kind !== 'parameter') return;
  const name = `${weight.name}.halves`;
  inputs[1] = graph.values.get(name) ?? graph.add(narrow, name, [weight], {}, 'f16')[0];
}
