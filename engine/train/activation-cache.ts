/**
 * The activation cache: what the frozen part of a network makes of every sample, computed once and kept on the GPU.
 * Training what comes after it costs only that.
 *
 * With K copies the cache has K N rows: row c N + i is copy c of sample i.
 */

import { ThawError } from '../core/errors.js';
import { sizeOf, type Shape } from '../core/shape.js';
import { Arena } from '../gpu/arena.js';
import { megabytes } from '../gpu/device.js';
import type { PixelSet } from '../data/pixels.js';
import { Session } from '../gpu/session.js';
import { fuse } from '../graph/fuse.js';
import { Graph } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import type { Copies } from './copies.js';
import { PixelSource } from './pixel-source.js';

export interface RowsDone {
  readonly done: number;
  readonly total: number;
}

/** The name of the cache's one tensor, for graphs that read it. */
export const cachedActivations = 'cached activations';

export interface CacheOptions {
  /** The layer whose values are cached. */
  readonly boundary: string;
  readonly copies: Copies;
  /** Samples that the frozen part takes at once. */
  readonly batchSize: number;
  readonly signal?: AbortSignal | undefined;
}

export class ActivationCache {
  private constructor(
    readonly arena: Arena,
    /** Samples; further copies not counted. */
    readonly samples: number,
    /** [rows, …]: the boundary layer's shape for every row. */
    readonly shape: Shape,
    readonly seconds: number,
  ) {}

  /** Runs the frozen part over every sample, yielding the rows done. Throws the signal's reason when it aborts. */
  static async *fill(model: Model, pixels: PixelSet, options: CacheOptions): AsyncGenerator<RowsDone, ActivationCache> {
    const started = performance.now();
    const { boundary, copies, signal } = options;
    const batch = Math.min(options.batchSize, pixels.count);
    const source = new PixelSource(pixels, model.description.preprocessing, copies);
    const { graph, session } = await openPrefix(model, source, boundary, batch);
    const value = graph.value(boundary);
    const perSample = value.shape.slice(1);
    const rows = pixels.count * copies.count;
    const rowBytes = sizeOf(perSample) * 4;
    let arena: Arena | undefined;
    try {
      arena = await createArena(model, rows, perSample);
      for (let row = 0, count = 0; row < rows; row += count) {
        signal?.throwIfAborted();
        const [copy, first] = [Math.floor(row / pixels.count), row % pixels.count];
        count = Math.min(batch, pixels.count - first);
        const samples = Uint32Array.from({ length: count }, (_, index) => first + index);
        source.write(session, graph, samples, copy);
        session.run([{ from: value, to: arena.buffer, offset: row * rowBytes, bytes: count * rowBytes }]);
        await model.device.settled(session.name);
        yield { done: row + count, total: rows };
      }
      return new ActivationCache(arena, pixels.count, [rows, ...perSample], (performance.now() - started) / 1000);
    } catch (error) {
      arena?.destroy();
      throw error;
    } finally {
      session.destroy();
    }
  }

  destroy(): void {
    this.arena.destroy();
  }
}

/** The frozen part up to a layer, its batch norms folded. */
async function openPrefix(model: Model, source: PixelSource, boundary: string, batch: number) {
  const described = new Graph();
  const layers = buildForward(described, source.describe(described, batch), model.network);
  const graph = fuse(described, new Set([boundary]));
  const plan = compile(graph, {
    target: model.device.target,
    keep: [graph.value(layers.get(boundary)?.name ?? boundary)],
    external: model.placements,
  });
  const name = `frozen layers of ${model.description.name} up to ${boundary}, batch ${batch}`;
  return { graph, session: await Session.create(model.device, name, plan, model.arenas) };
}

async function createArena({ device }: Model, rows: number, perSample: Shape): Promise<Arena> {
  const shape = [rows, ...perSample];
  const bytes = sizeOf(shape) * 4;
  const limit = device.target.maxBindingBytes;
  if (bytes > limit) {
    throw new ThawError({
      operation: 'activation cache',
      got: `${rows} samples of ${sizeOf(perSample)} numbers, ${megabytes(bytes)}`,
      expected: `at most ${megabytes(limit)}, the adapter's largest binding`,
      remedy: 'Use fewer images.',
    });
  }
  return Arena.create(device, cachedActivations, new Map([[cachedActivations, shape]]));
}
