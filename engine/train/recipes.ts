/** Ready recipes, by name. Each is a plain recipe with a few fields said; anything may be said differently beside it. */

import type { RecipeInput } from './recipe.js';

export interface ReadyRecipe {
  readonly title: string;
  /** What it does, and where it comes from. */
  readonly description: string;
  readonly recipe: RecipeInput;
}

const cosine = { kind: 'cosine', warmUp: 0 } as const;

/** fastai's fit_one_cycle: up from a 25th within `rise` of the steps, down to a hundred thousandth. */
const oneCycle = (rise: number, start: number) =>
  ({ kind: 'one-cycle', rise, start, end: 1e5, lowMomentum: 0.85 }) as const;

/** The rate of the first block is a hundredth of the head's over the eleven blocks of a ResNet-20. */
const discriminative = 0.63;

export const readyRecipes: Readonly<Record<string, ReadyRecipe>> = {
  'fine-tune': {
    title: 'Fine-tune in two phases',
    description:
      'One epoch of the head alone, then everything at half the rate, early layers more slowly, both one-cycle: ' +
      "fastai's Learner.fine_tune (Howard and Gugger, 2020). Batch norm of frozen layers uses the batch, as there.",
    recipe: {
      momentum: 0.95,
      phases: [
        { freeze: 'head', batchNorm: { frozen: 'train' }, epochs: 1, learningRate: 0.04, schedule: oneCycle(0.99, 25) },
        { freeze: 'none', epochs: 19, learningRate: 0.02, layerDecay: discriminative, schedule: oneCycle(0.3, 5) },
      ],
    },
  },
  'linear-probe-then-fine-tune': {
    title: 'Linear probe, then fine-tune',
    description:
      'The head alone until it fits, then everything at a smaller rate, so that features are not distorted by a head ' +
      'that knows nothing yet (Kumar et al., 2022).',
    recipe: {
      schedule: cosine,
      phases: [
        { freeze: 'head', epochs: 10, learningRate: 0.05 },
        { freeze: 'none', epochs: 10, learningRate: 0.01 },
      ],
    },
  },
  gradual: {
    title: 'Gradual unfreezing',
    description:
      'From the head down, one stage more in each phase, each block at a smaller rate than the one after it ' +
      '(Howard and Ruder, ULMFiT, 2018).',
    recipe: {
      schedule: cosine,
      layerDecay: 1 / 2.6 ** (1 / 3),
      phases: [
        { freeze: 'head', epochs: 3, learningRate: 0.05 },
        { freeze: 'layer2', epochs: 5, learningRate: 0.02 },
        { freeze: 'layer1', epochs: 5, learningRate: 0.02 },
        { freeze: 'none', epochs: 7, learningRate: 0.02 },
      ],
    },
  },
  'last-stage': {
    title: 'Last stage and head',
    description: 'Everything after the second stage, with a cosine schedule.',
    recipe: { freeze: 'layer2', learningRate: 0.02, schedule: cosine },
  },
  'from-scratch': {
    title: 'From scratch',
    description: 'Random weights, everything trained: what transfer is measured against.',
    recipe: { fromScratch: true, learningRate: 0.05, schedule: cosine },
  },
  'learning-rate-range-test': {
    title: 'Learning-rate range test',
    description:
      'A hundred steps whose rate grows from 1e-7 to 10; the report suggests a rate (Smith, 2017; fastai’s lr_find). ' +
      'The weights are not kept.',
    recipe: { epochs: 10_000, steps: 100, learningRate: 1e-7, schedule: { kind: 'range-test', to: 10 } },
  },
};
