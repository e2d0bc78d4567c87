/**
 * Runs a network that is plain data with any engine's functions: one walk over the layers for TensorFlow.js and jax-js,
 * so that they compute what Thaw does.
 */

import {
  inputName,
  type Conv2dLayer,
  type Layer,
  type MaxPool2dLayer,
  type Network,
} from '../../engine/models/layer.js';

export interface Functions<T> {
  conv2d(x: T, weight: T, layer: Conv2dLayer): T;
  batchNorm(x: T, parameter: (suffix: string) => T, layer: string): T;
  maxPool2d(x: T, layer: MaxPool2dLayer): T;
  globalAvgPool(x: T): T;
  linear(x: T, weight: T, bias: T): T;
  relu(x: T): T;
  add(a: T, b: T): T;
}

/** The logits. `parameter` gives a weight by its name. */
export function walk<T>(network: Network, input: T, parameter: (name: string) => T, functions: Functions<T>): T {
  const values = new Map<string, T>([[inputName, input]]);
  let last = input;
  for (const layer of network.layers) {
    const [x = last, other = last] = layer.inputs.map((name) => values.get(name) ?? last);
    last = apply(layer, x, other, parameter, functions);
    values.set(layer.name, last);
  }
  return last;
}

function apply<T>(layer: Layer, x: T, other: T, parameter: (name: string) => T, functions: Functions<T>): T {
  const own = (suffix: string) => parameter(`${layer.name}.${suffix}`);
  switch (layer.kind) {
    case 'conv2d':
      return functions.conv2d(x, own('weight'), layer);
    case 'batchNorm':
      return functions.batchNorm(x, own, layer.name);
    case 'maxPool2d':
      return functions.maxPool2d(x, layer);
    case 'avgPool2d':
    case 'subsampleAndPad':
      throw new TypeError('the networks of the bench have plain projections for shortcuts');
    case 'globalAvgPool':
      return functions.globalAvgPool(x);
    case 'linear':
      return functions.linear(x, own('weight'), own('bias'));
    case 'relu':
      return functions.relu(x);
    case 'add':
      return functions.add(x, other);
  }
}
