/**
 * Fusing: convolution, folded batch norm, skip connection and ReLU become one node, whose kernel does the rest in its
 * epilogue. Only values that nobody else reads and nobody wants to look at disappear.
 *
 * Where a block's two branches end in an addition, the branch that is computed last takes it: the other is there by
 * then.
 */

import { batchNorm } from '../ops/batch-norm.js';
import { conv2d, type Conv2dAttributes } from '../ops/conv2d.js';
import { add, relu } from '../ops/pointwise.js';
import { Graph, type Node, type Value } from './graph.js';

interface Chain {
  readonly conv: Node<Conv2dAttributes>;
  affine?: Value;
  residual?: Value;
  relu: boolean;
  /** The last value of the chain, under whose name the fused result goes on. */
  end: Value;
}

/** A new graph with the same values by name, less those that were fused away. */
export function fuse(graph: Graph, keep: ReadonlySet<string>): Graph {
  const readers = findReaders(graph);
  const fused = new Graph();
  for (const value of graph.values.values()) {
    if (value.kind === 'input') fused.input(value.name, value.shape, value.type);
    if (value.kind === 'parameter') fused.parameter(value.name, value.shape);
    if (value.kind === 'trainable') fused.trainable(value.name, value.shape);
  }
  const swallowed = new Set<Node>();
  const at = (value: Value) => fused.value(value.name);
  for (const node of weightsFirst(graph)) {
    if (swallowed.has(node)) continue;
    if (node.op === conv2d) {
      const chain = followChain(node as Node<Conv2dAttributes>, readers, keep, fused, swallowed);
      const operands = [chain.affine, chain.residual].filter((value) => value !== undefined);
      const epilogue = { affine: !!chain.affine, residual: !!chain.residual, relu: chain.relu };
      const inputs = [...chain.conv.inputs, ...operands].map(at);
      fused.add(conv2d, chain.end.name, inputs, { ...chain.conv.attributes, epilogue });
    } else {
      fused.add(node.op, node.name, node.inputs.map(at), node.attributes);
    }
  }
  return fused;
}

/** The nodes, those that depend on weights alone first: a folded batch norm must be there before its convolution. */
function weightsFirst(graph: Graph): Node[] {
  const known = new Set([...graph.values.values()].filter(({ kind }) => kind === 'parameter' || kind === 'trainable'));
  const early: Node[] = [];
  const late: Node[] = [];
  for (const node of graph.nodes) {
    const isEarly = node.inputs.every((input) => known.has(input));
    if (isEarly) node.outputs.forEach((output) => known.add(output));
    (isEarly ? early : late).push(node);
  }
  return [...early, ...late];
}

/** Walks from a convolution through what its epilogue can do, in the epilogue's order. */
function followChain(
  conv: Node<Conv2dAttributes>,
  readers: ReadonlyMap<Value, readonly Node[]>,
  keep: ReadonlySet<string>,
  fused: Graph,
  swallowed: Set<Node>,
): Chain {
  const chain: Chain = { conv, relu: false, end: conv.outputs[0] as Value };
  for (;;) {
    const [next, ...others] = readers.get(chain.end) ?? [];
    const output = next?.outputs[0];
    if (!next || !output || others.length > 0 || keep.has(chain.end.name)) return chain;
    if (!absorb(chain, next, fused)) return chain;
    swallowed.add(next);
    chain.end = output;
  }
}

/** Takes `next` into the chain if the epilogue can still do it. */
function absorb(chain: Chain, next: Node, fused: Graph): boolean {
  if (chain.relu) return false;
  if (next.op === batchNorm && !chain.affine && !chain.residual) {
    const affine = next.inputs[1];
    if (!affine || !fused.values.has(affine.name)) return false;
    chain.affine = affine;
    return true;
  }
  if (next.op === add && !chain.residual) {
    const other = next.inputs.find((input) => input !== chain.end);
    if (!other || !fused.values.has(other.name)) return false;
    chain.residual = other;
    return true;
  }
  if (next.op !== relu) return false;
  chain.relu = true;
  return true;
}

function findReaders(graph: Graph): Map<Value, Node[]> {
  const readers = new Map<Value, Node[]>();
  for (const node of graph.nodes) {
    for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  }
  return readers;
}
