/**
 * Writes a network as an ONNX file, for ONNX Runtime. The format is protocol buffers; the numbers below are the field
 * numbers of onnx.proto: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

import { inputName, parametersOf, type Layer, type Network } from '../../engine/models/layer.js';
import type { Tensors } from '../../engine/weights/tensor.js';

type Bytes = readonly number[] | Uint8Array;

/** Operator set 17 knows every operator used here. */
const [irVersion, operatorSet] = [8, 17];
const float32 = 1;

/** @param shape of the input, NCHW. */
export function onnxModel(network: Network, weights: Tensors, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const output = network.layers.at(-1)?.name ?? '';
  const classes = network.architecture.classCount;
  const graph = [
    ...network.layers.map((layer) => field(1, node(layer))),
    text(2, 'graph'),
    ...[...weights].map(([name, { shape: own, data }]) => field(5, tensor(name, own, data))),
    field(11, valueInfo(inputName, shape)),
    field(12, valueInfo(output, [shape[0] ?? 1, classes])),
  ];
  const operators = field(8, join([text(1, ''), integer(2, operatorSet)]));
  return join([integer(1, irVersion), operators, field(7, join(graph))]);
}

function node(layer: Layer): Uint8Array {
  const parameters = parametersOf(layer).map(({ name }) => name);
  const [operator, attributes] = operatorOf(layer);
  return join([
    ...[...layer.inputs, ...parameters].map((name) => text(1, name)),
    text(2, layer.name),
    text(4, operator),
    ...attributes.map((attribute) => field(5, attribute)),
  ]);
}

function operatorOf(layer: Layer): [string, Uint8Array[]] {
  switch (layer.kind) {
    case 'conv2d':
    case 'maxPool2d': {
      const { kernelSize, stride, padding } = layer;
      const window = [
        integers('kernel_shape', [kernelSize, kernelSize]),
        integers('strides', [stride, stride]),
        integers('pads', [padding, padding, padding, padding]),
      ];
      return [layer.kind === 'conv2d' ? 'Conv' : 'MaxPool', window];
    }
    case 'batchNorm':
      return ['BatchNormalization', []];
    case 'relu':
      return ['Relu', []];
    case 'add':
      return ['Add', []];
    case 'globalAvgPool':
      return ['ReduceMean', [integers('axes', [2, 3]), flag('keepdims', 0)]];
    case 'linear':
      return ['Gemm', [flag('transB', 1)]];
    case 'avgPool2d':
    case 'subsampleAndPad':
      throw new TypeError('the networks of the bench have plain projections for shortcuts');
  }
}

function integers(name: string, values: readonly number[]): Uint8Array {
  return join([text(1, name), ...values.map((value) => integer(8, value)), integer(20, 7)]);
}

function flag(name: string, value: number): Uint8Array {
  return join([text(1, name), integer(3, value), integer(20, 2)]);
}

function tensor(name: string, shape: readonly number[], data: Float32Array): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join([...shape.map((size) => integer(1, size)), integer(2, float32), text(8, name), field(9, raw)]);
}

function valueInfo(name: string, shape: readonly number[]): Uint8Array {
  const dimensions = join(shape.map((size) => field(1, integer(1, size))));
  const type = join([integer(1, float32), field(2, dimensions)]);
  return join([text(1, name), field(2, field(1, type))]);
}

// Protocol buffers: a key (field number and kind) before each value; kind 0 is a varint, kind 2 bytes with their length.

function integer(number: number, value: number): Uint8Array {
  return join([varint(number << 3), varint(value)]);
}

function field(number: number, bytes: Uint8Array): Uint8Array {
  return join([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function text(number: number, value: string): Uint8Array {
  return field(number, new TextEncoder().encode(value));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

function join(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
