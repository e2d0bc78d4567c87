/**
 * Activation caches that outlive a run: training again on the same data from the same frozen layers starts at once.
 * A cache with mirror images serves runs without them too: its first rows are the plain samples.
 */

import type { PixelSet } from '../data/pixels.js';
import type { Precision } from '../graph/value.js';
import type { Model } from '../model.js';
import { ActivationCache, type CacheOptions, type RowsDone } from './activation-cache.js';
import { plain, type Copies } from './copies.js';
import type { OpenScratchFile } from './scratch-file.js';

interface Entry {
  readonly model: Model;
  readonly pixels: PixelSet;
  readonly boundary: string;
  readonly copies: Copies;
  readonly frozenPrecision: Precision;
  readonly cache: ActivationCache;
}

export interface CacheUse {
  readonly cache: ActivationCache;
  /** Seconds that it took now: 0 where it was there. */
  readonly seconds: number;
}

export class CacheStore {
  #entries: Entry[] = [];

  /** @param openFile where rows go that the GPU has no room for; nowhere without it. */
  constructor(readonly openFile?: OpenScratchFile) {}

  /** The cache for these samples and this frozen part; yields the rows done where it must be filled. */
  async *get(model: Model, pixels: PixelSet, options: CacheOptions): AsyncGenerator<RowsDone, CacheUse> {
    const known = this.#entries.find(
      (entry) =>
        entry.model === model &&
        entry.pixels === pixels &&
        entry.boundary === options.boundary &&
        entry.frozenPrecision === options.frozenPrecision &&
        serves(entry.copies, options.copies) &&
        fits(entry.cache, options),
    );
    if (known) return { cache: known.cache, seconds: 0 };
    this.#drop((entry) => entry.pixels === pixels);
    const { boundary, copies, frozenPrecision } = options;
    const cache = yield* ActivationCache.fill(model, pixels, options, this.openFile);
    this.#entries.push({ model, pixels, boundary, copies, frozenPrecision, cache });
    return { cache, seconds: cache.seconds };
  }

  /** Takes what a layer makes of every picture as it is, where that is known already. */
  add(model: Model, pixels: PixelSet, boundary: string, cache: ActivationCache): void {
    this.#entries.push({ model, pixels, boundary, copies: plain, frozenPrecision: 'f32', cache });
  }

  /** Frees every cache. */
  clear(): void {
    this.#drop(() => true);
  }

  #drop(isStale: (entry: Entry) => boolean): void {
    this.#entries.filter(isStale).forEach(({ cache }) => cache.destroy());
    this.#entries = this.#entries.filter((entry) => !isStale(entry));
  }
}

function serves(have: Copies, wanted: Copies): boolean {
  return have.key === wanted.key || (have.key === 'mirrored' && wanted.key === plain.key);
}

function fits({ layout }: ActivationCache, { precision, gpuBytes, batch }: CacheOptions): boolean {
  const hasSlots = layout.slots >= batch || layout.resident === layout.rows;
  const isWithin = layout.tableBytes <= gpuBytes || layout.resident === 0;
  return layout.precision === precision && isWithin && hasSlots;
}
