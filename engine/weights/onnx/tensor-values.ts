/**
 * The numbers of ONNX tensors: weights as float32 in PyTorch's layout, which is ONNX's too, and small integer tensors
 * (shapes, paddings, the places of a slice). What a tensor claims to have is held against the bytes that are there
 * before anything of that size is made.
 */

import { BinaryReader } from '@bufbuild/protobuf/wire';
import { ThawError } from '../../core/errors.js';
import { printShape, sizeOf, type Shape } from '../../core/shape.js';
import { elementFormats } from '../element-types.js';
import type { Tensor } from '../tensor.js';
import { elementType, type OnnxTensor } from './onnx-model.js';

/** Other files that tensors are in, by their `location`. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>;

/** The element types of weights, by their names in safetensors files. */
const weightTypes: ReadonlyMap<number, string> = new Map([
  [elementType.double, 'F64'],
  [elementType.float, 'F32'],
  [elementType.float16, 'F16'],
  [elementType.bfloat16, 'BF16'],
]);

/** How weights are stored, as safetensors files name it; `undefined` for what cannot be weights. */
export function elementTypeOf({ type }: OnnxTensor): string | undefined {
  return weightTypes.get(type);
}

/** What has more integers is no shape or padding of a ResNet. */
const maxIntegers = 64;

/** Whether a tensor of that shape may be computed with: in every dimension, and in all, a few integers. */
export function isSmall(shape: Shape): boolean {
  const isFew = (size: number) => Number.isInteger(size) && size >= 0 && size <= maxIntegers;
  return shape.every(isFew) && isFew(sizeOf(shape));
}

/**
 * The weights that a tensor holds.
 * @param operation names file and tensor in errors.
 * @throws ThawError for another element type, and where the tensor has more or fewer bytes than its shape asks for.
 */
export function weightsOf(tensor: OnnxTensor, external: ExternalFiles, operation: string): Tensor {
  const format = elementFormats.get(elementTypeOf(tensor) ?? '');
  if (!format?.toFloat32) {
    const got = `element type ${tensor.type} of TensorProto.DataType`;
    throw new ThawError({ operation, got, expected: 'weights as float, double, float16 or bfloat16' });
  }
  const shape = tensor.dimensions;
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new ThawError({ operation, got: `shape ${printShape(shape)}`, expected: 'sizes that are not negative' });
  }
  const bytes = bytesOf(tensor, sizeOf(shape), format.bytes, external, operation);
  return { shape, data: format.toFloat32(new Uint8Array(bytes)) };
}

/** The integers of a small tensor; `undefined` for one of another type, or of a size that no shape or padding has. */
export function integersOf({ type, dimensions, content }: OnnxTensor): number[] | undefined {
  const count = sizeOf(dimensions);
  const width = new Map<number, number>([
    [elementType.int32, 4],
    [elementType.int64, 8],
  ]).get(type);
  if (width === undefined || content.kind === 'external' || !isSmall(dimensions)) return undefined;
  const values = content.kind === 'varints' ? varintsOf(content.bytes, count) : fixedOf(content.bytes, width);
  return values.length === count ? values : undefined;
}

/** At most one more than wanted. Broken ones count as none, which is too few. */
function varintsOf(bytes: Uint8Array, count: number): number[] {
  const values: number[] = [];
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < reader.len && values.length <= count) values.push(Number(reader.int64()));
    return values;
  } catch {
    return [];
  }
}

function fixedOf(bytes: Uint8Array, width: number): number[] {
  if (bytes.length > maxIntegers * width) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, index) =>
    width === 4 ? view.getInt32(4 * index, true) : Number(view.getBigInt64(8 * index, true)),
  );
}

/** A tensor's elements in little-endian order: where they can be, a view. */
function bytesOf(
  { content }: OnnxTensor,
  count: number,
  width: number,
  external: ExternalFiles,
  operation: string,
): Uint8Array {
  switch (content.kind) {
    case 'elements':
      checkBytes(content.bytes.length, count * width, operation);
      return content.bytes;
    case 'varints': {
      // Only the bits of half-precision floats are stored so.
      const halves = width === 2 ? varintsOf(content.bytes, count) : [];
      checkBytes(halves.length * width, count * width, operation);
      return new Uint8Array(Uint16Array.from(halves).buffer);
    }
    case 'external':
      return externalBytes(content.place, count * width, external, operation);
  }
}

/** A part of another file, from `offset` on; `length`, where it is given, must be what the shape asks for. */
function externalBytes(
  { location = '', offset = '0', length }: Readonly<Record<string, string>>,
  size: number,
  external: ExternalFiles,
  operation: string,
): Uint8Array {
  const file = external.get(location) ?? new Uint8Array();
  checkBytes(length === undefined ? size : parseCount(length), size, operation);
  const begin = parseCount(offset);
  if (!(begin + size <= file.length)) {
    const got = `${size.toLocaleString('en-US')} bytes at offset ${offset} of ${location}`;
    throw new ThawError({
      operation,
      got,
      expected: `a place within its ${file.length.toLocaleString('en-US')} bytes`,
    });
  }
  return file.subarray(begin, begin + size);
}

/** A number of bytes in decimal digits; anything else is `NaN`. */
function parseCount(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}

function checkBytes(got: number, expected: number, operation: string): void {
  if (got === expected) return;
  const count = (bytes: number) => `${bytes.toLocaleString('en-US')} bytes`;
  throw new ThawError({ operation, got: count(got), expected: `${count(expected)} for its shape` });
}
