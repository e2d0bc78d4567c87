/** What files are told to be from their first bytes. */

import { describe, expect, it } from 'vitest';
import { formatOf, pixelSizeOf } from '../../engine/data/file-format.js';

/** Bytes from characters, of which each is one byte. */
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const files = {
  png: bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03\x08\x02\0\0\0'),
  jpeg: bytes('\xff\xd8\xff\xe0\0\x06JFIF\xff\xff\xc4\0\x03x\xff\xc2\0\x0b\x08\0\x07\x01\0\x03'),
  gif: bytes('GIF89a\x02\x01\x03\0'),
  bmp: bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x05\0\0\0\xfd\xff\xff\xff'),
  lossyWebp: bytes('RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x05\x40\x06\0'),
  losslessWebp: bytes('RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x04\x40\x01\0'),
  extendedWebp: bytes('RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x04\0\0\x05\0\x01'),
};

describe('the format of a file', () => {
  it.each([
    ['a PNG picture', files.png],
    ['a JPEG picture', files.jpeg],
    ['a GIF picture', files.gif],
    ['a BMP picture', files.bmp],
    ['a WebP picture', files.lossyWebp],
    ['an AVIF picture', bytes('\0\0\0\x1cftypavif')],
    ['a HEIC picture', bytes('\0\0\0\x18ftypheic')],
    ['a TIFF picture', bytes('II*\0\x08')],
    ['a video', bytes('\0\0\0\x18ftypisom')],
    ['a zip archive', bytes('PK\x03\x04')],
    ['a PDF document', bytes('%PDF-1.7')],
    ['an SVG drawing', bytes('<?xml version="1.0"?><svg')],
    ['an HTML page', bytes('\n<!DOCTYPE html>')],
    ['a text file', bytes('version 2, of notes\n')],
  ])('is %s', (name, start) => {
    expect(formatOf(start)?.name).toBe(name);
  });

  it('is unknown for bytes that are none of these', () => {
    expect(formatOf(Uint8Array.of(0, 1, 2, 3))).toBeUndefined();
    expect(formatOf(new Uint8Array())).toBeUndefined();
  });
});

describe('the size of a picture', () => {
  it.each([
    ['PNG', files.png, 258, 3],
    ['JPEG, progressive and with filling', files.jpeg, 256, 7],
    ['GIF', files.gif, 258, 3],
    ['BMP, from the top', files.bmp, 5, 3],
    ['lossy WebP', files.lossyWebp, 5, 6],
    ['lossless WebP', files.losslessWebp, 5, 6],
    ['extended WebP', files.extendedWebp, 5, 65_542],
  ])('is known before decoding: %s', (_, start, width, height) => {
    expect(pixelSizeOf(start)).toEqual({ width, height });
  });

  it('is not known for a file that ends before it says, or that is no picture', () => {
    expect(pixelSizeOf(files.png.subarray(0, 18))).toBeUndefined();
    expect(pixelSizeOf(files.jpeg.subarray(0, 12))).toBeUndefined();
    expect(pixelSizeOf(bytes('%PDF'))).toBeUndefined();
  });
});
