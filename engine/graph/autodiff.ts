/**
 * Reverse-mode differentiation. Each op's gradient rule adds nodes to the graph; this walks the nodes backwards, calls
 * the rules where a gradient is wanted, and adds up what reaches a value along several paths.
 *
 * What leads to no wanted value is never visited: below the lowest trainable layer there is no backward work.
 */

import { ThawError } from '../core/errors.js';
import { gradientRules } from '../ops/gradients.js';
import { add } from '../ops/pointwise.js';
import { baselineTarget, type Target } from './dispatch.js';
import type { GradientContext, Graph, Node, Value } from './graph.js';

/**
 * Adds the nodes that compute d(loss)/d(value) for every value of `wanted`.
 * @param seeds values whose gradient is known: the logits, say.
 */
export function differentiate(
  graph: Graph,
  seeds: ReadonlyMap<Value, Value>,
  wanted: readonly Value[],
  target: Target = baselineTarget,
): ReadonlyMap<Value, Value> {
  const gradients = new Map(seeds);
  const isWanted = valuesThatLeadFrom(graph, wanted);
  for (const node of graph.nodes.toReversed()) {
    const gradOutputs = node.outputs.map((output) => gradients.get(output));
    const reaches = node.inputs.some((input) => isWanted.has(input));
    if (!reaches || gradOutputs.every((gradient) => gradient === undefined)) continue;
    applyRule(node, gradients, isWanted, { graph, target });
  }
  for (const value of wanted) {
    if (!gradients.has(value)) {
      const expected = 'a value that the loss depends on';
      throw new ThawError({ operation: 'differentiate', got: value.name, expected });
    }
  }
  return gradients;
}

function applyRule(
  node: Node,
  gradients: Map<Value, Value>,
  isWanted: ReadonlySet<Value>,
  { graph, target }: Omit<GradientContext, 'wants'>,
): void {
  const gradOutputs = node.outputs.map((output) => gradients.get(output)).filter((gradient) => gradient !== undefined);
  const rule = gradientRules.get(node.op);
  if (!rule) {
    const expected = 'an op that can be trained through';
    throw new ThawError({ operation: `differentiate ${node.name}`, got: `the op ${node.op.name}`, expected });
  }
  const wants = (input: Value) => isWanted.has(input);
  rule(node, gradOutputs, { graph, target, wants }).forEach((gradient, index) => {
    const input = node.inputs[index];
    if (!gradient || !input) return;
    const known = gradients.get(input);
    const sum = known ? graph.add(add, `${gradient.name} + ${known.name}`, [known, gradient], {})[0] : gradient;
    gradients.set(input, sum);
  });
}

/** The wanted values and everything computed from them. */
function valuesThatLeadFrom(graph: Graph, wanted: readonly Value[]): ReadonlySet<Value> {
  const reached = new Set(wanted);
  for (const node of graph.nodes) {
    if (node.inputs.some((input) => reached.has(input))) node.outputs.forEach((output) => reached.add(output));
  }
  return reached;
}
