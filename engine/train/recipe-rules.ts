/** What each field of a recipe has to be, and an error that names the field that is not. */

import {
  checkField,
  checkFields,
  isPlainObject,
  list,
  number,
  oneOf,
  within,
  wholeNumber,
  type Rule,
  type Rules,
} from '../core/fields.js';
import {
  defaultRecipe,
  noAugmentation,
  type Augmentation,
  type Fixed,
  type Phase,
  type Recipe,
  type RecipeInput,
} from './recipe.js';
import type { Schedule } from './schedule.js';

const orNothing = ({ expected, holds }: Rule): Rule => ({
  expected: `${expected}, or null`,
  holds: (value) => value === null || holds(value),
});

const flag: Rule = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };

const byModule = (expected: string, item: Rule): Rule => ({
  expected,
  holds: (value) => isPlainObject(value) && Object.values(value).every(item.holds),
});

const anObject: Rule = { expected: 'an object', holds: isPlainObject };

const name: Rule = { expected: 'a name', holds: (value) => typeof value === 'string' && value !== '' };
const rate = number('a number above 0 and at most 100', (value) => value > 0 && value <= 100);
const belowOne = number('a number from 0 to below 1', (value) => value >= 0 && value < 1);

const rules: Rules<Recipe> = {
  freeze: { ...name, expected: 'none, head or the name of a module' },
  unfreeze: list('a list of names of modules', name),
  batchNorm: byModule(
    'an object with eval, train or recalibrate for names of modules, frozen or trainable',
    oneOf('eval', 'train', 'recalibrate'),
  ),
  fromScratch: flag,
  epochs: wholeNumber(1, 10_000),
  steps: orNothing(wholeNumber(1, 100_000_000)),
  batchSize: wholeNumber(1, 4096),
  shuffle: flag,
  seed: wholeNumber(0, 2 ** 32 - 1),
  optimizer: oneOf('sgd', 'adamw'),
  learningRate: rate,
  schedule: anObject,
  layerDecay: number('a number above 0 and at most 1', (value) => value > 0 && value <= 1),
  rateOf: byModule('an object with a number from 0 to 100 for names of modules', within(0, 100)),
  momentum: belowOne,
  nesterov: flag,
  betas: list('two numbers from 0 to below 1', belowOne, 2),
  epsilon: number('a number above 0 and at most 1', (value) => value > 0 && value <= 1),
  weightDecay: within(0, 1),
  decayNormAndBias: flag,
  clipNorm: orNothing(number('a number above 0', (value) => value > 0 && value < Infinity)),
  labelSmoothing: belowOne,
  augment: anObject,
  augmentedCopies: wholeNumber(0, 100),
  cache: flag,
  cachePrecision: oneOf('f32', 'f16'),
  frozenPrecision: oneOf('f32', 'f16'),
  lossEvery: wholeNumber(1, 1000),
  watchGradients: flag,
  watchLayers: flag,
  phases: list('a list of objects', anObject),
};

const augmentationRules: Rules<Augmentation> = {
  flip: flag,
  crop: wholeNumber(0, 1024),
  brightness: within(0, 1),
  contrast: within(0, 1),
  saturation: within(0, 1),
};

const share = within(0, 1);
const kinds = ['constant', 'step', 'cosine', 'one-cycle', 'range-test'] as const satisfies Schedule['kind'][];

const scheduleRules: { readonly [Kind in Schedule['kind']]: Rules<Extract<Schedule, { kind: Kind }>> } = {
  constant: { kind: oneOf(...kinds), warmUp: share },
  step: {
    kind: oneOf(...kinds),
    warmUp: share,
    milestones: list('a list of shares of all steps, each from 0 to 1', share),
    factor: number('a number above 0 and at most 1', (value) => value > 0 && value <= 1),
  },
  cosine: { kind: oneOf(...kinds), warmUp: share },
  'one-cycle': {
    kind: oneOf(...kinds),
    rise: share,
    start: number('a number of at least 1', (value) => value >= 1 && value < Infinity),
    end: number('a number of at least 1', (value) => value >= 1 && value < Infinity),
    lowMomentum: orNothing(belowOne),
  },
  'range-test': { kind: oneOf(...kinds), to: rate },
};

const scheduleDefaults: { readonly [Kind in Schedule['kind']]: Extract<Schedule, { kind: Kind }> } = {
  constant: { kind: 'constant', warmUp: 0 },
  step: { kind: 'step', warmUp: 0, milestones: [0.5, 0.75], factor: 0.1 },
  cosine: { kind: 'cosine', warmUp: 0 },
  // PyTorch's OneCycleLR.
  'one-cycle': { kind: 'one-cycle', rise: 0.3, start: 25, end: 250_000, lowMomentum: 0.85 },
  'range-test': { kind: 'range-test', to: 10 },
};

/** A schedule of that kind, with what PyTorch's has. */
export function scheduleOf(kind: Schedule['kind']): Schedule {
  return scheduleDefaults[kind];
}

export const scheduleKinds: readonly Schedule['kind'][] = kinds;

const fixed: readonly Fixed[] = [
  'phases',
  'fromScratch',
  'seed',
  'steps',
  'lossEvery',
  'watchGradients',
  'watchLayers',
];

/**
 * The recipe with defaults filled in.
 * @throws ThawError that names the first field that is wrong: what was found there, and what was expected.
 */
export function checkRecipe(given: RecipeInput): Recipe {
  const augment = isPlainObject(given.augment) ? { ...noAugmentation, ...given.augment } : given.augment;
  const freeze = given.fromScratch ? { freeze: 'none' } : {};
  // Some steps of a training are asked for to look at them: the rate is then what was said.
  const cut = typeof given.steps === 'number' ? { schedule: scheduleDefaults.constant } : {};
  const recipe = {
    ...defaultRecipe,
    ...freeze,
    ...cut,
    ...given,
    ...(augment === undefined ? {} : { augment }),
  } as Recipe;
  checkFields('recipe', recipe, rules);
  const checked = { ...recipe, schedule: completeSchedule('recipe, schedule', recipe.schedule) };
  checkFields('recipe, augment', checked.augment, augmentationRules);
  return { ...checked, phases: recipe.phases.map((phase, index) => checkPhase(`recipe, phases[${index}]`, phase)) };
}

function checkPhase(where: string, phase: Phase): Phase {
  const allowed = Object.fromEntries(Object.entries(rules).filter(([field]) => !fixed.includes(field as Fixed)));
  checkFields(where, phase, allowed);
  if (phase.augment) checkFields(`${where}, augment`, phase.augment, augmentationRules);
  return phase.schedule ? { ...phase, schedule: completeSchedule(`${where}, schedule`, phase.schedule) } : phase;
}

/** What is left out of a schedule is what its kind has in PyTorch. */
function completeSchedule(where: string, given: Schedule): Schedule {
  checkField(where, 'kind', given.kind, oneOf(...kinds));
  const schedule = { ...scheduleDefaults[given.kind], ...given };
  checkFields(where, schedule, scheduleRules[given.kind]);
  return schedule;
}
