/**
 * The activation cache: what the frozen part of a network makes of every sample, computed once and kept on the GPU.
 * Training what comes after it costs only that.
 *
 * With mirrored copies the cache has 2 N rows: row i is sample i, row N + i its mirror image.
 */

import { ThawError } from '../core/errors.js';
import { sizeOf, type Shape } from '../core/shape.js';
import { Arena } from '../gpu/arena.js';
import { megabytes } from '../gpu/device.js';
import type { PixelSet } from '../data/pixels.js';
import { Forward } from '../forward.js';
import type { Model } from '../model.js';

export interface RowsDone {
  readonly done: number;
  readonly total: number;
}

/** The name of the cache's one tensor, for graphs that read it. */
export const cachedActivations = 'cached activations';

export interface CacheOptions {
  /** The layer whose values are cached. */
  readonly boundary: string;
  readonly mirrored: boolean;
  /** Samples that the frozen part takes at once. */
  readonly batchSize: number;
  readonly signal?: AbortSignal | undefined;
}

export class ActivationCache {
  private constructor(
    readonly arena: Arena,
    /** Samples; mirrored copies not counted. */
    readonly samples: number,
    /** [rows, …]: the boundary layer's shape for every row. */
    readonly shape: Shape,
    readonly seconds: number,
  ) {}

  /** Runs the frozen part over every sample, yielding the rows done. Throws the signal's reason when it aborts. */
  static async *fill(model: Model, pixels: PixelSet, options: CacheOptions): AsyncGenerator<RowsDone, ActivationCache> {
    const started = performance.now();
    const { boundary, mirrored, signal } = options;
    const batch = Math.min(options.batchSize, pixels.count);
    const forward = await Forward.create(model, { batch, keep: [boundary], withMirroring: mirrored });
    const value = forward.value(boundary);
    const perSample = value.shape.slice(1);
    const rows = pixels.count * (mirrored ? 2 : 1);
    const rowBytes = sizeOf(perSample) * 4;
    let arena: Arena | undefined;
    try {
      arena = await createArena(model, rows, perSample);
      for (let row = 0, count = 0; row < rows; row += count) {
        signal?.throwIfAborted();
        count = forward.writeRows(pixels, row, Math.min(batch, rows - row));
        forward.session.run([{ from: value, to: arena.buffer, offset: row * rowBytes, bytes: count * rowBytes }]);
        await model.device.settled(forward.session.name);
        yield { done: row + count, total: rows };
      }
      return new ActivationCache(arena, pixels.count, [rows, ...perSample], (performance.now() - started) / 1000);
    } catch (error) {
      arena?.destroy();
      throw error;
    } finally {
      forward.destroy();
    }
  }

  destroy(): void {
    this.arena.destroy();
  }
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
