/** Following values through a graph: from the picture along one node after the other, into forks and to their joins. */

import { ThawError } from '../../core/errors.js';
import { misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-model.js';

/** The nodes along which one value is passed on, until two read the result, or none, or one that reads another too. */
interface Path {
  readonly nodes: readonly OnnxNode[];
  readonly end: string;
  readonly join: OnnxNode | undefined;
}

/** Follows values through a graph, and knows which nodes it has met. */
export class Walk {
  readonly graph: Graph;
  readonly #visited = new Set<OnnxNode>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** @throws ThawError for an operator that is not ONNX's own, and for a node met before: a circle. */
  visit(node: OnnxNode): void {
    if (node.domain !== '') throw misfit(this.graph.file, node, "ONNX's own operators", `one of ${node.domain}`);
    if (this.#visited.has(node)) throw misfit(this.graph.file, node, 'a graph without circles');
    this.#visited.add(node);
  }

  /** Along the nodes that read a value, each alone, and what they give in turn. */
  from(value: string, first?: OnnxNode): Cursor {
    const nodes: OnnxNode[] = [];
    let end = value;
    let next = first ?? this.#onlyReader(value);
    while (next && this.graph.activations(next).length === 1) {
      this.visit(next);
      nodes.push(next);
      end = next.outputs[0] ?? '';
      next = this.#onlyReader(end);
    }
    return new Cursor(this, { nodes, end, join: next });
  }

  refuseLeftovers(): void {
    const leftover = this.graph.nodes.find((node) => !this.#visited.has(node));
    if (leftover) throw misfit(this.graph.file, leftover, 'nothing beside the ResNet');
  }

  #onlyReader(value: string): OnnxNode | undefined {
    const readers = this.graph.readersOf(value);
    return readers.length === 1 ? readers[0] : undefined;
  }
}

/** A place on a path; everything before it has been understood. */
export class Cursor {
  readonly #walk: Walk;
  readonly #path: Path;
  #place = 0;

  constructor(walk: Walk, path: Path) {
    this.#walk = walk;
    this.#path = path;
  }

  /** The node that ends the path because it reads another value too. */
  get join(): OnnxNode | undefined {
    return this.#path.join;
  }

  /** How many nodes of that type are on the path. */
  count(type: string): number {
    return this.#path.nodes.filter((node) => node.type === type).length;
  }

  isNext(type: string): boolean {
    return this.#path.nodes[this.#place]?.type === type;
  }

  isAtEnd(): boolean {
    return this.#place === this.#path.nodes.length;
  }

  /** Whether nothing is left of the path but two nodes that go on from its end, or another path that joins it. */
  isAtFork(): boolean {
    return this.isAtEnd() && (this.#following().length > 1 || this.join !== undefined);
  }

  takeIf(types: readonly string[]): OnnxNode | undefined {
    const node = this.#path.nodes[this.#place];
    if (!node || !types.includes(node.type)) return undefined;
    this.#place++;
    return node;
  }

  takeAll(types: readonly string[]): OnnxNode[] {
    const taken: OnnxNode[] = [];
    for (let node = this.takeIf(types); node; node = this.takeIf(types)) taken.push(node);
    return taken;
  }

  /** @throws ThawError where the next node is none of those, or there is none. */
  take(types: readonly string[], expected: string): OnnxNode {
    const node = this.takeIf(types);
    if (!node) throw this.unfit(expected);
    return node;
  }

  /** @throws ThawError where there are more nodes on the path. */
  finish(expected: string): void {
    if (!this.isAtEnd()) throw this.unfit(expected);
  }

  /** The two paths that begin where this one ends. */
  fork(): [Cursor, Cursor] {
    this.finish('a residual block');
    const [first, second, third] = this.#following();
    if (!first || !second) throw this.unfit('a block: a main path and a shortcut');
    if (third) throw misfit(this.#walk.graph.file, third, 'a block: one main path and one shortcut');
    return [this.#walk.from(this.#path.end, first), this.#walk.from(this.#path.end, second)];
  }

  /** The error for the next node, which does not fit, or for the end of the graph. */
  unfit(expected: string): ThawError {
    const { file } = this.#walk.graph;
    const next = this.#path.nodes[this.#place] ?? this.#following()[0];
    if (next) return misfit(file, next, expected);
    return new ThawError({ operation: file, got: `the end of the graph at ${this.#path.end}`, expected });
  }

  #following(): readonly OnnxNode[] {
    return this.#path.join ? [this.#path.join] : this.#walk.graph.readersOf(this.#path.end);
  }
}
