/**
 * An experiment as one plain JSON document: what is compared, on which data, with which seeds, within which budget. Its
 * checks are in document-rules.ts, what each kind makes of it in kinds/.
 */

import type { BatchNormPolicy, RecipeInput } from '../train/recipe.js';
import type { Shift } from './shifts.js';

export type KindName =
  | 'freeze-sweep'
  | 'yosinski'
  | 'transfer'
  | 'labels'
  | 'batch-norm'
  | 'recipes'
  | 'generalisation'
  | 'surgical'
  | 'task-distance'
  | 'arms';

/** One side of a comparison that a document spells out itself. */
export interface Arm {
  readonly name: string;
  /** The model's weights, or weights drawn from the seed. */
  readonly init: 'pretrained' | 'random';
  /** Beside what all arms have in common. */
  readonly recipe: RecipeInput;
}

/** Some of the classes, as a task of their own. */
export interface Task {
  readonly name: string;
  readonly classes: readonly string[];
}

/** What varies; which of it means something is the kind's to say. */
export interface Factors {
  /** Where the frozen part ends: `none`, stages or blocks by name, `head`; or every stage or block of the model. */
  readonly cuts: 'stages' | 'blocks' | readonly string[];
  /** What the layers above a cut begin with: the model's weights, or ones drawn from the seed. */
  readonly above: readonly ('pretrained' | 'random')[];
  /** Policies of the frozen layers' batch norm. */
  readonly batchNorm: readonly BatchNormPolicy[];
  /** Ways of training by name: ready recipes, or plain fine-tuning with one thing changed. */
  readonly recipes: readonly string[];
  /** Training images of each class, from few to many: each subset holds the ones before it. */
  readonly trainPerClass: readonly number[];
  /** The target, and the tasks that are learned before it. */
  readonly tasks: readonly Task[];
  /** Test sets beside the plain one. */
  readonly shifts: readonly Shift[];
  /** Test accuracies, from 0 to 1, that runs are timed to. */
  readonly targets: readonly number[];
}

/** What of the data is used, in every run the same. */
export interface Samples {
  /** Training images of each class, drawn by seed; `null`: all. */
  readonly trainPerClass: number | null;
  /** Test images of each class, the same for every seed; `null`: all. */
  readonly testPerClass: number | null;
  /** Only samples with this in their names: `-noto`. */
  readonly names: string | null;
}

/** Where a session of an experiment ends; what is left can be gone on with. */
export interface Budget {
  /** No run is begun after so many seconds. */
  readonly seconds: number | null;
  /** Ends after so many runs. */
  readonly runs: number | null;
}

export interface ExperimentDocument {
  readonly name: string;
  readonly kind: KindName;
  /** A name in the zoo, or a weights file. */
  readonly model: string;
  /** The side of the images in pixels, if not what the model was trained with. */
  readonly imageSize: number | null;
  /** A data set by name, or a folder, zip or CIFAR-10 `.bin`. */
  readonly data: string;
  /** Each decides classes, samples, first weights and order of one replication, the same for all arms: they are paired. */
  readonly seeds: readonly number[];
  /** What the recipes of all arms have in common. */
  readonly recipe: RecipeInput;
  /** Of the kind `arms`; the first is what the others are compared with. */
  readonly arms: readonly Arm[];
  readonly factors: Factors;
  readonly samples: Samples;
  readonly budget: Budget;
}

/** A document whose cuts are named one by one: all that a run depends on. */
export interface ResolvedDocument extends ExperimentDocument {
  readonly factors: Omit<Factors, 'cuts'> & { readonly cuts: readonly string[] };
}

/** A document as people write it: what is left out is the default. */
export type DocumentInput = Partial<Omit<ExperimentDocument, 'factors' | 'samples' | 'budget' | 'arms'>> & {
  readonly $schema?: string;
  readonly arms?: readonly (Pick<Arm, 'name'> & Partial<Arm>)[];
  readonly factors?: Partial<Factors>;
  readonly samples?: Partial<Samples>;
  readonly budget?: Partial<Budget>;
};

export const defaultFactors: Factors = {
  cuts: 'stages',
  above: ['pretrained'],
  batchNorm: ['eval', 'train', 'recalibrate'],
  recipes: ['last-stage', 'fine-tune', 'linear-probe-then-fine-tune', 'gradual', 'from-scratch'],
  trainPerClass: [1, 2, 5, 10, 20, 50],
  tasks: [],
  shifts: (['noise', 'blur', 'contrast'] as const).flatMap((kind) =>
    ([1, 2, 3, 4, 5] as const).map((strength) => ({ kind, strength })),
  ),
  targets: [],
};

export const defaultSamples: Samples = { trainPerClass: null, testPerClass: null, names: null };
export const defaultBudget: Budget = { seconds: null, runs: null };
