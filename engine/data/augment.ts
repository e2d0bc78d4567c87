/**
 * Augmentation: how a training image is changed by chance. What is drawn is a pure function of the seed, the sample and
 * the round (an epoch, or the number of a cached copy); shaders/augment.wgsl applies it.
 */

import { randomUniform } from '../core/random.js';

/** The ranges that are drawn from; all off is the image as it is. */
export interface Augmentation {
  /** Mirrors left to right, every other time. */
  readonly flip: boolean;
  /** Pixels by which an image is shifted at most, each way; what comes in is black. */
  readonly crop: number;
  /** Factors are drawn from 1 - x to 1 + x, as torchvision's ColorJitter does. */
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

/** What is done to one image, in this order. */
export interface Draw {
  /** Columns and rows that it is shifted to the left and up. */
  readonly dx: number;
  readonly dy: number;
  readonly flip: boolean;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

export const neutralDraw: Draw = { dx: 0, dy: 0, flip: false, brightness: 1, contrast: 1, saturation: 1 };

/** Numbers that the kernel reads for each image. */
export const drawSize = 8;

export function isColoured({ brightness, contrast, saturation }: Augmentation): boolean {
  return brightness > 0 || contrast > 0 || saturation > 0;
}

export function drawAugmentation(ranges: Augmentation, seed: number, sample: number, round: number): Draw {
  // Every quantity has counters of its own, so that turning one off leaves the others as they are.
  const uniform = (quantity: number) => randomUniform(seed, 'augment', sample + quantity * 2 ** 24, round);
  const shift = (quantity: number) => Math.floor(uniform(quantity) * (2 * ranges.crop + 1)) - ranges.crop;
  const factor = (range: number, quantity: number) => 1 + range * (2 * uniform(quantity) - 1);
  return {
    flip: ranges.flip && uniform(0) < 0.5,
    dx: shift(1),
    dy: shift(2),
    brightness: factor(ranges.brightness, 3),
    contrast: factor(ranges.contrast, 4),
    saturation: factor(ranges.saturation, 5),
  };
}

/** [N, 8] for the kernel. */
export function packDraws(draws: readonly Draw[]): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(draws.length * drawSize);
  draws.forEach(({ dx, dy, flip, brightness, contrast, saturation }, index) => {
    packed.set([dx, dy, Number(flip), 0, brightness, contrast, saturation, 0], index * drawSize);
  });
  return packed;
}
