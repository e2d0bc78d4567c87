/** ONNX models for tests: the smallest that is a ResNet, and real ones with something changed. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import { elementType } from '../../engine/weights/onnx/onnx-model.js';
import type {
  OnnxAttribute,
  OnnxContent,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
} from '../../engine/weights/onnx/onnx-model.js';
import { seededTensor } from '../seeded.js';

type Attributes = Readonly<Record<string, OnnxAttribute>>;

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const ints = (...value: number[]): OnnxAttribute => ({ kind: 'ints', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });

export function onnxNode(
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: Attributes = {},
): OnnxNode {
  const entries = new Map(Object.entries(attributes));
  return { name: `the ${output}`, type, domain: '', inputs, outputs: [output], attributes: entries };
}

export function elements(data: { readonly buffer: ArrayBuffer }): OnnxContent {
  return { kind: 'elements', bytes: new Uint8Array(data.buffer) };
}

/** Seeded by its name. */
export function floatTensor(name: string, ...dimensions: number[]): OnnxTensor {
  return { name, dimensions, type: elementType.float, content: elements(seededTensor(name, dimensions).data) };
}

export function integerTensor(name: string, ...values: number[]): OnnxTensor {
  const numbers = BigInt64Array.from(values, BigInt);
  return { name, dimensions: [values.length], type: elementType.int64, content: elements(numbers) };
}

const padded = { pads: ints(1, 1, 1, 1) };

/** A 3x3 stem of two channels, one block, a head of two classes; batch norm folded, tensors named by numbers. */
export function tinyModel(): OnnxModel {
  const value = (name: string, ...dimensions: number[]) => ({ name, dimensions, documentation: '' });
  return {
    irVersion: 7,
    opset: 13,
    producer: 'a test',
    documentation: '',
    metadata: { classes: '["cat", "dog"]' },
    graph: {
      name: 'tiny',
      nodes: [
        onnxNode('Conv', ['x', '1', '2'], 'stem', padded),
        onnxNode('Relu', ['stem'], 'begin'),
        onnxNode('Conv', ['begin', '3', '4'], 'first', padded),
        onnxNode('Relu', ['first'], 'middle'),
        onnxNode('Conv', ['middle', '5', '6'], 'second', padded),
        onnxNode('Add', ['second', 'begin'], 'sum'),
        onnxNode('Relu', ['sum'], 'end'),
        onnxNode('GlobalAveragePool', ['end'], 'mean'),
        onnxNode('Flatten', ['mean'], 'flat'),
        onnxNode('Gemm', ['flat', '7', '8'], 'y', { transB: int(1) }),
      ],
      initialisers: [
        floatTensor('1', 2, 3, 3, 3),
        floatTensor('2', 2),
        floatTensor('3', 2, 2, 3, 3),
        floatTensor('4', 2),
        floatTensor('5', 2, 2, 3, 3),
        floatTensor('6', 2),
        floatTensor('7', 2, 2),
        floatTensor('8', 2),
      ],
      inputs: [value('x', 1, 3, 8, 8)],
      outputs: [value('y', 1, 2)],
    },
  };
}

/** A valid file of a few hundred bytes. */
export function tinyOnnx(): Uint8Array<ArrayBuffer> {
  return encodeModel(tinyModel());
}

/** A protobuf message of any fields, right or wrong: numbers as varints, bytes with their length. */
export function message(...fields: readonly (readonly [number, Uint8Array | number])[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [field, value] of fields) {
    if (typeof value === 'number') writer.tag(field, WireType.Varint).int64(value);
    else writer.tag(field, WireType.LengthDelimited).bytes(value);
  }
  return writer.finish();
}

/** A file of any graph. */
export function modelOf(graph: Uint8Array): Uint8Array<ArrayBuffer> {
  return message([1, 7], [7, graph]);
}

/** Changes the nodes of a model: each becomes none, itself or several. */
export function editNodes(model: OnnxModel, edit: (node: OnnxNode) => OnnxNode | readonly OnnxNode[]): OnnxModel {
  return { ...model, graph: { ...model.graph, nodes: model.graph.nodes.flatMap(edit) } };
}

/** Changes the node that gives a value. */
export function editNode(
  model: OnnxModel,
  output: string,
  edit: (node: OnnxNode) => OnnxNode | readonly OnnxNode[],
): OnnxModel {
  return editNodes(model, (node) => (node.outputs[0] === output ? edit(node) : node));
}

/** Changes the tensors of a model: each becomes none, itself or several. */
export function editTensors(
  model: OnnxModel,
  edit: (tensor: OnnxTensor) => OnnxTensor | readonly OnnxTensor[],
): OnnxModel {
  return { ...model, graph: { ...model.graph, initialisers: model.graph.initialisers.flatMap(edit) } };
}

/** As `editTensors`, for the one of that name. */
export function editTensor(
  model: OnnxModel,
  name: string,
  edit: (tensor: OnnxTensor) => OnnxTensor | readonly OnnxTensor[],
): OnnxModel {
  return editTensors(model, (tensor) => (tensor.name === name ? edit(tensor) : tensor));
}

export function withTensors(model: OnnxModel, ...tensors: OnnxTensor[]): OnnxModel {
  return { ...model, graph: { ...model.graph, initialisers: [...model.graph.initialisers, ...tensors] } };
}

/** The node with some attributes set. */
export function withAttributes(node: OnnxNode, attributes: Attributes): OnnxNode {
  return { ...node, attributes: new Map([...node.attributes, ...Object.entries(attributes)]) };
}
