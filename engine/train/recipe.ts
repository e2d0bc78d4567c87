/**
 * A recipe: how a network is retrained, as one plain object that can be saved, shared and run again. Its checks are in
 * recipe-rules.ts, ready ones in recipes.ts.
 */

import type { Augmentation } from '../data/augment.js';
import type { Precision } from '../graph/value.js';
import type { Schedule } from './schedule.js';

export type { Augmentation };

/**
 * What a batch norm does in training.
 * - `eval`: uses its running statistics and leaves them as they are;
 * - `train`: uses the batch's statistics and moves the running ones;
 * - `recalibrate`: its running statistics are estimated anew from the training images before the first step; then `eval`.
 */
export type BatchNormPolicy = 'eval' | 'train' | 'recalibrate';

export interface Recipe {
  /**
   * What stays as it is: everything up to and including a module (`layer2`, `layer2.1`), `head` for everything but the
   * head, or `none`.
   */
  readonly freeze: string;
  /** Modules that are trained though they lie in the frozen part. */
  readonly unfreeze: readonly string[];
  /** Policies by module; `frozen` and `trainable` stand for all layers of that kind that no module names. */
  readonly batchNorm: Readonly<Record<string, BatchNormPolicy>>;
  /** Begins with weights drawn from the seed, not with the model's. */
  readonly fromScratch: boolean;

  readonly epochs: number;
  /** Ends after so many steps, if that is sooner. */
  readonly steps: number | null;
  readonly batchSize: number;
  /** A new order in every epoch; otherwise the data set's own. */
  readonly shuffle: boolean;
  /** Decides first weights, the order of samples and the augmentation. */
  readonly seed: number;

  readonly optimizer: 'sgd' | 'adamw';
  readonly learningRate: number;
  /** Half a cosine down to 0, where nothing is said; with `steps`, constant. */
  readonly schedule: Schedule;
  /** Each block learns at this multiple of the rate of the block after it; the head has the whole rate. */
  readonly layerDecay: number;
  /** Multiples of the learning rate by module; of several that fit, the longest name counts. */
  readonly rateOf: Readonly<Record<string, number>>;
  /** Of SGD. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Of AdamW: how slowly the means of gradients and of their squares move. */
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Whether weights and biases of batch norm, and the head's bias, decay too. */
  readonly decayNormAndBias: boolean;
  /** The global norm above which gradients are scaled down to it. */
  readonly clipNorm: number | null;
  readonly labelSmoothing: number;

  readonly augment: Augmentation;
  /** Augmented copies of every sample that are made once and cached; 0: a new one in every epoch. */
  readonly augmentedCopies: number;
  /** Whether the frozen part's activations are computed once and kept, where the rest of the recipe allows it. */
  readonly cache: boolean;
  /** What cached activations are kept as: exact, or in half the memory, each within 2^-11 of itself. */
  readonly cachePrecision: Precision;
  /** What frozen layers keep all else as while they are computed, their weights too: the same choice. */
  readonly frozenPrecision: Precision;
  /** Steps between two losses that are read back. */
  readonly lossEvery: number;
  /** Whether the gradients' global norm is read back with them; where gradients are clipped it is in any case. */
  readonly watchGradients: boolean;
  /** Whether the norms of each layer that learns are read back with them: of gradient, weights and update. */
  readonly watchLayers: boolean;

  /** Parts of the training that follow each other, each with what differs; none: one part. */
  readonly phases: readonly Phase[];
}

/** What every phase has in common with the others. */
export type Fixed = 'phases' | 'fromScratch' | 'seed' | 'steps' | 'lossEvery' | 'watchGradients' | 'watchLayers';

export type Phase = Partial<Omit<Recipe, Fixed>>;

export const noAugmentation: Augmentation = { flip: false, crop: 0, brightness: 0, contrast: 0, saturation: 0 };

export const defaultRecipe: Recipe = {
  freeze: 'head',
  unfreeze: [],
  batchNorm: {},
  fromScratch: false,
  epochs: 20,
  steps: null,
  batchSize: 32,
  shuffle: true,
  seed: 0,
  optimizer: 'sgd',
  learningRate: 0.02,
  schedule: { kind: 'cosine', warmUp: 0 },
  layerDecay: 1,
  rateOf: {},
  momentum: 0.9,
  nesterov: false,
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weightDecay: 5e-4,
  decayNormAndBias: true,
  clipNorm: null,
  labelSmoothing: 0,
  augment: { ...noAugmentation, flip: true },
  augmentedCopies: 0,
  cache: true,
  cachePrecision: 'f32',
  frozenPrecision: 'f32',
  lossEvery: 1,
  watchGradients: false,
  watchLayers: false,
  phases: [],
};

/** A recipe as people write it: what is left out is the default, in the augmentation too. */
export type RecipeInput = Partial<Omit<Recipe, 'augment'>> & { readonly augment?: Partial<Augmentation> };
