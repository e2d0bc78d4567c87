/**
 * A tensor as PyTorch keeps it: a view of a storage, which several tensors may share. Its element at [i, j, …] is number
 *
 *     offset + i stride[0] + j stride[1] + …
 *
 * of the storage. Checked when it is made, read only when it is asked for: what nobody asks for costs nothing.
 */

import { ThawError } from '../../core/errors.js';
import { printShape, sizeOf, type Shape } from '../../core/shape.js';
import { elementFormats } from '../element-types.js';
import type { Tensor } from '../tensor.js';

/** Numbers of one type in a row. */
export class Storage {
  constructor(
    /** As safetensors names it: `F32`. */
    readonly type: string,
    /** Elements. */
    readonly length: number,
    /** Of `length` elements exactly, in little-endian order. */
    readonly bytes: () => Uint8Array,
  ) {}
}

/** PyTorch itself allows 64, convolutions have 4. */
const mostDimensions = 16;

export class TorchTensor {
  /** @throws ThawError where the view does not lie within its storage. */
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: Shape,
    readonly stride: readonly number[],
    file: string,
  ) {
    const sizes = [offset, ...shape, ...stride];
    const isWellFormed =
      shape.length === stride.length && sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
    if (isWellFormed && this.#end <= storage.length && Number.isSafeInteger(this.size)) return;
    throw new ThawError({
      operation: file,
      got: `a tensor ${printShape(shape)} with stride ${printShape(stride)} from element ${offset} on`,
      expected: `a view within the ${storage.length.toLocaleString('en-US')} elements of its storage`,
      remedy: 'The file is damaged, or made to do harm.',
    });
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Whether it can be read as float32, or holds integers or booleans. */
  get isFloatingPoint(): boolean {
    return elementFormats.get(this.storage.type)?.toFloat32 !== undefined;
  }

  /** As float32. Numbers that lie in a row and need no conversion are a view of the file's own bytes. */
  read(): Tensor {
    const { bytes: width = 0, toFloat32 } = elementFormats.get(this.storage.type) ?? {};
    if (!toFloat32) throw new Error(`${this.storage.type} holds no weights`);
    const stored = this.storage.bytes();
    const row = this.#isContiguous
      ? stored.subarray(this.offset * width, (this.offset + this.size) * width)
      : this.#gather(stored, width);
    return { shape: this.shape, data: toFloat32(row) };
  }

  /** One behind the last element of the storage that is used. */
  get #end(): number {
    if (this.size === 0) return 0;
    const reach = this.shape.reduce((sum, size, dimension) => sum + (size - 1) * (this.stride[dimension] ?? 0), 0);
    return this.offset + reach + 1;
  }

  /** Row-major; the stride of a dimension of size 1 says nothing. */
  get #isContiguous(): boolean {
    let expected = 1;
    return this.shape.toReversed().every((size, index) => {
      const isInRow = size === 1 || this.stride.at(-1 - index) === expected;
      expected *= size;
      return isInRow;
    });
  }

  /** The bytes of the elements in row-major order. */
  #gather(stored: Uint8Array, width: number): Uint8Array {
    const row = new Uint8Array(this.size * width);
    const index = this.shape.map(() => 0);
    let source = this.offset;
    for (let target = 0; target < row.length; target += width) {
      for (let byte = 0; byte < width; byte++) row[target + byte] = stored[source * width + byte] ?? 0;
      source += this.#advance(index);
    }
    return row;
  }

  /** Counts `index` up, the last dimension fastest, and gives by how much the place in the storage changes. */
  #advance(index: number[]): number {
    let change = 0;
    for (let dimension = index.length - 1; dimension >= 0; dimension--) {
      const stride = this.stride[dimension] ?? 0;
      const next = (index[dimension] ?? 0) + 1;
      if (next < (this.shape[dimension] ?? 0)) {
        index[dimension] = next;
        return change + stride;
      }
      index[dimension] = 0;
      change -= (next - 1) * stride;
    }
    return change;
  }
}

/** Makes a tensor from what a pickle gives, whatever that is. */
export function tensorFrom(storage: Storage, [offset, shape, stride]: readonly unknown[], file: string): TorchTensor {
  if (typeof offset === 'number' && isSizes(shape) && isSizes(stride)) {
    return new TorchTensor(storage, offset, shape, stride, file);
  }
  throw new ThawError({
    operation: file,
    got: 'a tensor without offset, size or stride',
    expected: 'all three of them',
  });
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= mostDimensions && value.every((size) => typeof size === 'number');
}
