/** What layers make of every picture of a set, each channel as its mean over the map: the features of probes, of CKA and of maps of the data. */

import type { PixelSet } from '../data/pixels.js';
import type { Model } from '../model.js';
import type { Network } from '../models/layer.js';
import { globalAvgPool } from '../ops/global-avg-pool.js';
import type { RowsDone } from '../train/activation-cache.js';
import type { Tensor } from '../weights/tensor.js';
import { passPictures, type Reduction } from './picture-pass.js';

/** A layer without an extent is its own mean. */
const mean: Reduction = (graph, layer) =>
  layer.shape.length === 4 ? graph.add(globalAvgPool, `mean of ${layer.name}`, [layer], {})[0] : layer;

/**
 * [N, C] of each of the layers, all in one pass over the set; yields how many pictures are done.
 * @param layers exact names of layers.
 * @throws the signal's reason when it aborts.
 */
export async function* poolFeatures(
  model: Model,
  pixels: PixelSet,
  layers: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RowsDone, ReadonlyMap<string, Tensor>> {
  const features = new Map<string, Tensor>();
  for await (const { first, count, found } of passPictures(model, pixels, layers, mean, signal)) {
    found.forEach(({ shape: [, channels = 1], data }, index) => {
      const layer = layers[index] ?? '';
      const all = features.get(layer) ?? {
        shape: [pixels.count, channels],
        data: new Float32Array(pixels.count * channels),
      };
      all.data.set(data, first * channels);
      features.set(layer, all);
    });
    yield { done: first + count, total: pixels.count };
  }
  return features;
}

/** The layer that a network's head reads: its last features, each the mean of a channel. */
export function pooledLayer({ layers }: Network): string {
  return layers.at(-1)?.inputs[0] ?? '';
}
