/**
 * Recomputation: memory for time. A result of the forward part that only the backward part reads again need not be kept
 * in between, if what it was computed from is kept anyway: the backward part computes it once more, just before it is
 * needed. A batch norm with its ReLU is one cheap pass over the convolution's output, which its own gradient needs.
 *
 * Idea: Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016; here without a second forward pass.
 */

import { batchNormApply } from '../ops/batch-norm-apply.js';
import { applyInputs, batchNormTrain, type BatchNormTrainAttributes } from '../ops/batch-norm-train.js';
import { Graph, type Node, type Op, type Value } from './graph.js';

/**
 * - `nothing`: every result is kept;
 * - `relu`: what comes straight from a convolution is computed again;
 * - `residual`: sums of skip connections too, which takes the sums before them, up to where their stage begins.
 */
export type Recomputed = 'nothing' | 'relu' | 'residual';

/** In the order in which they save more. */
export const recomputedLevels: readonly Recomputed[] = ['nothing', 'relu', 'residual'];

/** How a value is computed again. */
interface Repeat {
  readonly op: Op;
  readonly inputs: readonly Value[];
  readonly attributes: unknown;
}

/**
 * The same graph, with results of the forward part computed again for the backward part.
 * @param forwardCount nodes of the forward part; those after them are the backward part.
 */
export function recompute(graph: Graph, forwardCount: number, level: Recomputed): Graph {
  const repeats = level === 'nothing' ? new Map<Value, Repeat>() : findRepeats(graph, forwardCount, level);
  if (repeats.size === 0) return graph;
  const result = Graph.withValuesOf(graph);
  const again = new Map<Value, Value>();
  const repeated = (value: Value): Value => {
    const repeat = repeats.get(value);
    if (!repeat) return result.value(value.name);
    const known = again.get(value);
    if (known) return known;
    const [added] = result.add(repeat.op, `${value.name}.again`, repeat.inputs.map(repeated), repeat.attributes);
    again.set(value, added);
    return added;
  };
  graph.nodes.forEach((node, index) => {
    const isBackward = index >= forwardCount;
    const inputs = node.inputs.map((input) => (isBackward ? repeated(input) : result.value(input.name)));
    result.add(node.op, node.name, inputs, node.attributes);
  });
  return result;
}

/** How values are computed again from parameters, from what the backward part reads anyway, and from each other. */
function findRepeats(graph: Graph, forwardCount: number, level: 'relu' | 'residual'): ReadonlyMap<Value, Repeat> {
  const isReadBackward = new Set(graph.nodes.slice(forwardCount).flatMap(({ inputs }) => inputs));
  const repeats = new Map<Value, Repeat>();
  const repeatable = new Set<Value>();
  const isThere = (source: Value) =>
    repeatable.has(source)
      ? level === 'residual' && repeats.has(source)
      : source.kind !== 'activation' || isReadBackward.has(source);
  for (const node of graph.nodes.slice(0, forwardCount)) {
    const [value] = node.outputs;
    const repeat = repeatOf(node);
    if (!value || !repeat) continue;
    repeatable.add(value);
    if (repeat.inputs.every(isThere)) repeats.set(value, repeat);
  }
  return repeats;
}

/** How a node's first output is computed again, bit by bit, from the node's values; for ops where that is cheap. */
function repeatOf(node: Node): Repeat | undefined {
  if (node.op !== batchNormTrain) return undefined;
  const { relu } = node.attributes as BatchNormTrainAttributes;
  return { op: batchNormApply, inputs: applyInputs(node), attributes: { relu } };
}
