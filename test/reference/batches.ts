/** References: rows of a table by index, and pixels normalised for a network. */

import { Tensor } from './tensor.js';

/** table [R, ...] -> [N, ...] */
export function gatherRows(table: Tensor, indices: readonly number[]): Tensor {
  const [, ...rowShape] = table.shape;
  return Tensor.build([indices.length, ...rowShape], (n = 0, ...rest) => table.at(indices[n] ?? -1, ...rest));
}

export interface Normalization {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/**
 * pixels [N, H, W, 4], bytes -> [N, H, W, 4] = (byte / 255 - mean) / std, 0 as the fourth channel
 * @param flips one for each image: 1 mirrors it left to right.
 */
export function normalize(pixels: Tensor, { mean, std }: Normalization, flips: readonly number[] = []): Tensor {
  const width = pixels.size(2);
  return Tensor.build(pixels.shape, (n = 0, h = 0, w = 0, c = 0) => {
    if (c === 3) return 0;
    const column = flips[n] === 1 ? width - 1 - w : w;
    return (pixels.at(n, h, column, c) / 255 - (mean[c] ?? 0)) / (std[c] ?? 1);
  });
}
