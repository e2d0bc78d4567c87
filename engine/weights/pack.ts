/**
 * Weights as the kernels read them, and back. PyTorch's layouts put the output channel first; the kernels read runs of
 * output channels, so it goes last:
 *
 *     convolution  [O, I, KH, KW]  ->  [KH, KW, I, O]
 *     linear       [O, I]          ->  [I, O]
 *
 * A convolution that reads the image has 3 input channels where the image is held with 4: a fourth of zeros is added.
 * Everything else stays as it is. `unpack` is the exact inverse of `pack`.
 */

import { ThawError } from '../core/errors.js';
import { printShape, sizeOf, type Shape } from '../core/shape.js';
import type { Tensor } from './tensor.js';

/** The shape of a parameter on the GPU, from PyTorch's. */
export function packedShape(shape: Shape): Shape {
  const [outputs = 1, inputs = 1, height = 1, width = 1] = shape;
  if (shape.length === 4) return [height, width, inputs === 3 ? 4 : inputs, outputs];
  return shape.toReversed();
}

/** The numbers of a parameter of that (PyTorch's) shape in the order of the kernels. */
export function pack(shape: Shape, data: Float32Array): Float32Array<ArrayBuffer> {
  checkSize('pack', shape, data);
  const packed = new Float32Array(sizeOf(packedShape(shape)));
  forEachPair(shape, (index, packedIndex) => {
    packed[packedIndex] = data[index] ?? 0;
  });
  return packed;
}

/** The numbers of a packed parameter in PyTorch's order; `shape` is PyTorch's. */
export function unpack(shape: Shape, packed: Float32Array): Float32Array<ArrayBuffer> {
  checkSize('unpack', packedShape(shape), packed);
  const data = new Float32Array(sizeOf(shape));
  forEachPair(shape, (index, packedIndex) => {
    data[index] = packed[packedIndex] ?? 0;
  });
  return data;
}

/** Those tensors that are among `packed`, in PyTorch's layouts; `shapes` are PyTorch's, by name. */
export function unpackAll(
  shapes: readonly { readonly name: string; readonly shape: Shape }[],
  packed: ReadonlyMap<string, Float32Array>,
): Map<string, Tensor> {
  return new Map(
    shapes.flatMap(({ name, shape }) => {
      const data = packed.get(name);
      return data ? [[name, { shape, data: unpack(shape, data) }] as const] : [];
    }),
  );
}

/** Calls `visit` with the place of every number in PyTorch's order and in the packed one. */
function forEachPair(shape: Shape, visit: (index: number, packedIndex: number) => void): void {
  const [outputs = 1, inputs = 1, ...kernel] = shape;
  const taps = sizeOf(kernel);
  const packedInputs = packedShape(shape).at(-2) ?? 1;
  let index = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < taps; tap++) visit(index++, (tap * packedInputs + input) * outputs + output);
    }
  }
}

function checkSize(operation: string, shape: Shape, data: Float32Array): void {
  if (data.length === sizeOf(shape)) return;
  throw new ThawError({
    operation,
    got: `${data.length} numbers`,
    expected: `${sizeOf(shape)} for ${printShape(shape)}`,
  });
}
