/** The options of the command line that make a recipe: a file or a ready one first, then what is said beside it. */

import { readFile } from 'node:fs/promises';
import { messageOf } from '../../engine/core/errors.js';
import {
  defaultRecipe,
  type Augmentation,
  type BatchNormPolicy,
  type Recipe,
  type RecipeInput,
} from '../../engine/train/recipe.js';
import { checkRecipe, scheduleKinds, scheduleOf } from '../../engine/train/recipe-rules.js';
import { readyRecipes } from '../../engine/train/recipes.js';
import type { Schedule } from '../../engine/train/schedule.js';
import { UsageError, type Values } from './options.js';

const policies: readonly BatchNormPolicy[] = ['eval', 'train', 'recalibrate'];

const whole = { kind: 'number', isInteger: true } as const;
const fraction = { kind: 'number', least: 0 } as const;
const text = { kind: 'text' } as const;
const flag = { kind: 'flag' } as const;

const usually = (value: string | number) => `(${value})`;

export const recipeOptions = {
  recipe: {
    ...text,
    value: 'R',
    help: `a recipe: a JSON file, or ${Object.keys(readyRecipes).join(', ')}; the options below change it`,
  },
  freeze: {
    ...text,
    value: 'MODULE',
    help: `freeze everything up to and including this module (layer2, layer2.1), head: all but the head, or none ${usually(defaultRecipe.freeze)}`,
  },
  unfreeze: { ...text, value: 'LIST', help: 'modules to train within the frozen part: layer1.0,layer2' },
  'bn-policy': {
    ...text,
    value: 'P',
    help: 'batch norm of frozen layers: eval, train or recalibrate; or by module: layer1=train,trainable=eval (eval)',
  },
  'from-scratch': {
    ...flag,
    help: 'begin with weights drawn from the seed; trains everything unless --freeze is given',
  },
  epochs: { ...whole, least: 1, help: `rounds over the training samples ${usually(defaultRecipe.epochs)}` },
  steps: { ...whole, least: 1, help: 'end after so many steps, if that is sooner' },
  'batch-size': { ...whole, least: 1, help: `samples a step ${usually(defaultRecipe.batchSize)}` },
  optimizer: {
    ...text,
    value: 'O',
    choices: ['sgd', 'adamw'],
    help: `sgd or adamw ${usually(defaultRecipe.optimizer)}`,
  },
  lr: { ...fraction, help: `learning rate ${usually(defaultRecipe.learningRate)}` },
  schedule: {
    ...text,
    value: 'S',
    choices: scheduleKinds,
    help: `${scheduleKinds.join(', ')} ${usually(`${defaultRecipe.schedule.kind}; with --steps constant`)}`,
  },
  'warm-up': { ...fraction, help: 'share of all steps in which the learning rate rises (0)' },
  'layer-decay': { ...fraction, help: 'each block learns at this multiple of the rate of the block after it (1)' },
  momentum: { ...fraction, help: `of sgd ${usually(defaultRecipe.momentum)}` },
  nesterov: { ...flag, help: "Nesterov's momentum" },
  'weight-decay': { ...fraction, help: `weight decay ${usually(defaultRecipe.weightDecay)}` },
  'no-norm-decay': { ...flag, help: 'no weight decay of batch norm and biases' },
  'clip-norm': { ...fraction, help: 'clip gradients to this global norm' },
  'label-smoothing': { ...fraction, help: 'part of the target that all classes share (0)' },
  seed: { ...whole, least: 0, help: `seed of everything random ${usually(defaultRecipe.seed)}` },
  'no-shuffle': { ...flag, help: 'train in the stated order of the data set' },
  augment: { ...text, value: 'LIST', help: 'flip,crop=4,brightness=0.2,contrast=0.2,saturation=0.2 (flip)' },
  'no-augment': { ...flag, help: 'train on the pictures as they are' },
  'augmented-copies': { ...whole, least: 1, help: 'cache so many augmented copies of every sample' },
  'no-cache': { ...flag, help: 'compute the frozen layers in every step anew' },
  'cache-precision': {
    ...text,
    value: 'P',
    choices: ['f32', 'f16'],
    help: `keep cached activations as f32 or, in half the memory, f16 ${usually(defaultRecipe.cachePrecision)}`,
  },
  'frozen-precision': {
    ...text,
    value: 'P',
    choices: ['f32', 'f16'],
    help: `what frozen layers keep their weights and values as ${usually(defaultRecipe.frozenPrecision)}`,
  },
  'loss-every': { ...whole, least: 1, help: 'read the loss back every so many steps (1)' },
  'watch-gradients': { ...flag, help: "tell the gradients' global norm with each loss" },
  'watch-layers': { ...flag, help: 'tell how far a step moves each layer that learns' },
} as const;

