/**
 * PNG files: a signature, then chunks (length, type, data, CRC-32) with the header, the zlib-compressed rows, each
 * behind a byte that names its filter (0: none), and the end.
 *
 * Source: PNG specification, third edition, https://www.w3.org/TR/png-3/
 */

import { zlibSync } from 'fflate';
import { crc32 } from '../../engine/data/crc32.js';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** [height, width], one RGBA8 colour each, red in the lowest byte. */
  readonly pixels: Uint32Array;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const [bitDepth, colourTypeRgba] = [8, 6];

export function encodePng({ width, height, pixels }: Image): Uint8Array {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([bitDepth, colourTypeRgba], 8);

  const pitch = 1 + 4 * width;
  const rows = new DataView(new ArrayBuffer(height * pitch));
  pixels.forEach((colour, index) => {
    const x = index % width;
    rows.setUint32(((index - x) / width) * pitch + 1 + 4 * x, colour, true);
  });
  const data = zlibSync(new Uint8Array(rows.buffer));
  return Buffer.concat([
    Uint8Array.from(signature),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
