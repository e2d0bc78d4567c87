/**
 * Which part of a picture a class is seen in, three ways. Each gives a map of numbers from 0 on, to be laid over the
 * picture. Whether a map says anything about the network shows when its weights are drawn anew: a map that stays the same
 * shows the picture's edges, not what was learned (Adebayo et al., "Sanity Checks for Saliency Maps", 2018).
 */

import type { RowsDone } from '../train/activation-cache.js';
import { Forward } from '../forward.js';
import type { Model } from '../model.js';
import type { Tensor } from '../weights/tensor.js';
import { normalised, ValueGradients } from './value-gradient.js';

/** [height, width] */
export interface SaliencyMap {
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Grad-CAM: the maps of a layer, each weighted by the mean of the class's gradient over it, where their sum is positive.
 *
 *     map[y, x] = max(0, sum over c of alpha[c] values[y, x, c])     alpha[c] = mean over y, x of gradient[y, x, c]
 *
 * Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", 2017.
 * @param layer the last one with an extent where absent.
 */
export async function gradCam(
  model: Model,
  pixels: Uint8Array<ArrayBuffer>,
  classIndex: number,
  layer = model.network.blocks.at(-2)?.output,
): Promise<SaliencyMap> {
  const { values, gradient } = await gradientOfLogit(model, pixels, classIndex, layer);
  const [, height = 1, width = 1, channels = 1] = values.shape;
  const positions = height * width;
  const alpha = new Float64Array(channels);
  gradient.data.forEach(
    (value, index) => (alpha[index % channels] = (alpha[index % channels] ?? 0) + value / positions),
  );
  const data = Float32Array.from({ length: positions }, (_, position) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += (alpha[c] ?? 0) * (values.data[position * channels + c] ?? 0);
    return Math.max(0, sum);
  });
  return { height, width, data };
}

/**
 * Input gradients: for each pixel the largest slope of the class's logit over its colours.
 * Simonyan et al., "Deep Inside Convolutional Networks", 2013.
 */
export async function inputGradient(
  model: Model,
  pixels: Uint8Array<ArrayBuffer>,
  classIndex: number,
): Promise<SaliencyMap> {
  const { gradient } = await gradientOfLogit(model, pixels, classIndex);
  const [, height = 1, width = 1] = gradient.shape;
  const data = Float32Array.from({ length: height * width }, (_, pixel) =>
    Math.max(...gradient.data.subarray(4 * pixel, 4 * pixel + 3).map(Math.abs)),
  );
  return { height, width, data };
}

async function gradientOfLogit(
  model: Model,
  pixels: Uint8Array<ArrayBuffer>,
  classIndex: number,
  at?: string,
): Promise<{ values: Tensor; gradient: Tensor }> {
  const gradients = await ValueGradients.create(model, { at });
  try {
    const picture = normalised(pixels, model.description.preprocessing);
    return await gradients.of(picture, (index) => Number(index === classIndex));
  } finally {
    gradients.destroy();
  }
}

export interface OcclusionOptions {
  /** The side of the square that is covered, in pixels, and how far it moves. */
  readonly window: number;
  readonly stride: number;
  readonly signal?: AbortSignal | undefined;
}

/** Pictures that the network takes at once. */
const batch = 32;

/**
 * Occlusion: how far the class's logit falls when a square of the picture is covered with the mean colour; 0 where it
 * rises. Yields the squares done. Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2013.
 * @throws the signal's reason when it aborts.
 */
export async function* occlusion(
  model: Model,
  pixels: Uint8Array<ArrayBuffer>,
  classIndex: number,
  { window, stride, signal }: OcclusionOptions,
): AsyncGenerator<RowsDone, SaliencyMap> {
  const size = model.description.preprocessing.crop;
  const steps = Math.max(1, Math.ceil((size - window) / stride) + 1);
  const total = steps ** 2;
  const logits = model.network.layers.at(-1)?.name ?? '';
  const forward = await Forward.create(model, { batch, keep: [logits] });
  const classes = model.description.architecture.classCount;
  const data = new Float32Array(total);
  try {
    forward.writePixels(pixels);
    const [whole] = await forward.session.runAndRead(forward.value(logits));
    const plain = whole?.[classIndex] ?? NaN;
    for (let first = 0; first < total; first += batch) {
      signal?.throwIfAborted();
      const count = Math.min(batch, total - first);
      const covered = new Uint8Array(count * pixels.length);
      for (let row = 0; row < count; row++) {
        const [y, x] = [Math.floor((first + row) / steps) * stride, ((first + row) % steps) * stride];
        covered.set(cover(pixels, size, { y, x, window }, model.description.preprocessing.mean), row * pixels.length);
      }
      forward.writePixels(covered);
      const [rows] = await forward.session.runAndRead(forward.value(logits));
      for (let row = 0; row < count; row++) {
        data[first + row] = Math.max(0, plain - (rows?.[row * classes + classIndex] ?? NaN));
      }
      yield { done: first + count, total };
    }
    return { height: steps, width: steps, data };
  } finally {
    forward.destroy();
  }
}

interface Square {
  readonly y: number;
  readonly x: number;
  readonly window: number;
}

function cover(pixels: Uint8Array, size: number, { y, x, window }: Square, mean: readonly number[]): Uint8Array {
  const covered = pixels.slice();
  for (let row = y; row < Math.min(size, y + window); row++) {
    for (let column = x; column < Math.min(size, x + window); column++) {
      for (let channel = 0; channel < 3; channel++) {
        covered[(row * size + column) * 4 + channel] = Math.round(255 * (mean[channel] ?? 0));
      }
    }
  }
  return covered;
}
