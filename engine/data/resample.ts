/**
 * The geometry and the arithmetic of shrinking a picture, as torchvision and Pillow have them, so that a network sees
 * here what it saw in training.
 *
 * Resize(resize) brings the shorter side to `resize` pixels, CenterCrop(crop) cuts a square from the middle
 * (torchvision, transforms/functional.py). Along each axis, output pixel i is a weighted mean of input pixels:
 *
 *     scale   = input size / output size
 *     centre  = (i + 0.5) * scale
 *     support = max(1, scale)                                  a triangle that widens with the scale: antialiased
 *     weight(j) ~ max(0, 1 - |j + 0.5 - centre| / support),    normalised to a sum of 1, then held as integers of
 *                                                              22 fraction bits (Pillow, src/libImaging/Resample.c)
 *
 * First along x, rounded to 8 bits, then along y. In integers throughout, so every adapter gives the same bytes.
 */

import { expect } from '../core/errors.js';
import type { PixelSize } from './file-format.js';

/** How pictures are brought to a network's input size, in pixels. */
export interface Framing {
  /** The shorter side after resizing. */
  readonly resize: number;
  /** The side of the square cut from the middle; at most `resize`. */
  readonly crop: number;
}

/** Fraction bits of a weight: as many as leave room for 8-bit pixels and a sign. */
export const weightBits = 22;

/** The weights of one axis, for the part of the output that is wanted. */
export interface AxisWeights {
  /** The input pixels that are read at all: `length` from `start` on. */
  readonly start: number;
  readonly length: number;
  /** The most input pixels that an output pixel reads. */
  readonly taps: number;
  /** [outputs]: the first input pixel of each output pixel, counted from `start`. */
  readonly firsts: Uint32Array<ArrayBuffer>;
  /** [outputs, taps]: zero beyond an output pixel's own taps. */
  readonly weights: Int32Array<ArrayBuffer>;
}

/** Width and height after Resize(resize): the longer side is rounded down. */
export function resizedSize({ width, height }: PixelSize, resize: number): PixelSize {
  const long = Math.floor((resize * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? { width: resize, height: long } : { width: long, height: resize };
}

/** A square of a picture, in the picture's pixels. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The square of the original picture that the network sees. */
export function cropOf(width: number, height: number, { resize, crop }: Framing): Crop {
  const resized = resizedSize({ width, height }, resize);
  return {
    x: (cropStart(resized.width, crop) * width) / resized.width,
    y: (cropStart(resized.height, crop) * height) / resized.height,
    size: (crop * Math.min(width, height)) / resize,
  };
}

/** The weights of both axes for a picture. Throws a `ThawError` for a crop that is larger than the resized picture. */
export function frameWeights(size: PixelSize, { resize, crop }: Framing): { x: AxisWeights; y: AxisWeights } {
  expect(crop >= 1 && crop <= resize, () => ({
    operation: 'preprocessing',
    got: `a crop of ${crop} pixels from pictures resized to ${resize}`,
    expected: 'a crop from 1 pixel to the size after resizing',
  }));
  const resized = resizedSize(size, resize);
  return {
    x: axisWeights(size.width, resized.width, cropStart(resized.width, crop), crop),
    y: axisWeights(size.height, resized.height, cropStart(resized.height, crop), crop),
  };
}

/** Python's round((size - crop) / 2), which rounds halves to the even number. */
function cropStart(size: number, crop: number): number {
  const half = (size - crop) / 2;
  const rounded = Math.round(half);
  return rounded - half === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

/** The weights that bring `inputSize` pixels to `outputSize`, for `count` output pixels from `first` on. */
export function axisWeights(inputSize: number, outputSize: number, first: number, count: number): AxisWeights {
  const scale = inputSize / outputSize;
  const support = Math.max(1, scale);
  // Multiplied by, not divided by, as Pillow does: the last bit counts.
  const perSupport = 1 / support;
  const spans = Array.from({ length: count }, (_, index) => {
    const centre = (first + index + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(inputSize, Math.trunc(centre + support + 0.5));
    return { centre, from, to };
  });
  const start = Math.min(...spans.map(({ from }) => from));
  const end = Math.max(...spans.map(({ to }) => to));
  const taps = Math.max(...spans.map(({ from, to }) => to - from));
  const weights = new Int32Array(count * taps);
  spans.forEach(({ centre, from, to }, output) => {
    const triangle = (input: number) => Math.max(0, 1 - Math.abs((input - centre + 0.5) * perSupport));
    let sum = 0;
    for (let input = from; input < to; input++) sum += triangle(input);
    for (let input = from; input < to; input++) {
      weights[output * taps + input - from] = Math.trunc(0.5 + (triangle(input) / sum) * 2 ** weightBits);
    }
  });
  return { start, length: end - start, taps, firsts: Uint32Array.from(spans, ({ from }) => from - start), weights };
}
