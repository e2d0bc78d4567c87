/** Reads and writes .safetensors files: named tensors and a little text, without code in them. */

import { sizeOf } from '../core/shape.js';
import { elementFormats } from './element-types.js';
import { beginsAsSafetensors, readHeader } from './safetensors-header.js';
import type { Tensor, Tensors } from './tensor.js';
import type { WeightFile, WeightReader } from './weight-file.js';

export const safetensors: WeightReader = {
  format: 'safetensors',
  recognises: beginsAsSafetensors,
  read: (bytes, name) => readSafetensors(bytes, name),
};

/**
 * Reads float64, float32, float16 and bfloat16 tensors, all as float32. Aligned float32 tensors are views of `bytes`.
 * @param file names the file in errors.
 * @throws ThawError for a file that is cut short, of another format, inconsistent, or holds other floating-point types.
 */
export function readSafetensors(bytes: Uint8Array, file = 'safetensors file'): WeightFile {
  const { entries, metadata, dataStart } = readHeader(bytes, file);
  const tensors = new Map<string, Tensor>();
  const skipped: string[] = [];
  const elementTypes = new Set<string>();
  for (const { name, type, shape, begin, end } of entries) {
    const convert = elementFormats.get(type)?.toFloat32;
    if (!convert) {
      skipped.push(`${name} (${type})`);
      continue;
    }
    elementTypes.add(type);
    tensors.set(name, { shape, data: convert(bytes.subarray(dataStart + begin, dataStart + end)) });
  }
  return { format: 'safetensors', tensors, elementTypes: [...elementTypes], metadata, skipped, notes: [] };
}

/** Writes float32 tensors in the order given; the same tensors and metadata always give the same bytes. */
export function writeSafetensors(
  tensors: Tensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header = encodeHeader(tensors, metadata);
  const dataBytes = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const file = new Uint8Array(8 + header.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let offset = 8 + header.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

function encodeHeader(tensors: Tensors, metadata: Readonly<Record<string, string>>): Uint8Array {
  const header: [string, unknown][] = [];
  const texts = Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (texts.length > 0) header.push(['__metadata__', Object.fromEntries(texts)]);
  let offset = 0;
  for (const [name, { shape }] of tensors) {
    const end = offset + sizeOf(shape) * 4;
    header.push([name, { dtype: 'F32', shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  // Spaces after the JSON are part of the format: with them the data begins at a multiple of 8.
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  padded.set(json);
  return padded;
}