/** The recipe that the options say. Throws a `UsageError` that names what is wrong. */
export async function recipeOf(values: Values<typeof recipeOptions>): Promise<Recipe> {
  const base = values.recipe === undefined ? {} : await readRecipe(values.recipe);
  try {
    return checkRecipe({ ...base, ...said(values) });
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

/** A ready recipe by name, or the JSON of a file. */
async function readRecipe(name: string): Promise<RecipeInput> {
  const ready = readyRecipes[name];
  if (ready) return ready.recipe;
  try {
    return JSON.parse(await readFile(name, 'utf8')) as RecipeInput;
  } catch (error) {
    const known = Object.keys(readyRecipes).join(', ');
    throw new UsageError(`--recipe ${name} is neither ${known} nor a readable JSON file: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The fields that were typed. */
function said(values: Values<typeof recipeOptions>): RecipeInput {
  const fields = {
    freeze: values.freeze,
    unfreeze: values.unfreeze?.split(','),
    batchNorm: policiesOf(values['bn-policy']),
    fromScratch: values['from-scratch'] || undefined,
    epochs: values.epochs,
    steps: values.steps,
    batchSize: values['batch-size'],
    optimizer: values.optimizer,
    learningRate: values.lr,
    schedule: schedule(values),
    layerDecay: values['layer-decay'],
    momentum: values.momentum,
    nesterov: values.nesterov || undefined,
    weightDecay: values['weight-decay'],
    decayNormAndBias: values['no-norm-decay'] ? false : undefined,
    clipNorm: values['clip-norm'],
    labelSmoothing: values['label-smoothing'],
    seed: values.seed,
    shuffle: values['no-shuffle'] ? false : undefined,
    augment: values['no-augment'] ? {} : augmentationOf(values.augment),
    augmentedCopies: values['augmented-copies'],
    cache: values['no-cache'] ? false : undefined,
    cachePrecision: values['cache-precision'],
    frozenPrecision: values['frozen-precision'],
    lossEvery: values['loss-every'],
    watchGradients: values['watch-gradients'] || undefined,
    watchLayers: values['watch-layers'] || undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function schedule({ schedule: kind, 'warm-up': warmUp }: Values<typeof recipeOptions>): Schedule | undefined {
  if (kind === undefined && warmUp === undefined) return undefined;
  const chosen = scheduleOf(kind ?? defaultRecipe.schedule.kind);
  return warmUp === undefined ? chosen : ({ ...chosen, warmUp } as Schedule);
}

/** `train`: of frozen layers. `layer1=train,trainable=eval`: by module. */
function policiesOf(typed: string | undefined): Record<string, BatchNormPolicy> | undefined {
  if (typed === undefined) return undefined;
  const known = (policy: string): policy is BatchNormPolicy => policies.includes(policy as BatchNormPolicy);
  return Object.fromEntries(
    typed.split(',').map((part) => {
      const [module = '', policy] = part.includes('=') ? part.split('=') : ['frozen', part];
      if (policy !== undefined && known(policy)) return [module, policy];
      throw new UsageError(`--bn-policy has "${part}", and a policy is ${policies.join(' or ')}.`);
    }),
  );
}

/** `flip,crop=4`: what is named is on. */
function augmentationOf(typed: string | undefined): Partial<Augmentation> | undefined {
  if (typed === undefined) return undefined;
  return Object.fromEntries(
    typed.split(',').map((part) => {
      const [name = '', amount] = part.split('=');
      return [name, amount === undefined ? true : Number(amount)];
    }),
  );
}
