/** What a node's attributes say, with the defaults that ONNX gives them; and the error where that is not the family's. */

import { misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-model.js';

export function intOf({ attributes }: OnnxNode, name: string, absent: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === 'int' ? attribute.value : absent;
}

export function floatOf({ attributes }: OnnxNode, name: string, absent: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === 'float' ? attribute.value : absent;
}

export function intsOf({ attributes }: OnnxNode, name: string): readonly number[] | undefined {
  const attribute = attributes.get(name);
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}

/**
 * @param absent what an attribute that is not there means.
 * @param why of what is expected, for the error.
 */
export function expectInts(
  graph: Graph,
  node: OnnxNode,
  name: string,
  expected: readonly number[],
  absent: readonly number[],
  why = '',
): void {
  const found = intsOf(node, name) ?? absent;
  const text = (values: readonly number[]) => `${name} [${values.join(', ')}]`;
  if (text(found) !== text(expected)) throw misfit(graph.file, node, `${text(expected)}${why}`, text(found));
}

export function expectInt(graph: Graph, node: OnnxNode, name: string, expected: number, absent = expected): void {
  const found = intOf(node, name, absent);
  if (found !== expected) throw misfit(graph.file, node, `${name} ${expected}`, `${name} ${found}`);
}

/** A padding that a runtime would find by itself (`SAME_UPPER`, …) is another one where the stride is 2. */
export function expectExplicitPads(graph: Graph, node: OnnxNode): void {
  const mode = node.attributes.get('auto_pad');
  if (mode?.kind !== 'string' || mode.value === 'NOTSET' || mode.value === 'VALID') return;
  throw misfit(graph.file, node, 'a padding that is given in numbers', `auto_pad ${mode.value}`);
}
