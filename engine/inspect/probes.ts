/**
 * Linear probes: how well each block's features tell the classes apart, by a linear head of their own, trained on the
 * mean of each channel. Where the probes stop rising, what comes after adds nothing to these data.
 * Alain and Bengio, "Understanding Intermediate Layers Using Linear Classifier Probes", 2016.
 *
 * A probe is the network cut behind a block and given a head: what trains it is what trains the head of the whole one. So
 * the last block's probe is head-only training.
 */

import type { PixelSet, TrainingData } from '../data/pixels.js';
import { Model } from '../model.js';
import type { Architecture } from '../models/architecture.js';
import { ActivationCache } from '../train/activation-cache.js';
import { CacheStore } from '../train/cache-store.js';
import type { Progress } from '../train/events.js';
import type { RecipeInput } from '../train/recipe.js';
import { train } from '../train/trainer.js';
import type { Tensor } from '../weights/tensor.js';
import { pooledLayer, poolFeatures } from './pooled-features.js';

export interface Probe {
  /** `layer2.0`, or `stem`. */
  readonly block: string;
  /** Features that it had: channels of the block. */
  readonly features: number;
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
}

export type ProbeEvent =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'probe'; readonly probe: Probe };

type ProbeRecipe = Pick<
  RecipeInput,
  'epochs' | 'batchSize' | 'learningRate' | 'schedule' | 'momentum' | 'weightDecay' | 'seed'
>;

/**
 * Probes every block but the head, in the order of the network; the features come from one pass over the pictures.
 * @throws the signal's reason when it aborts.
 */
export async function* probeBlocks(
  model: Model,
  data: TrainingData,
  recipe: ProbeRecipe = {},
  signal?: AbortSignal,
): AsyncGenerator<ProbeEvent, readonly Probe[]> {
  const blocks = model.network.blocks.slice(0, -1);
  const outputs = blocks.map(({ output }) => output);
  const features = {
    train: yield* pool(model, data.train, 'training', outputs, signal),
    test: yield* pool(model, data.test, 'test', outputs, signal),
  };
  const probes: Probe[] = [];
  for (const { name, output } of blocks) {
    signal?.throwIfAborted();
    const cut = cutAfter(model, name);
    const parts = { train: features.train.get(output), test: features.test.get(output) };
    if (!parts.train || !parts.test) continue;
    const probe = await trainProbe(cut, data, { train: parts.train, test: parts.test }, recipe, signal);
    probes.push({ block: name, ...probe });
    yield { kind: 'probe', probe: { block: name, ...probe } };
  }
  return probes;
}

async function* pool(
  model: Model,
  pixels: PixelSet,
  part: string,
  layers: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<ProbeEvent, ReadonlyMap<string, Tensor>> {
  const pooling = poolFeatures(model, pixels, layers, signal);
  for (;;) {
    const next = await pooling.next();
    if (next.done) return next.value;
    yield { kind: 'progress', progress: { stage: `Features of the ${part} images`, ...next.value } };
  }
}

/** The head of a cut network, trained on features that are there. */
async function trainProbe(
  cut: Model,
  data: TrainingData,
  features: Readonly<Record<'train' | 'test', Tensor>>,
  recipe: ProbeRecipe,
  signal?: AbortSignal,
): Promise<Omit<Probe, 'block'>> {
  const caches = new CacheStore();
  try {
    for (const part of ['train', 'test'] as const) {
      const cache = await ActivationCache.of(cut.device, features[part]);
      caches.add(cut, data[part], pooledLayer(cut.network), cache);
    }
    const given: RecipeInput = { ...recipe, freeze: 'head', augment: { flip: false } };
    const running = train(cut, data, given, { caches, ...(signal && { signal }) });
    for (;;) {
      const next = await running.next();
      if (!next.done) continue;
      const { model, report } = next.value;
      model.destroy();
      const trainAccuracy = report.epochs.at(-1)?.trainAccuracy ?? NaN;
      return { features: features.train.shape[1] ?? 0, trainAccuracy, testAccuracy: report.testAccuracy };
    }
  } finally {
    caches.clear();
  }
}

/** A model's first blocks, up to and including one, under a head that is to be drawn. */
function cutAfter(model: Model, block: string): Model {
  const architecture = cutArchitecture(model.description.architecture, block);
  // No class has a name yet, so that training draws the head.
  return new Model(model.device, { ...model.description, architecture, classes: [] }, [], model.arenas);
}

function cutArchitecture(whole: Architecture, block: string): Architecture {
  const [, stage = '0', index = '-1'] = /^layer(\d+)\.(\d+)$/.exec(block) ?? [];
  const before = whole.blocks.slice(0, Math.max(0, Number(stage) - 1));
  return { ...whole, blocks: stage === '0' ? [] : [...before, Number(index) + 1] };
}
