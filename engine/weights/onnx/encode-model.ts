/** From plain data to the bytes of an ONNX file: the inverse of decode-model.ts. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { elementType } from './onnx-model.js';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.js';

/** Encodes a ModelProto; the same model always gives the same bytes. */
export function encodeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  integer(writer, 1, model.irVersion);
  text(writer, 2, model.producer);
  text(writer, 6, model.documentation);
  message(writer, 7, () => encodeGraph(writer, model.graph));
  message(writer, 8, () => integer(writer, 2, model.opset));
  entries(writer, 14, model.metadata);
  return writer.finish();
}

function encodeGraph(writer: BinaryWriter, { name, nodes, initialisers, inputs, outputs }: OnnxGraph): void {
  for (const node of nodes) message(writer, 1, () => encodeNode(writer, node));
  text(writer, 2, name);
  for (const tensor of initialisers) message(writer, 5, () => encodeTensor(writer, tensor));
  for (const value of inputs) message(writer, 11, () => encodeValue(writer, value));
  for (const value of outputs) message(writer, 12, () => encodeValue(writer, value));
}

function encodeValue(writer: BinaryWriter, { name, dimensions, documentation }: OnnxValue): void {
  const encodeDimension = (dimension: number | string) => () =>
    typeof dimension === 'number' ? integer(writer, 1, dimension) : text(writer, 2, dimension);
  const encodeTensorType = () => {
    integer(writer, 1, elementType.float);
    message(writer, 2, () => dimensions.forEach((dimension) => message(writer, 1, encodeDimension(dimension))));
  };
  text(writer, 1, name);
  message(writer, 2, () => message(writer, 1, encodeTensorType));
  text(writer, 3, documentation);
}

function encodeNode(writer: BinaryWriter, { name, type, domain, inputs, outputs, attributes }: OnnxNode): void {
  // An input that is left out in the middle is an empty name, which has to be there.
  for (const input of inputs) writer.tag(1, WireType.LengthDelimited).string(input);
  for (const output of outputs) writer.tag(2, WireType.LengthDelimited).string(output);
  text(writer, 3, name);
  text(writer, 4, type);
  for (const [key, attribute] of attributes) {
    message(writer, 5, () => {
      text(writer, 1, key);
      encodeAttribute(writer, attribute);
    });
  }
  text(writer, 7, domain);
}

const attributeTypes = { other: 0, float: 1, int: 2, string: 3, tensor: 4, ints: 7 } as const;

/** A value in the field of its type, then the number of that type. */
function encodeAttribute(writer: BinaryWriter, attribute: OnnxAttribute): void {
  encodeAttributeValue(writer, attribute);
  integer(writer, 20, attributeTypes[attribute.kind]);
}

function encodeAttributeValue(writer: BinaryWriter, attribute: OnnxAttribute): void {
  switch (attribute.kind) {
    case 'float':
      writer.tag(2, WireType.Bit32).float(attribute.value);
      break;
    case 'int':
      integer(writer, 3, attribute.value);
      break;
    case 'string':
      text(writer, 4, attribute.value);
      break;
    case 'tensor':
      message(writer, 5, () => encodeTensor(writer, attribute.value));
      break;
    case 'ints':
      for (const value of attribute.value) integer(writer, 8, value);
      break;
    case 'other':
  }
}

function encodeTensor(writer: BinaryWriter, { name, dimensions, type, content }: OnnxTensor): void {
  for (const dimension of dimensions) integer(writer, 1, dimension);
  integer(writer, 2, type);
  text(writer, 8, name);
  switch (content.kind) {
    case 'elements':
      writer.tag(9, WireType.LengthDelimited).bytes(content.bytes);
      return;
    case 'varints':
      writer.tag(type === elementType.int64 ? 7 : 5, WireType.LengthDelimited).bytes(content.bytes);
      return;
    case 'external':
      entries(writer, 13, content.place);
      integer(writer, 14, 1);
  }
}

function entries(writer: BinaryWriter, field: number, texts: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(texts)) {
    message(writer, field, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
}

function message(writer: BinaryWriter, field: number, encode: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  encode();
  writer.join();
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  // The largest integers are no numbers of JavaScript: 2^63 - 1, "to the end" of a slice, is rounded up to 2^63.
  const whole = BigInt.asIntN(64, value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));
  writer.tag(field, WireType.Varint).int64(whole);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  if (value !== '') writer.tag(field, WireType.LengthDelimited).string(value);
}
