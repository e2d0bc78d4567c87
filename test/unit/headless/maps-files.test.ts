/** The files that `features` writes: NumPy arrays and PNG grids. */

import { unzlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { colourTable } from '../../../engine/core/colour-maps.js';
import { drawMaps, rangesOf } from '../../../playground/headless/maps-image.js';
import { encodeNpy } from '../../../playground/headless/npy.js';
import { encodePng } from '../../../playground/headless/png.js';
import type { FeatureValues } from '../../../playground/worker/protocol.js';

function features(shape: readonly number[], values: readonly number[], isSigned = false): FeatureValues {
  return { layer: 'layer1.0', shape, data: Float32Array.from(values), isSigned };
}

describe('.npy', () => {
  test('begins with magic, version and a header that ends on a multiple of 64 bytes', () => {
    const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);
    const file = encodeNpy(bytes, [1, 2, 3, 1]);
    const header = new TextDecoder('latin1').decode(file.subarray(0, 128));
    expect([...file.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    expect(header).toContain("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3, 1), }");
    expect(header.endsWith('\n')).toBe(true);
    expect(file.subarray(128)).toEqual(bytes);
  });

  test('writes a vector as Python does, with a comma', () => {
    const file = encodeNpy(new Uint8Array(8), [2]);
    expect(new TextDecoder('latin1').decode(file)).toContain("'shape': (2,), }");
  });

  test('refuses bytes that do not fill the shape', () => {
    expect(() => encodeNpy(new Uint8Array(8), [3])).toThrow('got 8 bytes, expected 12');
  });
});

describe('PNG', () => {
  test('holds the pixels, row by row, behind a header with the size', () => {
    const pixels = Uint32Array.of(0xff0000ff, 0xff00ff00, 0xffff0000, 0xffffffff, 0xff000000, 0);
    const file = encodePng({ width: 3, height: 2, pixels });
    const view = new DataView(file.buffer, file.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([3, 2]);
    const dataBytes = view.getUint32(33);
    const rows = unzlibSync(file.subarray(41, 41 + dataBytes));
    expect([...rows.subarray(0, 13)]).toEqual([0, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
    expect([...rows.subarray(13)]).toEqual([0, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0]);
  });

  test('ends with the well-known checksum of an empty IEND chunk', () => {
    const file = encodePng({ width: 1, height: 1, pixels: Uint32Array.of(0) });
    expect([...file.subarray(-12)]).toEqual([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
  });
});

describe('a layer as a picture', () => {
  const viridis = colourTable('viridis');
  const diverging = colourTable('diverging');

  test('has ranges for the layer and for each channel', () => {
    expect(rangesOf(features([1, 2, 1, 2], [0, 1, -3, 2]))).toEqual({
      layer: [-3, 2],
      channels: [
        [0, 1],
        [-3, 2],
      ],
    });
  });

  test('gives each channel a cell of whole pixel blocks, with transparent gaps', () => {
    const { width, height, pixels } = drawMaps(features([1, 2, 2, 2], [0, 0, 0, 1, 0, 0, 0, 8]), 'channel');
    expect([width, height]).toEqual([32 + 2 + 32, 32]);
    const at = (x: number, y: number) => pixels[y * width + x];
    expect([at(0, 0), at(15, 15), at(16, 16), at(31, 31)]).toEqual([
      viridis[0],
      viridis[0],
      viridis[255],
      viridis[255],
    ]);
    expect(at(32, 0)).toBe(0);
    expect(at(65, 31)).toBe(viridis[255]);
  });

  test('can put all channels on the range of the layer', () => {
    const { width, pixels } = drawMaps(features([1, 2, 2, 2], [0, 0, 0, 1, 0, 0, 0, 8]), 'layer');
    expect(pixels[31 * width + 31]).toBe(viridis[32]);
  });

  test('draws zero neutral where values have a sign, also where all are zero', () => {
    const { pixels } = drawMaps(features([1, 3], [-2, 0, 1], true), 'layer');
    expect([pixels[0], pixels[34]]).toEqual([diverging[0], diverging[128]]);
    expect(drawMaps(features([1, 1], [0], true), 'channel').pixels[0]).toBe(diverging[128]);
  });
});
