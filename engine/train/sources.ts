/** Which source a phase of training takes its samples from: cached activations where they can be, else pixels. */

import { isColoured } from '../data/augment.js';
import type { PixelSet, TrainingData } from '../data/pixels.js';
import type { Model } from '../model.js';
import { inputName } from '../models/layer.js';
import type { CacheStore } from './cache-store.js';
import type { TrainEvent } from './events.js';
import type { FreezePlan } from './freeze.js';
import type { Recipe } from './recipe.js';
import { freshDraws, plain, planCopies, type Copies } from './copies.js';
import { CachedSource } from './cached-source.js';
import { PixelSource, type Drawing } from './pixel-source.js';
import type { SampleSource } from './sample-source.js';
import { largestBatch } from './train-step.js';

export interface SourcesOptions {
  /** The model that computes everything up to the boundary. */
  readonly prefix: Model;
  readonly data: TrainingData;
  readonly plan: FreezePlan;
  readonly recipe: Recipe;
  readonly caches: CacheStore;
  /** The most that the caches of the training part and of the test part may take on the GPU. */
  readonly cacheBytes: readonly number[];
  readonly signal: AbortSignal | undefined;
}

export interface Sources {
  readonly train: SampleSource;
  readonly test: SampleSource;
  /** Spent on filling caches; 0 where they were there, or none is used. */
  readonly seconds: number;
}

/** Samples that the frozen part takes at once. */
const prefixBatch = 64;

/** Opens both parts of the data, yielding the progress of caches that must be filled. */
export async function* openSources(options: SourcesOptions): AsyncGenerator<TrainEvent, Sources> {
  const { prefix, data, plan, recipe } = options;
  const copies = planCopies(recipe);
  if (plan.boundary === inputName || !recipe.cache || !copies) {
    const drawing = { isColoured: isColoured(recipe.augment), drawOf: freshDraws(recipe) };
    return { train: pixelSource(prefix, data.train, drawing), test: pixelSource(prefix, data.test), seconds: 0 };
  }
  const [trainBytes = 0, testBytes = 0] = options.cacheBytes;
  const train = yield* openCache(options, 'train', copies, trainBytes);
  const test = yield* openCache(options, 'test', plain, testBytes);
  return { train: train.source, test: test.source, seconds: train.seconds + test.seconds };
}

export function pixelSource(model: Model, pixels: PixelSet, drawing: Drawing = plain): SampleSource {
  return new PixelSource(pixels, model.description.preprocessing, drawing);
}

async function* openCache(
  { prefix, data, plan: { boundary }, recipe, caches, signal }: SourcesOptions,
  part: 'train' | 'test',
  copies: Copies,
  gpuBytes: number,
): AsyncGenerator<TrainEvent, { source: SampleSource; seconds: number }> {
  const { cachePrecision: precision, frozenPrecision } = recipe;
  const wanted = { boundary, copies, precision, frozenPrecision, gpuBytes, batch: largestBatch(recipe) };
  const filling = caches.get(prefix, data[part], { ...wanted, prefixBatch, signal });
  for (;;) {
    const next = await filling.next();
    if (next.done) {
      const { cache, seconds } = next.value;
      return { source: new CachedSource(cache, boundary, copies.copyOf), seconds };
    }
    yield { kind: 'progress', progress: { stage: `Frozen layers, ${part} images`, ...next.value } };
  }
}
