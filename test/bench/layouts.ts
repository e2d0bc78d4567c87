/** From Thaw's layouts (NHWC, [KH, KW, C, O]) to those of others, and back. */

import { sizeOf, type Shape } from '../../engine/core/shape.js';
import type { Operand } from './contender.js';

export const toNchw = [0, 3, 1, 2];
export const fromNchw = [0, 2, 3, 1];
/** [KH, KW, C, O] -> [O, C, KH, KW], as PyTorch and ONNX have it. */
export const toOihw = [3, 2, 0, 1];
export const fromOihw = [2, 3, 1, 0];

/** The same numbers with the dimensions in another order: dimension `i` of the result is dimension `order[i]`. */
export function permute({ shape, data }: Operand, order: readonly number[]): Operand {
  const strides = shape.map((_, dimension) => sizeOf(shape.slice(dimension + 1)));
  const permuted = order.map((dimension) => shape[dimension] ?? 1);
  const steps = order.map((dimension) => strides[dimension] ?? 1);
  const result = new Float32Array(data.length);
  const place = permuted.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] ?? 0;
    from += advance(place, permuted, steps);
  }
  return { shape: permuted, data: result };
}

/** Moves a place on by one; gives by how much its number in the other order changes. */
function advance(place: number[], shape: Shape, steps: readonly number[]): number {
  let change = 0;
  for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
    const [position = 0, size = 1, step = 0] = [place[dimension], shape[dimension], steps[dimension]];
    if (position + 1 < size) {
      place[dimension] = position + 1;
      return change + step;
    }
    place[dimension] = 0;
    change -= position * step;
  }
  return change;
}

/** A result of `shape` in another layout, put back into Thaw's. */
export function restore(data: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  return permute({ shape, data: new Float32Array(data) }, order).data;
}
