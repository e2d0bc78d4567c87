/** One pass of every picture of a set through a network: of each batch, what is wanted of some layers is read back. */

import type { PixelSet } from '../data/pixels.js';
import { Session } from '../gpu/session.js';
import { fuse } from '../graph/fuse.js';
import { Graph, type Value } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { plain } from '../train/copies.js';
import { PixelSource } from '../train/pixel-source.js';
import type { Tensor } from '../weights/tensor.js';

/** Pictures that the network takes at once. */
const batchSize = 64;

/** Adds to a graph what is to be read of a layer [B, ..., C]: a value of which each picture has a row. */
export type Reduction = (graph: Graph, layer: Value) => Value;

export interface PassedBatch {
  /** The first picture of the batch, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** Of each layer what its reduction gives, [count, ...]. */
  readonly found: readonly Tensor[];
}

/**
 * @param layers exact names of layers.
 * @throws the signal's reason when it aborts.
 */
export async function* passPictures(
  model: Model,
  pixels: PixelSet,
  layers: readonly string[],
  reduce: Reduction,
  signal?: AbortSignal,
): AsyncGenerator<PassedBatch, void> {
  const batch = Math.min(batchSize, pixels.count);
  const source = new PixelSource(pixels, model.description.preprocessing, plain);
  const { graph, session, reduced } = await openPass(model, source, layers, reduce, batch);
  try {
    for (let first = 0; first < pixels.count; first += batch) {
      signal?.throwIfAborted();
      const count = Math.min(batch, pixels.count - first);
      const samples = Uint32Array.from({ length: count }, (_, index) => first + index);
      source.write(session, graph, samples, 0);
      const rows = await session.runAndRead(...reduced);
      const found = reduced.map(({ shape: [, ...rest] }, index): Tensor => {
        const all = rows[index] ?? new Float32Array();
        return { shape: [count, ...rest], data: all.subarray(0, (all.length / batch) * count) };
      });
      yield { first, count, found };
    }
  } finally {
    session.destroy();
  }
}

async function openPass(
  model: Model,
  source: PixelSource,
  layers: readonly string[],
  reduce: Reduction,
  batch: number,
) {
  const described = new Graph();
  buildForward(described, source.describe(described, batch), model.network);
  const names = layers.map((layer) => reduce(described, described.value(layer)).name);
  const graph = fuse(described, new Set(names));
  const reduced = names.map((name) => graph.value(name));
  const plan = compile(graph, { target: model.device.target, keep: reduced, external: model.placements });
  const title = `pass through ${model.description.name}, batch ${batch}`;
  return { graph, reduced, session: await Session.create(model.device, title, plan, model.arenas) };
}
