/**
 * NumPy's array file, version 1.0: the magic `\x93NUMPY`, the version, the header's length, a header that is a Python
 * dictionary padded with spaces to a multiple of 64 bytes in all, then the numbers, little-endian, in C order.
 *
 * Source: numpy.lib.format, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

import { sizeOf, type Shape } from '../../engine/core/shape.js';
import { ThawError } from '../../engine/core/errors.js';

const prefixBytes = 10;

/** `bytes` are the little-endian float32 values of an array of that shape. */
export function encodeNpy(bytes: Uint8Array, shape: Shape): Uint8Array {
  if (bytes.length !== 4 * sizeOf(shape)) {
    throw new ThawError({
      operation: '.npy file',
      got: `${bytes.length} bytes`,
      expected: `${4 * sizeOf(shape)}, four for each value of [${shape.join(', ')}]`,
    });
  }
  const header = new TextEncoder().encode(headerText(shape));
  const file = new Uint8Array(prefixBytes + header.length + bytes.length);
  file.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(file.buffer).setUint16(8, header.length, true);
  file.set(header, prefixBytes);
  file.set(bytes, prefixBytes + header.length);
  return file;
}

function headerText(shape: Shape): string {
  const tuple = shape.length === 1 ? `(${shape[0] ?? 0},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padding = 63 - ((prefixBytes + dictionary.length) % 64);
  return `${dictionary}${' '.repeat(padding)}\n`;
}
