/**
 * An ONNX model as plain data: what reading, writing and understanding it have in common. Of onnx.proto, only what a
 * ResNet needs, with the numbers of its enumerations.
 *
 * Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** `TensorProto.DataType` */
export const elementType = { float: 1, int32: 6, int64: 7, float16: 10, double: 11, bfloat16: 16 } as const;

export interface OnnxModel {
  /** Version of the format itself. */
  readonly irVersion: number;
  /** Version of the standard operators. */
  readonly opset: number;
  readonly producer: string;
  readonly documentation: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: OnnxGraph;
}

export interface OnnxGraph {
  readonly name: string;
  /** In an order in which they can be computed. */
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly OnnxTensor[];
  /** Before version 4 of the format, initialisers are among them. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** An input or output of the graph: a float tensor whose dimensions are numbers, names, or left open (``). */
export interface OnnxValue {
  readonly name: string;
  readonly dimensions: readonly (number | string)[];
  readonly documentation: string;
}

export interface OnnxNode {
  /** Often empty. */
  readonly name: string;
  readonly type: string;
  /** Of the operator; empty for the standard ones. */
  readonly domain: string;
  /** Names of values; empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** The kinds that operators of a ResNet have; others are read as `other`, without their value. */
export type OnnxAttribute =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  | { readonly kind: 'other' };

/** A tensor as the file has it: its numbers stay bytes, in one of three places, until they are asked for. */
export interface OnnxTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** One of `elementType`, or another that no weights have. */
  readonly type: number;
  readonly content: OnnxContent;
}

export type OnnxContent =
  /** Elements, one after the other, in little-endian order; what packed floats and doubles are too. */
  | { readonly kind: 'elements'; readonly bytes: Uint8Array }
  /** Packed varints: integers, or the bits of half-precision floats. */
  | { readonly kind: 'varints'; readonly bytes: Uint8Array }
  /** In another file; keys `location`, `offset`, `length`. */
  | { readonly kind: 'external'; readonly place: Readonly<Record<string, string>> };
