/**
 * Numbers that test/fixtures/seeded.py and TypeScript make alike: weights and pictures of the networks whose PyTorch
 * results are in test/fixtures.
 */

import { randomUint32 } from '../engine/core/random.js';
import { sizeOf, type Shape } from '../engine/core/shape.js';
import { roundOfName } from '../engine/weights/initialise.js';
import type { Tensor } from '../engine/weights/tensor.js';

/** Uniform numbers in [-1, 1) before `scale` and `shift`, a function of the name and the seed. */
export function seededTensor(name: string, shape: Shape, { seed = 0, scale = 1, shift = 0 } = {}): Tensor {
  const round = roundOfName(name);
  const draw = (index: number) => shift + scale * (randomUint32(seed, 'test', index, round) / 2 ** 31 - 1);
  const data = new Float32Array(sizeOf(shape));
  for (let index = 0; index < data.length; index++) data[index] = draw(index);
  return { shape, data };
}

export interface NamedShape {
  readonly name: string;
  readonly shape: Shape;
}

/** Parameters under which activations neither die nor explode in evaluation. */
export function seededParameters(parameters: readonly NamedShape[]): Map<string, Tensor> {
  return new Map(parameters.map(({ name, shape }) => [name, seededTensor(name, shape, rangeOf(name, shape))]));
}

function rangeOf(name: string, shape: Shape): { scale: number; shift?: number } {
  if (shape.length === 4) return { scale: Math.sqrt(6 / sizeOf(shape.slice(1))) };
  if (shape.length === 2) return { scale: 0.25 };
  if (name.endsWith('running_var')) return { scale: 0.5, shift: 1 };
  if (name.endsWith('weight')) return { scale: 0.25, shift: 0.5 };
  return { scale: 0.25 };
}

/** A picture of blocks of 4 x 4 pixels, RGBA bytes [size, size, 4], a function of its number. */
export function mosaic(number: number, size = 32): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const block = (Math.floor(y / 4) * 64 + Math.floor(x / 4)) * 3 + channel;
        pixels[(y * size + x) * 4 + channel] = randomUint32(number, 'test', block) >>> 24;
      }
    }
  }
  return pixels;
}
