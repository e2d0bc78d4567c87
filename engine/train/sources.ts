/** Which source a phase of training takes its samples from: cached activations where they can be, else pixels. */

import { randomUniform } from '../core/random.js';
import type { PixelSet } from '../data/pixels.js';
import type { Model } from '../model.js';
import { inputName } from '../models/layer.js';
import type { CacheStore } from './cache-store.js';
import type { TrainEvent } from './events.js';
import type { FreezePlan } from './freeze.js';
import type { Recipe } from './recipe.js';
import { CachedSource, PixelSource, type Mirror, type SampleSource } from './sample-source.js';
import type { TrainingData } from './training.js';

export interface SourcesOptions {
  /** The model that computes everything up to the boundary. */
  readonly prefix: Model;
  readonly data: TrainingData;
  readonly plan: FreezePlan;
  readonly recipe: Recipe;
  readonly caches: CacheStore;
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

const neverMirrored: Mirror = () => false;

/** Opens both parts of the data, yielding the progress of caches that must be filled. */
export async function* openSources(options: SourcesOptions): AsyncGenerator<TrainEvent, Sources> {
  const { prefix, data, plan, recipe } = options;
  const { augment, seed } = recipe;
  const mirror: Mirror = augment.flip
    ? (sample, epoch) => randomUniform(seed, 'augment', sample, epoch) < 0.5
    : neverMirrored;
  if (plan.boundary === inputName || !recipe.cache) {
    return { train: pixelSource(prefix, data.train, mirror), test: pixelSource(prefix, data.test), seconds: 0 };
  }
  const train = yield* openCache(options, 'train', mirror);
  const test = yield* openCache(options, 'test', neverMirrored);
  return { train: train.source, test: test.source, seconds: train.seconds + test.seconds };
}

export function pixelSource(model: Model, pixels: PixelSet, mirror: Mirror = neverMirrored): SampleSource {
  return new PixelSource(pixels, model.description.preprocessing, mirror);
}

async function* openCache(
  { prefix, data, plan: { boundary }, caches, signal }: SourcesOptions,
  part: 'train' | 'test',
  mirror: Mirror,
): AsyncGenerator<TrainEvent, { source: SampleSource; seconds: number }> {
  const mirrored = mirror !== neverMirrored;
  const filling = caches.get(prefix, data[part], { boundary, mirrored, batchSize: prefixBatch, signal });
  for (;;) {
    const next = await filling.next();
    if (next.done) return { source: new CachedSource(next.value.cache, boundary, mirror), seconds: next.value.seconds };
    yield { kind: 'progress', progress: { stage: `Frozen layers, ${part} images`, ...next.value } };
  }
}
