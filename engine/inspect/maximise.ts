/**
 * Activation maximisation: a picture that a channel likes, made from faint noise by climbing the mean of its map.
 *
 *     slope = gradient of (mean of the channel's map), by its root mean square, at the picture moved by a few pixels;
 *             moved back, it is what climb.ts follows
 *
 * Moving the picture anew in every step keeps what works at one place alone from growing. Erhan et al., "Visualizing
 * Higher-Layer Features of a Deep Network", 2009; Mahendran and Vedaldi, "Visualizing Deep Convolutional Neural Networks
 * Using Natural Pre-images", 2016.
 */

import { ThawError } from '../core/errors.js';
import { randomNormal, randomUint32 } from '../core/random.js';
import { sizeOf } from '../core/shape.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import type { Tensor } from '../weights/tensor.js';
import { climb, denormalised, shift, type ClimbRule } from './climb.js';
import { ValueGradients } from './value-gradient.js';

export interface Climbing extends ClimbRule {
  readonly steps: number;
  /** Pixels by which the picture is moved at most, each way. */
  readonly jitter: number;
  /** Of the first picture and of how it is moved. */
  readonly seed: number;
}

export const defaultClimbing: Climbing = { steps: 128, rate: 0.08, smoothness: 1, decay: 0.05, jitter: 2, seed: 0 };

export interface ClimbStep {
  readonly done: number;
  readonly total: number;
  /** Mean of the channel's map for the picture that the step began with, where it had been moved to. */
  readonly value: number;
  /** [S, S, 4], RGBA bytes. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Standard deviation of the first picture around the mean colour. */
const faint = 0.1;

/**
 * Climbs the mean of a channel's map; yields every step. Same adapter, same seed: the same picture. It ends when `signal`
 * aborts: the last step is what was reached.
 * @throws ThawError that offers near names where there is no such layer; or where no pixel makes a difference to the channel.
 */
export async function* maximise(
  model: Model,
  name: string,
  channel: number,
  { signal, ...given }: Partial<Climbing> & { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<ClimbStep, void> {
  const climbing = { ...defaultClimbing, ...given };
  const { steps, jitter, seed } = climbing;
  const { preprocessing } = model.description;
  const size = preprocessing.crop;
  const layer = findLayer(model.network, name);
  const gradients = await ValueGradients.create(model, { of: layer });
  let picture = faintNoise(size, seed);
  try {
    for (let step = 0; step < steps && !signal?.aborted; step++) {
      const [down, right] = [move(seed, step, 0, jitter), move(seed, step, 1, jitter)];
      const { output, gradient } = await gradients.of(
        shift(picture, size, down, right),
        meanOfChannel(gradients.graph.value(layer).shape, channel),
      );
      const slope = shift(slopeOf(gradient, `${layer}, channel ${channel}`), size, -down, -right);
      picture = climb(picture, slope, size, climbing, preprocessing);
      const pixels = denormalised(picture, preprocessing);
      yield { done: step + 1, total: steps, value: meanOf(output, channel), pixels };
    }
  } finally {
    gradients.destroy();
  }
}

/** How many pixels the picture is moved along an axis in a step. */
function move(seed: number, step: number, axis: number, jitter: number): number {
  return (randomUint32(seed, 'climb', axis, step + 1) % (2 * jitter + 1)) - jitter;
}

function faintNoise(size: number, seed: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: size * size * 4 }, (_, index) =>
    index % 4 === 3 ? 0 : faint * randomNormal(seed, 'climb', index),
  );
}

/** The gradient of a channel's mean with respect to the layer's values, [1, H, W, C] or [1, C], by their index. */
function meanOfChannel(shape: readonly number[], channel: number): (index: number) => number {
  const channels = shape.at(-1) ?? 1;
  const share = channels / sizeOf(shape);
  return (index) => (index % channels === channel ? share : 0);
}

function meanOf({ shape, data }: Tensor, channel: number): number {
  const shareOf = meanOfChannel(shape, channel);
  return data.reduce((sum, value, index) => sum + value * shareOf(index), 0);
}

/** A gradient at the scale of its root mean square. */
function slopeOf({ data }: Tensor, what: string): Float32Array<ArrayBuffer> {
  const rms = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
  if (rms > 0) return Float32Array.from(data, (value) => value / rms);
  throw new ThawError({
    operation: `climb ${what}`,
    got: 'no slope: it stays the same whatever the pixels do',
    expected: 'a channel that answers to the picture',
    remedy: 'Choose the layer before its ReLU, or another channel.',
  });
}
