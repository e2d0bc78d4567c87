/** Features of pictures for tests: normal numbers from a seed, and the same features seen from elsewhere. */

import { randomNormal } from '../engine/core/random.js';
import type { Tensor } from '../engine/weights/tensor.js';

export function randomFeatures(rows: number, width: number, seed: number): Tensor {
  const data = Float32Array.from({ length: rows * width }, (_, index) => randomNormal(seed, 'test', index));
  return { shape: [rows, width], data };
}

/** Features turned in the plane of their first two channels, scaled and moved. */
export function turned({ shape, data }: Tensor, angle: number, scale: number, offset: number): Tensor {
  const [, width = 1] = shape;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return {
    shape,
    data: data.map((value, index) => {
      const [column, row] = [index % width, Math.floor(index / width)];
      const [a, b] = [data[row * width] ?? 0, data[row * width + 1] ?? 0];
      const rotated = column === 0 ? cosine * a - sine * b : column === 1 ? sine * a + cosine * b : value;
      return scale * rotated + offset * (column + 1);
    }),
  };
}
