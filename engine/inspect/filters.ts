/**
 * The filters of a convolution: its weights read back, in figures and as pictures. Filter o of weights [O, I, K, K] makes
 * output channel o; its kernel (o, i) is what it does to input channel i.
 *
 *     norm = sqrt(sum of w^2)
 *     colour of a filter that reads red, green and blue = 0.5 + 0.5 w / (largest |w| of the filter)
 *     change = norm of (after - before) / norm of before
 */

import { ThawError } from '../core/errors.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { inputName, parametersOf } from '../models/layer.js';
import { unpack } from '../weights/pack.js';

export interface FilterBank {
  readonly layer: string;
  /** [O, I, K, K]; I is what a filter reads: the input channels of its group. */
  readonly shape: readonly [number, number, number, number];
  readonly data: Float32Array<ArrayBuffer>;
  readonly groups: number;
  /** Whether it reads the picture itself. */
  readonly isOfPicture: boolean;
}

export interface Kernel {
  readonly inputChannel: number;
  readonly norm: number;
  /** [K, K] */
  readonly weights: Float32Array<ArrayBuffer>;
}

/**
 * The weights of a convolution, read back from the GPU.
 * @throws ThawError that offers near names where there is no such layer, or says what it is where it is no convolution.
 */
export async function readFilters(model: Model, name: string): Promise<FilterBank> {
  const { parameter, ...bank } = findFilters(model, name);
  return { ...bank, data: unpack(bank.shape, await model.readPacked(parameter)) };
}

/** What is known of a convolution's filters without their weights, and the parameter that holds those. */
export function findFilters(model: Model, name: string): Omit<FilterBank, 'data'> & { readonly parameter: string } {
  const resolved = findLayer(model.network, name);
  const layer = model.network.layers.find((candidate) => candidate.name === resolved);
  if (layer?.kind !== 'conv2d') {
    throw new ThawError({ operation: `filters of ${name}`, got: layer?.kind ?? 'no layer', expected: 'a convolution' });
  }
  const { kernelSize, outChannels, inChannels, groups, inputs } = layer;
  const [parameter] = parametersOf(layer);
  const shape = [outChannels, inChannels / groups, kernelSize, kernelSize] as const;
  const isOfPicture = inputs.includes(inputName);
  return { layer: layer.name, shape, groups, isOfPicture, parameter: parameter?.name ?? '' };
}

/** What is between two banks of one shape, weight by weight: exactly 0 where both are the same. */
export function differenceOf(after: FilterBank, before: FilterBank): FilterBank {
  return { ...after, data: after.data.map((weight, index) => weight - (before.data[index] ?? 0)) };
}

export function normOf(weights: ArrayLike<number>): number {
  let squares = 0;
  for (let index = 0; index < weights.length; index++) squares += (weights[index] ?? 0) ** 2;
  return Math.sqrt(squares);
}

/** [I, K, K]: the weights of one filter, in place. */
export function filterOf({ shape: [, inputs, height, width], data }: FilterBank, channel: number): Float32Array {
  const size = inputs * height * width;
  return data.subarray(channel * size, (channel + 1) * size);
}

/** The kernels of a filter, largest norms first; the input channels are numbered as the layer before has them. */
export function kernelsOf(bank: FilterBank, channel: number): Kernel[] {
  const [outputs, inputs, height, width] = bank.shape;
  const filter = filterOf(bank, channel);
  const group = Math.floor(channel / (outputs / bank.groups));
  const kernels = Array.from({ length: inputs }, (_, input): Kernel => {
    const weights = new Float32Array(filter.subarray(input * height * width, (input + 1) * height * width));
    return { inputChannel: group * inputs + input, norm: normOf(weights), weights };
  });
  return kernels.sort((a, b) => b.norm - a.norm || a.inputChannel - b.inputChannel);
}

/** [K, K, 4]: a filter that reads red, green and blue as a picture, RGBA bytes; grey is zero. */
export function colourFilter(bank: FilterBank, channel: number): Uint8ClampedArray<ArrayBuffer> {
  const [, , height, width] = bank.shape;
  const filter = filterOf(bank, channel);
  const reach = Math.max(largestOf(filter), 1e-20);
  const area = height * width;
  return Uint8ClampedArray.from({ length: 4 * area }, (_, index) => {
    const [pixel, colour] = [Math.floor(index / 4), index % 4];
    return colour === 3 ? 255 : 127.5 + (127.5 * (filter[colour * area + pixel] ?? 0)) / reach;
  });
}

/** The largest |w|. */
export function largestOf(weights: Float32Array): number {
  return weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
}
