/**
 * The geometry and the arithmetic of shrinking a picture, as torchvision and Pillow have them, so that a network sees
 * here what it saw in training.
 *
 * Resize(resize) brings the shorter side to `resize` pixels, CenterCrop(crop) cuts a square from the middle
 * (torchvision, transforms/functional.py). Along each axis, output pixel i is a weighted mean of input pixels:
 *
 *     scale   = input size / output size
 *     stretch = max(1, scale)                                  kernels widen with the scale: antialiased
 *     centre  = (i + 0.5) * scale
 *     weight(j) ~ kernel(|j + 0.5 - centre| / stretch),        normalised to a sum of 1, then held as integers of
 *                                                              22 fraction bits (Pillow, src/libImaging/Resample.c)
 *
 *     bilinear   kernel(x) = 1 - x                                            for x < 1, else 0
 *     bicubic    kernel(x) = (a + 2) x^3 - (a + 3) x^2 + 1                    for x < 1
 *                            a x^3 - 5 a x^2 + 8 a x - 4 a                    for x < 2, else 0, with a = -0.5
 *                            (Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981)
 *
 * First along x, rounded to 8 bits and held within them (a bicubic mean can leave their range), then along y. In integers
 * throughout, so every adapter gives the same bytes.
 */

import { expect } from '../core/errors.js';
import type { PixelSize } from './file-format.js';

export type Interpolation = 'bilinear' | 'bicubic';

/** How pictures are brought to a network's input size, in pixels. */
export interface Framing {
  /** The shorter side after resizing. */
  readonly resize: number;
  /** The side of the square cut from the middle; at most `resize`. */
  readonly crop: number;
  readonly interpolation: Interpolation;
}

/** A function of the distance from an output pixel's centre; it is 0 from `radius` on. */
interface Kernel {
  readonly radius: number;
  readonly at: (distance: number) => number;
}

const a = -0.5;

/** In the order of Pillow's operations: the last bit counts. */
const kernels: Readonly<Record<Interpolation, Kernel>> = {
  bilinear: { radius: 1, at: (x) => Math.max(0, 1 - x) },
  bicubic: {
    radius: 2,
    at: (x) => {
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    },
  },
};

/** Whether two framings make the same pixels of a picture. */
export function sameFraming(one: Framing, other: Framing): boolean {
  return one.resize === other.resize && one.crop === other.crop && one.interpolation === other.interpolation;
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
export function cropOf(width: number, height: number, { resize, crop }: Pick<Framing, 'resize' | 'crop'>): Crop {
  const resized = resizedSize({ width, height }, resize);
  return {
    x: (cropStart(resized.width, crop) * width) / resized.width,
    y: (cropStart(resized.height, crop) * height) / resized.height,
    size: (crop * Math.min(width, height)) / resize,
  };
}

/** The weights of both axes for a picture. Throws a `ThawError` for a crop that is larger than the resized picture. */
export function frameWeights(size: PixelSize, framing: Framing): { x: AxisWeights; y: AxisWeights } {
  const { resize, crop, interpolation } = framing;
  expect(crop >= 1 && crop <= resize, () => ({
    operation: 'preprocessing',
    got: `a crop of ${crop} pixels from pictures resized to ${resize}`,
    expected: 'a crop from 1 pixel to the size after resizing',
  }));
  const resized = resizedSize(size, resize);
  return {
    x: axisWeights(size.width, resized.width, cropStart(resized.width, crop), crop, interpolation),
    y: axisWeights(size.height, resized.height, cropStart(resized.height, crop), crop, interpolation),
  };
}

/** Python's round((size - crop) / 2), which rounds halves to the even number. */
function cropStart(size: number, crop: number): number {
  const half = (size - crop) / 2;
  const rounded = Math.round(half);
  return rounded - half === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

/** The weights that bring `inputSize` pixels to `outputSize`, for `count` output pixels from `first` on. */
export function axisWeights(
  inputSize: number,
  outputSize: number,
  first: number,
  count: number,
  interpolation: Interpolation,
): AxisWeights {
  const kernel = kernels[interpolation];
  const scale = inputSize / outputSize;
  const stretch = Math.max(1, scale);
  const support = kernel.radius * stretch;
  // Multiplied by, not divided by, as Pillow does: the last bit counts.
  const perStretch = 1 / stretch;
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
    const weightOf = (input: number) => kernel.at(Math.abs((input - centre + 0.5) * perStretch));
    let sum = 0;
    for (let input = from; input < to; input++) sum += weightOf(input);
    for (let input = from; input < to; input++) {
      weights[output * taps + input - from] = fixedPoint(weightOf(input) / sum);
    }
  });
  return { start, length: end - start, taps, firsts: Uint32Array.from(spans, ({ from }) => from - start), weights };
}

/** Rounded, halves away from 0. */
function fixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** weightBits + 0.5 * Math.sign(weight));
}
