/**
 * The element types of weight files: how many bytes an element has, and how it becomes float32. What counts rather
 * than weighs (integers and booleans, such as batch norm's `num_batches_tracked`) is known, but not converted.
 */

export interface ElementFormat {
  readonly bytes: number;
  /**
   * The elements as float32, from bytes in little-endian order; absent for types that hold no weights. Float32 that is
   * aligned in its buffer is not copied: the result is a view of `bytes`.
   */
  readonly toFloat32?: (bytes: Uint8Array) => Float32Array<ArrayBuffer>;
}

/** By their names in safetensors files. */
export const elementFormats: ReadonlyMap<string, ElementFormat> = new Map<string, ElementFormat>([
  ['F64', { bytes: 8, toFloat32: (bytes) => new Float32Array(new Float64Array(...aligned(bytes, 8))) }],
  ['F32', { bytes: 4, toFloat32: (bytes) => new Float32Array(...aligned(bytes, 4)) }],
  ['F16', { bytes: 2, toFloat32: (bytes) => float32FromBits(bytes, bitsOfFloat16) }],
  ['BF16', { bytes: 2, toFloat32: (bytes) => float32FromBits(bytes, (bits) => bits << 16) }],
  ...['BOOL', 'U8', 'I8'].map((name) => [name, { bytes: 1 }] as const),
  ...['U16', 'I16'].map((name) => [name, { bytes: 2 }] as const),
  ...['U32', 'I32'].map((name) => [name, { bytes: 4 }] as const),
  ...['U64', 'I64'].map((name) => [name, { bytes: 8 }] as const),
]);

/** Where a typed array over those bytes lies: buffer, offset, length. They are copied where their place forbids one. */
function aligned(bytes: Uint8Array, elementBytes: number): [ArrayBuffer, number, number] {
  const { buffer, byteOffset, byteLength } = bytes;
  const length = byteLength / elementBytes;
  if (buffer instanceof ArrayBuffer && byteOffset % elementBytes === 0) return [buffer, byteOffset, length];
  return [new Uint8Array(bytes).buffer, 0, length];
}

function float32FromBits(bytes: Uint8Array, toBits: (half: number) => number): Float32Array<ArrayBuffer> {
  const halves = new Uint16Array(...aligned(bytes, 2));
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < bits.length; index++) bits[index] = toBits(halves[index] ?? 0);
  return new Float32Array(bits.buffer);
}

/**
 * The float32 bits of a float16: the exponent's bias goes from 15 to 127 and the fraction from 10 bits to 23.
 * Every float16 is a float32 exactly; its subnormals, fraction * 2^-24, become normal numbers.
 */
function bitsOfFloat16(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f80_0000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const leadingZeros = Math.clz32(fraction) - 21;
  const normalised = (fraction << leadingZeros) & 0x3ff;
  return sign | ((113 - leadingZeros) << 23) | (normalised << 13);
}
