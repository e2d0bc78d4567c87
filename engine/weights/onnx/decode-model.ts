/** From the bytes of an ONNX file to plain data: the messages of onnx.proto, by their field numbers. */

import { concatenate } from '../../core/concatenate.js';
import { messageOf, ThawError } from '../../core/errors.js';
import type {
  OnnxAttribute,
  OnnxContent,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from './onnx-model.js';
import { Fields, fieldSource } from './protobuf-fields.js';

/**
 * Decodes a ModelProto. Weights stay where they are: tensors are views into `bytes`.
 * @throws ThawError for bytes that are no protobuf message, or not that of a model with a graph.
 */
export function decodeModel(bytes: Uint8Array, file: string): OnnxModel {
  const expected = 'an ONNX model';
  try {
    const model = new Fields(bytes, fieldSource(file));
    const graph = model.message(7);
    if (!graph) throw new ThawError({ operation: file, got: 'a protobuf message without a graph', expected });
    const standard = model.messages(8).find((operators) => isStandard(operators.text(1)));
    return {
      irVersion: model.number(1),
      opset: standard?.number(2) ?? 1,
      producer: model.text(2),
      documentation: model.text(6),
      metadata: decodeEntries(model.messages(14)),
      graph: decodeGraph(graph),
    };
  } catch (error) {
    if (error instanceof ThawError) throw error;
    const got = `bytes that are no protobuf message (${messageOf(error)})`;
    throw new ThawError({ operation: file, got, expected, remedy: 'The file is damaged: download or copy it again.' });
  }
}

/** Whether a domain is that of ONNX's own operators. */
function isStandard(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function decodeGraph(graph: Fields): OnnxGraph {
  return {
    name: graph.text(2),
    nodes: graph.messages(1).map(decodeNode),
    initialisers: graph.messages(5).map(decodeInitialiser),
    inputs: graph.messages(11).map(decodeValue),
    outputs: graph.messages(12).map(decodeValue),
  };
}

function decodeInitialiser(tensor: Fields): OnnxTensor {
  if (tensor.text(8) === '') throw tensor.unfit('a tensor without a name');
  return decodeTensor(tensor);
}

/** ValueInfoProto, whose type is a tensor type, whose shape is a list of dimensions: each a number or a name. */
function decodeValue(value: Fields): OnnxValue {
  const dimensions = value.message(2)?.message(1)?.message(2)?.messages(1) ?? [];
  return {
    name: value.text(1),
    dimensions: dimensions.map((dimension) => (dimension.has(1) ? dimension.number(1) : dimension.text(2))),
    documentation: value.text(3),
  };
}

function decodeNode(node: Fields): OnnxNode {
  const domain = node.text(7);
  const type = node.text(4);
  if (type === '') throw node.unfit('a node without an operator');
  return {
    name: node.text(3),
    type,
    domain: isStandard(domain) ? '' : domain,
    inputs: node.texts(1),
    outputs: node.texts(2),
    attributes: new Map(node.messages(5).map((attribute) => [attribute.text(1), decodeAttribute(attribute)])),
  };
}

/** By `AttributeProto.AttributeType`; the field of each is read whether it is there or left out as a default. */
function decodeAttribute(attribute: Fields): OnnxAttribute {
  const tensor = attribute.message(5);
  switch (typeOfAttribute(attribute)) {
    case 1:
      return { kind: 'float', value: attribute.number(2) };
    case 2:
      return { kind: 'int', value: attribute.number(3) };
    case 3:
      return { kind: 'string', value: attribute.text(4) };
    case 4:
      return tensor ? { kind: 'tensor', value: decodeTensor(tensor) } : { kind: 'other' };
    case 7:
      return { kind: 'ints', value: attribute.integers(8) };
    default:
      return { kind: 'other' };
  }
}

/** Early versions of the format do not say which type an attribute has: the field that is there tells. */
function typeOfAttribute(attribute: Fields): number {
  const fieldOfType = [2, 3, 4, 5, 6, 7, 8];
  return attribute.number(20) || fieldOfType.findIndex((field) => attribute.has(field)) + 1;
}

function decodeTensor(tensor: Fields): OnnxTensor {
  return {
    name: tensor.text(8),
    dimensions: tensor.integers(1),
    type: tensor.number(2),
    content: decodeContent(tensor),
  };
}

/** The fields that can hold a tensor's numbers; a file uses one of them. */
function decodeContent(tensor: Fields): OnnxContent {
  if (tensor.number(14) === 1) return { kind: 'external', place: decodeEntries(tensor.messages(13)) };
  const varints = [5, 7].find((number) => tensor.has(number));
  if (varints !== undefined) return { kind: 'varints', bytes: whole(tensor.blocks(varints)) };
  const elements = [9, 4, 10].find((number) => tensor.has(number)) ?? 9;
  return { kind: 'elements', bytes: whole(tensor.blocks(elements)) };
}

/** Pieces of a packed list are one list; there is nearly always one, which is not copied. */
function whole(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...rest] = pieces;
  return rest.length === 0 ? first : concatenate(pieces);
}

/** StringStringEntryProto: a key and a value. */
function decodeEntries(entries: readonly Fields[]): Record<string, string> {
  return Object.fromEntries(entries.map((entry) => [entry.text(1), entry.text(2)]));
}
