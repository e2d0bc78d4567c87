/**
 * Lowering: from a graph to the flat list of dispatches that compute the wanted values, split by how often they run.
 *
 * A node whose inputs never change while the plan lives (parameters, and what follows from them alone) belongs to
 * `prepare`, which runs once: folding a frozen batch norm, say. Everything else is the `step`. Nodes that no wanted
 * value needs are left out.
 */

import type { Dispatch, Target } from './dispatch.js';
import type { Graph, Node, Value } from './graph.js';

export interface Program {
  /** Run once, and again when parameters were written. */
  readonly prepare: readonly Dispatch[];
  /** Run for every batch. */
  readonly step: readonly Dispatch[];
}

export function lower(graph: Graph, wanted: readonly Value[], target: Target): Program {
  const constants = new Set<Value>([...graph.values.values()].filter((value) => value.kind === 'parameter'));
  const prepare: Dispatch[] = [];
  const step: Dispatch[] = [];
  for (const node of neededNodes(graph, wanted)) {
    const isConstant = node.inputs.every((input) => constants.has(input));
    if (isConstant) node.outputs.forEach((output) => constants.add(output));
    lowerNode(node, target, isConstant ? prepare : step);
  }
  return { prepare, step };
}

/** The nodes that the wanted values rest on, in graph order. */
export function neededNodes(graph: Graph, wanted: readonly Value[]): Node[] {
  const needed = new Set(wanted);
  const nodes: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    node.inputs.forEach((input) => needed.add(input));
    nodes.push(node);
  }
  return nodes.reverse();
}

function lowerNode(node: Node, target: Target, dispatches: Dispatch[]): void {
  node.op.lower(node, {
    target,
    scratch: (name, shape) => ({ name: `${node.name}/${name}`, shape, type: 'f32', kind: 'activation' }),
    dispatch: (dispatch) => dispatches.push(dispatch),
  });
}
