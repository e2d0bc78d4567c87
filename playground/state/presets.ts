/**
 * Presets of the freeze editor: what of a network is trained, at which rates and in which phases, for networks of any
 * number of stages. The four rules are those of CS231n ("Transfer Learning", Karpathy and Li, Stanford), which chooses
 * by how much data there is and how like the data of the pretraining it is. Pure.
 */

import { checkRecipe, type Recipe, type RecipeInput } from '../../engine/index.js';
import type { ModelSummary } from '../worker/protocol.js';

export interface Preset {
  readonly title: string;
  readonly description: string;
  readonly group: 'How much learns' | 'By data: CS231n’s four rules';
  readonly changes: (stages: readonly string[]) => RecipeInput;
}

/** What a preset says anew; the rest of the recipe stays. */
const plain: RecipeInput = { freeze: 'head', unfreeze: [], batchNorm: {}, rateOf: {}, layerDecay: 1, phases: [] };

const share = 'How much learns';
const rules = 'By data: CS231n’s four rules';

/** Pretrained weights are good already: they move at a tenth of the rate of the new head. */
const gently = (stages: readonly string[]) => Object.fromEntries(['stem', ...stages].map((stage) => [stage, 0.1]));

/** Everything but the last `count` stages and the head; all of it where there are no more stages. */
const allBut = (stages: readonly string[], count: number) => stages.at(-1 - count) ?? 'stem';

/** From the head down, a stage more in each phase (Howard and Ruder, ULMFiT, 2018). */
function gradual(stages: readonly string[]): RecipeInput {
  const later = stages.map((_, index) => ({ freeze: allBut(stages, index + 1), epochs: 4, learningRate: 0.02 }));
  return {
    phases: [{ freeze: 'head', epochs: 4, learningRate: 0.05 }, ...later.slice(0, -1), { ...whole, epochs: 4 }],
  };
}

const whole = { freeze: 'none', learningRate: 0.01 };

export const presets: Readonly<Record<string, Preset>> = {
  head: {
    title: 'Head only',
    group: share,
    description: 'A new head on features that stay as they are: a linear probe. The least that learns.',
    changes: () => ({}),
  },
  'last-stage': {
    title: 'Last stage and head',
    group: share,
    description: 'The most specialised features are learnt again, the general ones before them are kept.',
    changes: (stages) => ({ freeze: allBut(stages, 1) }),
  },
  all: {
    title: 'Everything',
    group: share,
    description: 'All weights learn, from where the pretraining left them.',
    changes: () => ({ freeze: 'none' }),
  },
  gradual: {
    title: 'Gradual: a stage more in each phase',
    group: share,
    description: 'The head first; then, phase by phase, one stage more (ULMFiT, 2018).',
    changes: gradual,
  },
  'small-similar': {
    title: 'Little data, similar',
    group: rules,
    description: 'Fine-tuning would overfit, and the features fit already: the head alone.',
    changes: () => ({}),
  },
  'large-similar': {
    title: 'Much data, similar',
    group: rules,
    description: 'Enough to fine-tune everything without overfitting; the pretrained weights at a tenth of the rate.',
    changes: (stages) => ({ freeze: 'none', rateOf: gently(stages) }),
  },
  'small-different': {
    title: 'Little data, different',
    group: rules,
    description:
      'Late features are too special for these data: the early ones are kept, and what comes after the first stage is ' +
      'learnt again. (The rule itself puts a linear classifier there.)',
    changes: (stages) => ({ freeze: stages[0] ?? 'stem' }),
  },
  'large-different': {
    title: 'Much data, different',
    group: rules,
    description: 'Enough to train from scratch; beginning with pretrained weights still helps. Everything, whole rate.',
    changes: () => ({ freeze: 'none' }),
  },
};

/** A recipe with a preset laid over it. */
export function withPreset(recipe: Recipe, preset: Preset, { blocks }: Pick<ModelSummary, 'blocks'>): Recipe {
  const stages = new Set(blocks.map(({ stage }) => stage).filter((stage) => !['stem', 'head'].includes(stage)));
  return checkRecipe({ ...recipe, ...plain, ...preset.changes([...stages]) });
}
