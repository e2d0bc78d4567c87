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

/** pixels [N, H, W, 4], bytes -> [N, H, W, 4] = (byte / 255 - mean) / std, 0 as the fourth channel */
export function normalize(pixels: Tensor, { mean, std }: Normalization): Tensor {
  return Tensor.build(pixels.shape, (n = 0, h = 0, w = 0, c = 0) =>
    c === 3 ? 0 : (pixels.at(n, h, w, c) / 255 - (mean[c] ?? 0)) / (std[c] ?? 1),
  );
}
