/**
 * A graph as one follows it: what computes nothing for a prediction (constants, identities, dropout, casts between
 * floats, the shapes that a reshape asks for) is gone, and from every value one finds the nodes that read it.
 */

import { ThawError } from '../../core/errors.js';
import { computeIntegers, type Integers } from './integer-operators.js';
import type { OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.js';
import { elementType } from './onnx-model.js';
import { integersOf } from './tensor-values.js';

const floatTypes: readonly number[] = [
  elementType.float,
  elementType.float16,
  elementType.bfloat16,
  elementType.double,
];

export class Graph {
  readonly file: string;
  /** The picture. */
  readonly input: OnnxValue;
  /** Nodes that compute, each with the names of its inputs resolved. */
  readonly nodes: readonly OnnxNode[];
  readonly #constants = new Map<string, OnnxTensor>();
  readonly #integers = new Map<string, Integers>();
  /** Values that are another one: a name, and whose it is. */
  readonly #same = new Map<string, string>();
  /** Values that hold the shape of another. */
  readonly #shapes = new Set<string>();
  readonly #readers = new Map<string, OnnxNode[]>();

  /** @throws ThawError where the graph does not have one input. */
  constructor(graph: OnnxGraph, file: string) {
    this.file = file;
    for (const tensor of graph.initialisers) this.#addConstant(tensor.name, tensor);
    this.nodes = graph.nodes.flatMap((node) => this.#resolve(node));
    this.input = onlyInput(
      graph.inputs.filter(({ name }) => !this.#constants.has(name)),
      file,
    );
    const given = new Set([this.input.name, ...this.nodes.flatMap(({ outputs }) => outputs)]);
    for (const node of this.nodes) {
      for (const value of this.activations(node)) {
        if (!given.has(value)) throw misfit(file, node, 'inputs that are', `${value}, which is not in the file`);
        this.#addReader(value, node);
      }
    }
  }

  /** The nodes that read a value, in the order of the graph. */
  readersOf(value: string): readonly OnnxNode[] {
    return this.#readers.get(value) ?? [];
  }

  /** The inputs of a node that depend on the picture. */
  activations({ inputs }: OnnxNode): string[] {
    return inputs.filter((name) => !this.#isKnown(name) && !this.#shapes.has(name));
  }

  /** The constant that is a node's input, if it is one. */
  constant(node: OnnxNode, input: number): OnnxTensor | undefined {
    return this.#constants.get(node.inputs[input] ?? '');
  }

  /** The integers that are a node's input, as later versions of many operators have them, or its attribute of old. */
  integers(node: OnnxNode, input: number, attribute: string): readonly number[] | undefined {
    const old = node.attributes.get(attribute);
    return old?.kind === 'ints' ? old.value : this.#integers.get(node.inputs[input] ?? '')?.values;
  }

  #isKnown(name: string): boolean {
    return name === '' || this.#constants.has(name) || this.#integers.has(name);
  }

  #addReader(value: string, node: OnnxNode): void {
    const readers = this.#readers.get(value);
    if (readers) readers.push(node);
    else this.#readers.set(value, [node]);
  }

  #addConstant(name: string, tensor: OnnxTensor): void {
    this.#constants.set(name, tensor);
    const values = integersOf(tensor);
    if (values) this.#integers.set(name, { shape: tensor.dimensions, values });
  }

  /** Whether it is one of those whose value can be used: a tensor, or integers. */
  #addConstantNode({ attributes }: OnnxNode, output: string): boolean {
    const value = attributes.get('value') ?? attributes.get('value_ints') ?? attributes.get('value_int');
    if (value?.kind === 'tensor') this.#addConstant(output, value.value);
    else if (value?.kind === 'ints') this.#integers.set(output, { shape: [value.value.length], values: value.value });
    else if (value?.kind === 'int') this.#integers.set(output, { shape: [], values: [value.value] });
    else return false;
    return true;
  }

  /** The node with its inputs resolved, or nothing where its output is now known by other means. */
  #resolve(node: OnnxNode): OnnxNode[] {
    const resolved = { ...node, inputs: node.inputs.map((name) => this.#same.get(name) ?? name) };
    const [output = ''] = node.outputs;
    const [input = ''] = resolved.inputs;
    if (node.domain !== '') return [resolved];
    if (node.type === 'Constant' && this.#addConstantNode(node, output)) return [];
    if (isPassedOn(node) || this.#isEmptyPad(resolved)) {
      this.#same.set(output, input);
    } else if (!this.#compute(resolved, output) && !this.#isOfShapes(resolved)) {
      return [resolved];
    }
    return [];
  }

  #compute(node: OnnxNode, output: string): boolean {
    const operands = node.inputs.map((name) => this.#integers.get(name));
    const known = operands.filter((operand) => operand !== undefined);
    const result = known.length === operands.length ? computeIntegers(node, known) : undefined;
    if (result) this.#integers.set(output, result);
    return result !== undefined;
  }

  /** Whether it pads by nothing, as PyTorch writes before an average pool. */
  #isEmptyPad(node: OnnxNode): boolean {
    return node.type === 'Pad' && this.integers(node, 1, 'pads')?.every((side) => side === 0) === true;
  }

  /** Whether it computes with the shapes of activations, as `x.view(x.size(0), -1)` does. */
  #isOfShapes(node: OnnxNode): boolean {
    const isShape =
      node.type === 'Shape' ||
      (node.inputs.some((name) => this.#shapes.has(name)) && this.activations(node).length === 0);
    if (isShape) for (const output of node.outputs) this.#shapes.add(output);
    return isShape;
  }
}

function onlyInput([input, ...others]: readonly OnnxValue[], file: string): OnnxValue {
  if (input && others.length === 0) return input;
  const names = [input, ...others].slice(0, 4).map((value) => value?.name ?? 'none');
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  const remedy = 'Export the model with its weights.';
  throw new ThawError({
    operation: file,
    got: `the inputs ${names.join(', ')}${more}`,
    expected: 'one, the picture',
    remedy,
  });
}

/** Whether a node gives its first input on as it is; dropout does so outside training. */
function isPassedOn({ type, attributes, inputs }: OnnxNode): boolean {
  const to = attributes.get('to');
  const isFloatCast = type === 'Cast' && to?.kind === 'int' && floatTypes.includes(to.value);
  return inputs[0] !== undefined && (type === 'Identity' || type === 'Dropout' || isFloatCast);
}

/** A node as messages name it: `/layer1/layer1.0/conv1/Conv (Conv)`. */
export function describeNode({ name, type, outputs }: OnnxNode): string {
  return `${name === '' ? `the one that gives ${outputs[0] ?? 'nothing'}` : name} (${type})`;
}

/** The error for a node that is not what a ResNet of the family has in its place. */
export function misfit(file: string, node: OnnxNode, expected: string, found?: string): ThawError {
  return new ThawError({
    operation: `${file}, node ${describeNode(node)}`,
    got: found ?? node.type,
    expected,
    remedy: 'Only networks of the ResNet family can be loaded.',
  });
}
