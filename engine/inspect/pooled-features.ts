/** What layers make of every picture of a set, each channel as its mean over the map: the features of probes, of CKA and of maps of the data. */

import type { PixelSet } from '../data/pixels.js';
import { Session } from '../gpu/session.js';
import { fuse } from '../graph/fuse.js';
import { Graph } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { globalAvgPool } from '../ops/global-avg-pool.js';
import type { RowsDone } from '../train/activation-cache.js';
import { plain } from '../train/copies.js';
import { PixelSource } from '../train/pixel-source.js';
import type { Tensor } from '../weights/tensor.js';

/** Pictures that the network takes at once. */
const batchSize = 64;

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
  const batch = Math.min(batchSize, pixels.count);
  const source = new PixelSource(pixels, model.description.preprocessing, plain);
  const { graph, session, pooled } = await openPooling(model, source, layers, batch);
  const features = pooled.map(({ shape: [, channels = 1] }): Tensor => {
    return { shape: [pixels.count, channels], data: new Float32Array(pixels.count * channels) };
  });
  try {
    for (let row = 0; row < pixels.count; row += batch) {
      signal?.throwIfAborted();
      const count = Math.min(batch, pixels.count - row);
      const samples = Uint32Array.from({ length: count }, (_, index) => row + index);
      source.write(session, graph, samples, 0);
      const rows = await session.runAndRead(...pooled);
      features.forEach(({ shape: [, channels = 1], data }, index) => {
        data.set(rows[index]?.subarray(0, count * channels) ?? [], row * channels);
      });
      yield { done: row + count, total: pixels.count };
    }
    return new Map(layers.map((layer, index) => [layer, features[index] as Tensor]));
  } finally {
    session.destroy();
  }
}

async function openPooling(model: Model, source: PixelSource, layers: readonly string[], batch: number) {
  const described = new Graph();
  buildForward(described, source.describe(described, batch), model.network);
  const names = layers.map((layer) => {
    const value = described.value(layer);
    return value.shape.length === 4 ? described.add(globalAvgPool, `mean of ${layer}`, [value], {})[0].name : layer;
  });
  const graph = fuse(described, new Set(names));
  const pooled = names.map((name) => graph.value(name));
  const plan = compile(graph, { target: model.device.target, keep: pooled, external: model.placements });
  const title = `features of ${model.description.name}, batch ${batch}`;
  return { graph, pooled, session: await Session.create(model.device, title, plan, model.arenas) };
}
