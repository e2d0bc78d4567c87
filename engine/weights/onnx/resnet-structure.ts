/**
 * What a graph is made of, read as a residual network by following the values from the picture to the logits:
 *
 *     network   stem, block …, head
 *     stem      (Conv, BatchNormalization?, Relu) …, MaxPool?
 *     block     a fork into a main path and a shortcut, which an Add joins; Relu
 *     main      Conv, BatchNormalization?, (Relu, Conv, BatchNormalization?) …
 *     shortcut  nothing | AveragePool?, Conv, BatchNormalization? | Slice …, Pad
 *     head      (a pool over the picture, Flatten …, Gemm | MatMul, Add?, Softmax?)?
 *
 * Only the operators and their order are looked at here; family-form.ts looks at what they are told to do.
 */

import { Walk, type Cursor } from './graph-path.js';
import type { Graph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-model.js';

/** A convolution with its batch norm, unless that was folded into it. */
export interface ConvUnit {
  readonly conv: OnnxNode;
  readonly batchNorm: OnnxNode | undefined;
}

export type ShortcutPath =
  | { readonly kind: 'identity' }
  | { readonly kind: 'projection'; readonly pool: OnnxNode | undefined; readonly unit: ConvUnit }
  | { readonly kind: 'subsample-and-pad'; readonly slices: readonly OnnxNode[]; readonly pad: OnnxNode };

export interface ResidualBlock {
  readonly main: readonly ConvUnit[];
  readonly shortcut: ShortcutPath;
}

export interface Head {
  readonly pool: OnnxNode;
  readonly product: OnnxNode | undefined;
  /** Of a bias, where the product is one of matrices alone. */
  readonly sum: OnnxNode | undefined;
  readonly softmax: OnnxNode | undefined;
}

export interface Structure {
  readonly stem: readonly ConvUnit[];
  readonly maxPool: OnnxNode | undefined;
  readonly blocks: readonly ResidualBlock[];
  /** Absent where the graph ends with the last block. */
  readonly head: Head | undefined;
}

/** @throws ThawError that names the first node that has no place in a ResNet. */
export function readStructure(graph: Graph): Structure {
  const walk = new Walk(graph);
  const trunk = walk.from(graph.input.name);
  const stem = [readUnit(trunk, 'the convolution of a stem')];
  trunk.take(['Relu'], 'a ReLU after the stem');
  while (trunk.isNext('Conv')) {
    stem.push(readUnit(trunk, 'a convolution of the stem'));
    trunk.take(['Relu'], 'a ReLU after each convolution of the stem');
  }
  const maxPool = trunk.takeIf(['MaxPool']);
  const blocks: ResidualBlock[] = [];
  let after = trunk;
  do {
    const { block, next } = readBlock(walk, after);
    blocks.push(block);
    after = next;
  } while (after.isAtFork());
  const head = readHead(after);
  walk.refuseLeftovers();
  return { stem, maxPool, blocks, head };
}

function readBlock(walk: Walk, before: Cursor): { block: ResidualBlock; next: Cursor } {
  const [first, second] = before.fork();
  const [main, shortcut] = first.count('Conv') >= second.count('Conv') ? [first, second] : [second, first];
  const block = { main: readMain(main), shortcut: readShortcut(shortcut) };
  const { join } = main;
  const expected = 'the addition of main path and shortcut';
  if (!join || !isSumOfTwo(join)) throw main.unfit(expected);
  if (shortcut.join !== join) throw shortcut.unfit(expected);
  walk.visit(join);
  const next = walk.from(join.outputs[0] ?? '');
  next.take(['Relu'], 'a ReLU after the sum of a block');
  return { block, next };
}

function readUnit(path: Cursor, expected: string): ConvUnit {
  return { conv: path.take(['Conv'], expected), batchNorm: path.takeIf(['BatchNormalization']) };
}

function isSumOfTwo({ type, inputs }: OnnxNode): boolean {
  return (type === 'Add' || type === 'Sum') && inputs.length === 2;
}

function readMain(path: Cursor): ConvUnit[] {
  const units = [readUnit(path, 'the first convolution of a block')];
  while (path.takeIf(['Relu'])) units.push(readUnit(path, 'the next convolution of a block'));
  path.finish('the addition at the end of a block');
  return units;
}

function readShortcut(path: Cursor): ShortcutPath {
  if (path.isAtEnd()) return { kind: 'identity' };
  const shortcut: ShortcutPath = path.isNext('Slice')
    ? { kind: 'subsample-and-pad', slices: path.takeAll(['Slice']), pad: path.take(['Pad'], 'a pad with zeros') }
    : { kind: 'projection', pool: path.takeIf(['AveragePool']), unit: readUnit(path, 'a shortcut: a 1x1 convolution') };
  path.finish('the addition at the end of a shortcut');
  return shortcut;
}

function readHead(path: Cursor): Head | undefined {
  if (path.isAtEnd()) return undefined;
  const pool = path.take(['GlobalAveragePool', 'ReduceMean', 'AveragePool'], 'another block, or the average pool');
  path.takeAll(['Flatten', 'Reshape', 'Squeeze']);
  const product = path.isAtEnd() ? undefined : path.take(['Gemm', 'MatMul'], 'the linear layer of the head');
  const sum = product?.type === 'MatMul' ? path.takeIf(['Add']) : undefined;
  const softmax = path.takeIf(['Softmax', 'LogSoftmax']);
  path.finish('the end of the network');
  return { pool, product, sum, softmax };
}
