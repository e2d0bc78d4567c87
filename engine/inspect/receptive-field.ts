/**
 * Receptive fields: which part of the input a value of a layer can see.
 *
 * Per axis, value i of a layer sees the input from start + i * stride, `size` pixels long; the start is negative where
 * padding is seen. Through a window of k values, s apart, with padding p:
 *
 *     start' = start - p stride        size' = size + (k - 1) stride        stride' = s stride
 *
 * A layer that reads several (the addition behind a skip connection) sees what any of them sees.
 */

import { ThawError } from '../core/errors.js';
import { inputName, type Layer, type Network } from '../models/layer.js';
import { coveringSize, outputSize } from '../ops/window.js';

export interface ReceptiveField {
  readonly size: number;
  readonly stride: number;
  readonly start: number;
}

interface Extent extends ReceptiveField {
  /** Values of the layer along the axis. */
  readonly length: number;
}

interface Window {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * The receptive field of every layer, by its name.
 * @param inputSize side of the input in pixels: the average pool and the head see what all their values see.
 */
export function receptiveFields(network: Network, inputSize: number): Map<string, ReceptiveField> {
  const extents = new Map<string, Extent>([[inputName, { size: 1, stride: 1, start: 0, length: inputSize }]]);
  for (const layer of network.layers) {
    const inputs = layer.inputs.map((name) => extents.get(name)).filter((extent) => extent !== undefined);
    extents.set(layer.name, see(unite(inputs, layer.name), layer));
  }
  extents.delete(inputName);
  return new Map([...extents].map(([name, { size, stride, start }]) => [name, { size, stride, start }]));
}

function see(extent: Extent, layer: Layer): Extent {
  switch (layer.kind) {
    case 'conv2d':
    case 'maxPool2d':
      return through(extent, layer);
    case 'avgPool2d': {
      const length = coveringSize(extent.length, layer.kernelSize, layer.stride);
      return { ...through(extent, { ...layer, padding: 0 }), length };
    }
    case 'subsampleAndPad':
      return through(extent, { kernelSize: 1, stride: layer.stride, padding: 0 });
    case 'globalAvgPool':
      return through(extent, { kernelSize: extent.length, stride: extent.length, padding: 0 });
    default:
      return extent;
  }
}

function through({ size, stride, start, length }: Extent, window: Window): Extent {
  return {
    size: size + (window.kernelSize - 1) * stride,
    stride: stride * window.stride,
    start: start - window.padding * stride,
    length: outputSize(length, window.kernelSize, window),
  };
}

function unite(extents: readonly Extent[], layer: string): Extent {
  const [first] = extents;
  if (!first || extents.some(({ stride, length }) => stride !== first.stride || length !== first.length)) {
    const expected = 'inputs of one size and stride';
    throw new ThawError({ operation: `receptive field of ${layer}`, got: JSON.stringify(extents), expected });
  }
  const start = Math.min(...extents.map((extent) => extent.start));
  const end = Math.max(...extents.map((extent) => extent.start + extent.size));
  return { ...first, start, size: end - start };
}
