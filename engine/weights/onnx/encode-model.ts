/** From plain data to the bytes of an ONNX file: the inverse of decode-model.ts. */

import { elementType } from './onnx-model.js';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.js';
import { WireWriter } from './protobuf-wire.js';

/** Encodes a ModelProto; the same model always gives the same bytes. */
export function encodeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new WireWriter();
  writer.integer(1, model.irVersion);
  text(writer, 2, model.producer);
  text(writer, 6, model.documentation);
  writer.message(7, () => encodeGraph(writer, model.graph));
  writer.message(8, () => writer.integer(2, model.opset));
  entries(writer, 14, model.metadata);
  return writer.finish();
}

function encodeGraph(writer: WireWriter, { name, nodes, initialisers, inputs, outputs }: OnnxGraph): void {
  for (const node of nodes) writer.message(1, () => encodeNode(writer, node));
  text(writer, 2, name);
  for (const tensor of initialisers) writer.message(5, () => encodeTensor(writer, tensor));
  for (const value of inputs) writer.message(11, () => encodeValue(writer, value));
  for (const value of outputs) writer.message(12, () => encodeValue(writer, value));
}

function encodeValue(writer: WireWriter, { name, dimensions, documentation }: OnnxValue): void {
  const encodeDimension = (dimension: number | string) => () =>
    typeof dimension === 'number' ? writer.integer(1, dimension) : text(writer, 2, dimension);
  const encodeTensorType = () => {
    writer.integer(1, elementType.float);
    writer.message(2, () => dimensions.forEach((dimension) => writer.message(1, encodeDimension(dimension))));
  };
  text(writer, 1, name);
  writer.message(2, () => writer.message(1, encodeTensorType));
  text(writer, 3, documentation);
}

function encodeNode(writer: WireWriter, { name, type, domain, inputs, outputs, attributes }: OnnxNode): void {
  // An input that is left out in the middle is an empty name, which has to be there.
  for (const input of inputs) writer.text(1, input);
  for (const output of outputs) writer.text(2, output);
  text(writer, 3, name);
  text(writer, 4, type);
  for (const [key, attribute] of attributes) {
    writer.message(5, () => {
      text(writer, 1, key);
      encodeAttribute(writer, attribute);
    });
  }
  text(writer, 7, domain);
}

const attributeTypes = { other: 0, float: 1, int: 2, string: 3, tensor: 4, ints: 7 } as const;

/** A value in the field of its type, then the number of that type. */
function encodeAttribute(writer: WireWriter, attribute: OnnxAttribute): void {
  encodeAttributeValue(writer, attribute);
  writer.integer(20, attributeTypes[attribute.kind]);
}

function encodeAttributeValue(writer: WireWriter, attribute: OnnxAttribute): void {
  switch (attribute.kind) {
    case 'float':
      writer.float(2, attribute.value);
      break;
    case 'int':
      writer.integer(3, attribute.value);
      break;
    case 'string':
      text(writer, 4, attribute.value);
      break;
    case 'tensor':
      writer.message(5, () => encodeTensor(writer, attribute.value));
      break;
    case 'ints':
      for (const value of attribute.value) writer.integer(8, value);
      break;
    case 'other':
  }
}

function encodeTensor(writer: WireWriter, { name, dimensions, type, content }: OnnxTensor): void {
  for (const dimension of dimensions) writer.integer(1, dimension);
  writer.integer(2, type);
  text(writer, 8, name);
  switch (content.kind) {
    case 'elements':
      writer.delimited(9, content.bytes);
      return;
    case 'varints':
      writer.delimited(type === elementType.int64 ? 7 : 5, content.bytes);
      return;
    case 'external':
      entries(writer, 13, content.place);
      writer.integer(14, 1);
  }
}

function entries(writer: WireWriter, field: number, texts: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(texts)) {
    writer.message(field, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
}

/** An empty text is a field's default, and left out. */
function text(writer: WireWriter, field: number, value: string): void {
  if (value !== '') writer.text(field, value);
}
