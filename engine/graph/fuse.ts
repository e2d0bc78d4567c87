/**
 * Fusing: what follows a convolution or a batch norm that is trained becomes part of it, and its kernel does the rest:
 * folded batch norm, skip connection, ReLU. Only values that nobody else reads and nobody wants to look at disappear.
 *
 * Where a block's two branches end in an addition, the branch that is computed last takes it: the other is there by
 * then.
 */

import { batchNormTrain, type BatchNormTrainAttributes } from '../ops/batch-norm-train.js';
import { batchNorm } from '../ops/batch-norm.js';
import { conv2d, type Conv2dAttributes } from '../ops/conv2d.js';
import { add, relu } from '../ops/pointwise.js';
import { Graph, type Node, type Value } from './graph.js';

interface Chain {
  readonly head: Node;
  affine?: Value;
  residual?: Value;
  relu: boolean;
  /** The last value of the chain, under whose name the fused result goes on. */
  end: Value;
}

/** A new graph with the same values by name, less those that were fused away: what an inference runs. */
export function fuse(graph: Graph, keep: ReadonlySet<string>): Graph {
  return fuseChains(graph, keep, [conv2d]);
}

/**
 * The same, of batch norms that are trained alone: a fused convolution cannot be differentiated. A training step is
 * fused so, then differentiated, and what of it is frozen is fused after that.
 */
export function fuseBatchNorms(graph: Graph, keep: ReadonlySet<string>): Graph {
  return fuseChains(graph, keep, [batchNormTrain]);
}

function fuseChains(graph: Graph, keep: ReadonlySet<string>, heads: readonly unknown[]): Graph {
  const readers = findReaders(graph);
  const fused = Graph.withValuesOf(graph);
  const swallowed = new Set<Node>();
  for (const node of weightsFirst(graph)) {
    if (swallowed.has(node)) continue;
    if (heads.includes(node.op)) addChain(fused, followChain(node, readers, keep, fused, swallowed));
    else fused.add(node.op, node.name, node.inputs.map(namesake(fused)), node.attributes);
  }
  return fused;
}

function namesake(graph: Graph): (value: Value) => Value {
  return ({ name }) => graph.value(name);
}

function addChain(fused: Graph, { head, affine, residual, relu: hasRelu, end }: Chain): void {
  const operands = [affine, residual].filter((value) => value !== undefined);
  const inputs = [...head.inputs, ...operands].map(namesake(fused));
  if (head.op === conv2d) {
    const attributes = head.attributes as Conv2dAttributes;
    const epilogue = { affine: !!affine, residual: !!residual, relu: hasRelu };
    const isPlain = end === head.outputs[0];
    fused.add(conv2d, end.name, inputs, isPlain ? attributes : { ...attributes, epilogue });
  } else {
    const attributes = head.attributes as BatchNormTrainAttributes;
    fused.add(batchNormTrain, end.name, inputs, { ...attributes, relu: attributes.relu || hasRelu });
  }
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

/** Walks from a head through what its kernel can do, in the kernel's order. */
function followChain(
  head: Node,
  readers: ReadonlyMap<Value, readonly Node[]>,
  keep: ReadonlySet<string>,
  fused: Graph,
  swallowed: Set<Node>,
): Chain {
  const chain: Chain = { head, relu: false, end: head.outputs[0] as Value };
  for (;;) {
    const [next, ...others] = readers.get(chain.end) ?? [];
    const output = next?.outputs[0];
    if (!next || !output || others.length > 0 || keep.has(chain.end.name)) return chain;
    if (!absorb(chain, next, fused)) return chain;
    swallowed.add(next);
    chain.end = output;
  }
}

/** Takes `next` into the chain if the kernel can still do it. */
function absorb(chain: Chain, next: Node, fused: Graph): boolean {
  if (chain.relu) return false;
  if (next.op === batchNorm && chain.head.op === conv2d && !chain.affine && !chain.residual) {
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
