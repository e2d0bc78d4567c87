/**
 * The arithmetic of one value: what a convolution adds up for it, and what the layers behind it make of the sum until
 * the next ReLU. Computed in float64 from the values and weights that the GPU holds, beside the GPU's own results.
 *
 *     conv2d     y = sum over input channels i of the patch x, of x[a, b, i] w[a, b, i]
 *     batchNorm  y = (x - mean) / sqrt(var + eps) * weight + bias = x * scale + shift
 *     add        y = x + what the skip connection brings
 *     relu       y = max(x, 0)
 */

import { ThawError } from '../core/errors.js';
import type { Model } from '../model.js';
import { batchNormEps, type BatchNormLayer, type Conv2dLayer, type Layer, type Network } from '../models/layer.js';
import type { MapSource } from './layer-maps.js';

export interface Position {
  readonly channel: number;
  readonly y: number;
  readonly x: number;
}

/** The part of a sum that one input channel brings. */
export interface Contribution {
  readonly channel: number;
  /** [K, K]: what the convolution sees of the channel; 0 outside of it. */
  readonly patch: readonly number[];
  /** [K, K] */
  readonly weights: readonly number[];
  readonly sum: number;
}

export interface ArithmeticStep {
  readonly layer: string;
  readonly kind: 'batchNorm' | 'add' | 'relu';
  /** `scale` and `shift` of a batch norm, `other` of an addition. */
  readonly operands: Readonly<Record<string, number>>;
  readonly value: number;
  /** What the GPU has there. */
  readonly gpu: number;
}

export interface Arithmetic {
  readonly layer: string;
  readonly kernelSize: number;
  /** The first row and column of the input that the patch covers; negative where it begins in the padding. */
  readonly origin: { readonly y: number; readonly x: number };
  /** Largest part first. */
  readonly contributions: readonly Contribution[];
  readonly value: number;
  readonly gpu: number;
  readonly steps: readonly ArithmeticStep[];
}

interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The arithmetic of a convolution's value for the picture of a look, or of the value of a batch norm, addition or ReLU
 * behind it.
 * @throws ThawError for a layer that no convolution leads to, or a place outside of it.
 */
export async function explainValue(look: MapSource, name: string, position: Position): Promise<Arithmetic> {
  const { model } = look;
  const layer = convolutionBehind(model.network, look.resolve(name));
  const gpu = await look.readValue(layer.name, position.channel, position.y, position.x);
  const x = await look.read(layer.inputs[0] ?? '');
  const contributions = await convolve(model, layer, x, position);
  const value = contributions.reduce((sum, part) => sum + part.sum, 0);
  const steps: ArithmeticStep[] = [];
  for (const next of layersAfter(model.network, layer)) {
    const before = steps.at(-1)?.value ?? value;
    steps.push(await takeStep(look, next, steps.at(-1)?.layer ?? layer.name, before, position));
  }
  return {
    layer: layer.name,
    kernelSize: layer.kernelSize,
    origin: originOf(layer, position),
    contributions: contributions.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum)),
    value,
    gpu,
    steps,
  };
}

/** The convolution whose sum a layer's values come from: itself, or the one in the main path before it. */
function convolutionBehind(network: Network, name: string): Conv2dLayer {
  const byName = new Map(network.layers.map((layer) => [layer.name, layer]));
  for (let layer = byName.get(name); layer; layer = byName.get(layer.inputs[0] ?? '')) {
    if (layer.kind === 'conv2d') return layer;
    if (!['batchNorm', 'add', 'relu'].includes(layer.kind)) break;
  }
  throw new ThawError({
    operation: `arithmetic of ${name}`,
    got: `a value of ${byName.get(name)?.kind ?? 'no layer'}`,
    expected: 'a value of a convolution, or of a batch norm, addition or ReLU behind one',
  });
}

/** Batch norm, addition and ReLU behind a convolution, up to the ReLU. */
function layersAfter({ layers }: Network, convolution: Layer): Layer[] {
  const after: Layer[] = [];
  for (let current: Layer | undefined = convolution; current;) {
    const { name }: Layer = current;
    const next: Layer | undefined = layers.find(({ inputs }) => inputs.includes(name));
    if (!next || !['batchNorm', 'add', 'relu'].includes(next.kind)) break;
    after.push(next);
    current = next.kind === 'relu' ? undefined : next;
  }
  return after;
}

function originOf({ stride, padding }: Conv2dLayer, { y, x }: Position): { y: number; x: number } {
  return { y: y * stride - padding, x: x * stride - padding };
}

async function convolve(model: Model, layer: Conv2dLayer, x: Values, position: Position): Promise<Contribution[]> {
  const { kernelSize, inChannels, outChannels, groups } = layer;
  const [, height = 1, width = 1, depth = 1] = x.shape;
  const packed = await model.readPacked(`${layer.name}.weight`);
  const origin = originOf(layer, position);
  const taps = Array.from({ length: kernelSize ** 2 }, (_, tap) => {
    return { y: origin.y + Math.floor(tap / kernelSize), x: origin.x + (tap % kernelSize), tap };
  });
  const isInside = (place: { y: number; x: number }) =>
    place.y >= 0 && place.y < height && place.x >= 0 && place.x < width;
  // The image is held with a fourth channel of zeros, and so are the weights that read it.
  const packedInputs = packed.length / kernelSize ** 2 / outChannels;
  const perGroup = inChannels / groups;
  const firstOfGroup = Math.floor((position.channel * groups) / outChannels) * perGroup;
  return Array.from({ length: perGroup }, (_, index) => {
    const channel = firstOfGroup + index;
    const patch = taps.map((tap) => (isInside(tap) ? (x.data[(tap.y * width + tap.x) * depth + channel] ?? 0) : 0));
    const weights = taps.map(({ tap }) => packed[(tap * packedInputs + index) * outChannels + position.channel] ?? 0);
    return { channel, patch, weights, sum: patch.reduce((sum, value, tap) => sum + value * (weights[tap] ?? 0), 0) };
  });
}

async function takeStep(
  look: MapSource,
  layer: Layer,
  from: string,
  before: number,
  position: Position,
): Promise<ArithmeticStep> {
  const gpu = await look.readValue(layer.name, position.channel, position.y, position.x);
  const done = (kind: ArithmeticStep['kind'], operands: Record<string, number>, value: number): ArithmeticStep => {
    return { layer: layer.name, kind, operands, value, gpu };
  };
  if (layer.kind === 'batchNorm') {
    const { scale, shift } = await affineOf(look.model, layer, position.channel);
    return done('batchNorm', { scale, shift }, before * scale + shift);
  }
  if (layer.kind === 'add') {
    const skip = layer.inputs.find((input) => input !== from) ?? from;
    const other = await look.readValue(skip, position.channel, position.y, position.x);
    return done('add', { other }, before + other);
  }
  return done('relu', {}, Math.max(before, 0));
}

async function affineOf(model: Model, { name }: BatchNormLayer, channel: number) {
  const read = async (part: string) => (await model.readPacked(`${name}.${part}`))[channel] ?? 0;
  const [weight, bias] = [await read('weight'), await read('bias')];
  const [mean, variance] = [await read('running_mean'), await read('running_var')];
  const scale = weight / Math.sqrt(variance + batchNormEps);
  return { scale, shift: bias - mean * scale };
}
