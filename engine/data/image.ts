/**
 * Decoding of picture files by the browser, with nothing done to their numbers: no colour conversion and no
 * premultiplied alpha, so that every browser gives the same ones. Turned as the camera was held.
 */

import { messageOf, ThawError } from '../core/errors.js';
import { formatOf, pixelSizeOf, type FileFormat, type PixelSize } from './file-format.js';
import type { RgbaImage, Sample } from './sample.js';

/** Larger pictures are refused: decoded, this many pixels take 400 MB. */
const mostPixels = 100e6;
/** A square of this side is the largest texture that every GPU holds. */
const longestShorterSide = 8192;

/**
 * Decodes a picture; close the bitmap when it is done with. `name` is the file's, for errors.
 * @throws ThawError where the bytes are no picture, a damaged one, of a format unknown to the browser, or too large.
 */
export async function decodeImage(source: Blob | Uint8Array<ArrayBuffer>, name: string): Promise<ImageBitmap> {
  const bytes = source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source;
  const format = formatOf(bytes);
  const declared = pixelSizeOf(bytes);
  if (declared) checkSize(declared, name);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type: format?.type ?? '' }), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
      imageOrientation: 'from-image',
    });
  } catch (error) {
    throw new ThawError(undecodable(bytes, format, name, messageOf(error)), { cause: error });
  }
  checkSize(bitmap, name);
  return bitmap;
}

function checkSize({ width, height }: PixelSize, name: string): void {
  if (width * height <= mostPixels && Math.min(width, height) <= longestShorterSide) return;
  throw new ThawError({
    operation: name,
    got: `a picture of ${width} x ${height} pixels`,
    expected: `at most ${mostPixels / 1e6} million pixels, and ${longestShorterSide} along the shorter side`,
    remedy: 'Make the picture smaller.',
  });
}

function undecodable(bytes: Uint8Array, format: FileFormat | undefined, name: string, reason: string) {
  const expected = 'a picture that this browser decodes: PNG, JPEG, WebP, GIF, BMP or AVIF';
  if (bytes.length === 0) return { operation: name, got: 'an empty file', expected };
  if (format === undefined) return { operation: name, got: 'a file of an unknown kind', expected };
  if (format.type === undefined) return { operation: name, got: format.name, expected };
  return { operation: name, got: `${format.name} that cannot be decoded (${reason})`, expected };
}

/** A sample's picture as a file. */
export async function sampleFile(sample: Sample): Promise<Blob> {
  const content = await sample.read();
  if (content instanceof Uint8Array) return new Blob([content], { type: formatOf(content)?.type ?? '' });
  return encodePng(content, sample.name);
}

async function encodePng({ width, height, rgba }: RgbaImage, name: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new ThawError({ operation: name, got: 'no 2D canvas', expected: 'one to encode the picture on' });
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
