/** Tensors as weight files hold them: by PyTorch's names, in PyTorch's layouts, as float32. */

import type { Shape } from '../core/shape.js';

export interface Tensor {
  readonly shape: Shape;
  readonly data: Float32Array<ArrayBuffer>;
}

/** Tensors by name, in the order of their file. */
export type Tensors = ReadonlyMap<string, Tensor>;
