/** PyTorch's results (test/fixtures), in the page as in Node, and in the engine's layouts. */

import { printShape, sizeOf, type Shape } from '../engine/core/shape.js';
import { readSafetensors } from '../engine/weights/safetensors.js';
import type { Tensor } from '../engine/weights/tensor.js';

export class Fixture {
  readonly #file;

  constructor(bytes: Uint8Array) {
    this.#file = readSafetensors(bytes, 'fixture');
  }

  static async fetch(url: string): Promise<Fixture> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`got ${response.status} for ${url}`);
    return new Fixture(await response.bytes());
  }

  /** Operations with parts, `conv2d …/x`: the names before the slash. */
  get operations(): string[] {
    return [...new Set([...this.#file.tensors.keys()].map((name) => name.split('/')[0] ?? ''))];
  }

  /** What follows the prefix in the names that begin with it. */
  names(prefix: string): string[] {
    return [...this.#file.tensors.keys()].flatMap((name) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
  }

  tensor(name: string): Tensor {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw new Error(`got no "${name}" among ${[...this.#file.tensors.keys()].join(', ')}`);
    return tensor;
  }

  /** A value of the metadata; of an operation, its attributes. The caller knows what the script wrote there. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- stands for a cast at every call
  attributes<T>(name: string): T {
    return JSON.parse(this.#file.metadata[name] ?? 'null') as T;
  }
}

/** [N, C, H, W] -> [N, H, W, C] */
export function toNhwc(tensor: Tensor): Tensor {
  return permute(tensor, [0, 2, 3, 1]);
}

/** [N, H, W, C] -> [N, C, H, W] */
export function toNchw(tensor: Tensor): Tensor {
  return permute(tensor, [0, 3, 1, 2]);
}

/** [O, I, KH, KW] -> [KH, KW, I, O] */
export function toHwio(tensor: Tensor): Tensor {
  return permute(tensor, [2, 3, 1, 0]);
}

/** [O, I] -> [I, O] */
export function transpose(tensor: Tensor): Tensor {
  return permute(tensor, [1, 0]);
}

/** [N, 3, H, W] -> [N, H, W, 4], the fourth channel 0. */
export function toPicture({ shape: [count = 0, , height = 0, width = 0], data }: Tensor): Tensor {
  const planes = new Float32Array(count * 4 * height * width);
  const size = 3 * height * width;
  for (let n = 0; n < count; n++) planes.set(data.subarray(n * size, (n + 1) * size), (n * size * 4) / 3);
  return toNhwc({ shape: [count, 4, height, width], data: planes });
}

/** The tensor whose dimension i is dimension `order[i]` of the given one. */
function permute({ shape, data }: Tensor, order: readonly number[]): Tensor {
  const from = strides(shape);
  const permuted = order.map((dimension) => shape[dimension] ?? 0);
  if (permuted.length !== shape.length) throw new Error(`got ${printShape(shape)} for ${order.length} dimensions`);
  const to = strides(permuted);
  const result = new Float32Array(data.length);
  for (let index = 0; index < result.length; index++) {
    let source = 0;
    order.forEach((dimension, place) => {
      source += (Math.floor(index / (to[place] ?? 1)) % (permuted[place] ?? 1)) * (from[dimension] ?? 0);
    });
    result[index] = data[source] ?? NaN;
  }
  return { shape: permuted, data: result };
}

function strides(shape: Shape): number[] {
  return shape.map((_, dimension) => sizeOf(shape.slice(dimension + 1)));
}
