/**
 * A graph: what is computed from what, as plain data. Nothing here knows a GPU.
 *
 * A *value* is a tensor with a name and a shape. A *node* applies one *op* to values and defines new ones. Nodes
 * stand in the order in which they can be run, because a value must exist before a node can use it.
 */

import { ThawError } from '../core/errors.js';
import type { Shape } from '../core/shape.js';
import type { Dispatch, Target } from './dispatch.js';
import type { ElementType, Precision, Value, ValueKind } from './value.js';

export type { ElementType, Precision, Value, ValueKind };

/** What an op may ask for while it turns a node into dispatches. */
export interface Lowering {
  readonly target: Target;
  /** A temporary tensor that lives for this node's dispatches only. */
  readonly scratch: (name: string, shape: Shape) => Value;
  readonly dispatch: (dispatch: Dispatch) => void;
}

/** One kind of computation: its shape rule and its kernels. */
export interface Op<Attributes = unknown> {
  readonly name: string;
  /** The shapes of the outputs. Throws a `ThawError` for inputs that do not fit. */
  outputShapes(inputs: readonly Shape[], attributes: Attributes, name: string): readonly Shape[];
  /** Emits the dispatches that compute the node's outputs. */
  lower(node: Node<Attributes>, lowering: Lowering): void;
}

export interface Node<Attributes = unknown> {
  readonly name: string;
  readonly op: Op<Attributes>;
  readonly attributes: Attributes;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** What a gradient rule may ask for while it adds nodes. */
export interface GradientContext {
  readonly graph: Graph;
  /** Decides in how many slices a long reduction is computed. */
  readonly target: Target;
  /** Whether the gradient of this input is wanted; the rule must not compute what is not. */
  readonly wants: (input: Value) => boolean;
}

/**
 * How an op is differentiated: one gradient for each input (`null` where none is wanted), as new nodes of
 * `context.graph`. Rules stand apart from their ops, in ops/gradients.ts: a pass that only looks needs none of them.
 */
export type GradientRule<Attributes = unknown> = (
  node: Node<Attributes>,
  gradOutputs: readonly Value[],
  context: GradientContext,
) => readonly (Value | null)[];

export class Graph {
  readonly nodes: Node[] = [];
  readonly values = new Map<string, Value>();

  /** A graph with another's inputs and parameters, and none of its nodes. */
  static withValuesOf(other: Graph): Graph {
    const graph = new Graph();
    for (const value of other.values.values()) if (value.kind !== 'activation') graph.values.set(value.name, value);
    return graph;
  }

  input(name: string, shape: Shape, type: ElementType = 'f32'): Value {
    return this.#define({ name, shape, type, kind: 'input' });
  }

  parameter(name: string, shape: Shape): Value {
    return this.values.get(name) ?? this.#define({ name, shape, type: 'f32', kind: 'parameter' });
  }

  trainable(name: string, shape: Shape): Value {
    return this.values.get(name) ?? this.#define({ name, shape, type: 'f32', kind: 'trainable' });
  }

  /** Applies `op`; the outputs are called `name`, `name:1`, `name:2`, … and kept as `type`. */
  add<Attributes>(
    op: Op<Attributes>,
    name: string,
    inputs: readonly Value[],
    attributes: Attributes,
    type: Precision = 'f32',
  ): [Value, ...Value[]] {
    const shapes = inputs.map((input) => input.shape);
    const outputs = op
      .outputShapes(shapes, attributes, name)
      .map((shape, index) =>
        this.#define({ name: index === 0 ? name : `${name}:${index}`, shape, type, kind: 'activation' }),
      );
    this.nodes.push({ name, op, attributes, inputs, outputs });
    return outputs as [Value, ...Value[]];
  }

  /** The value of that name; an error if there is none. */
  value(name: string): Value {
    const value = this.values.get(name);
    if (value === undefined) {
      throw new ThawError({ operation: 'graph', got: `"${name}"`, expected: 'the name of a value of this graph' });
    }
    return value;
  }

  #define(value: Value): Value {
    if (this.values.has(value.name)) {
      throw new ThawError({
        operation: 'graph',
        got: `a second value named "${value.name}"`,
        expected: 'every name once',
      });
    }
    this.values.set(value.name, value);
    return value;
  }
}
