/** Recipes: what is filled in, and how each field that is wrong is named. */

import { describe, expect, it } from 'vitest';
import { defaultRecipe, type Recipe, type RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import { phasesOf } from '../../engine/train/phases.js';

/** As from a file: a field with any value at all. */
const recipeWith = (field: string, value: unknown) => ({ [field]: value }) as RecipeInput;

const wrong = {
  freeze: ['', undefined, 2],
  unfreeze: ['layer1', [1], [''], null],
  batchNorm: ['eval', { frozen: 'frozen' }, [], null],
  fromScratch: [1, 'yes'],
  epochs: [0, -1, 1.5, 10_001, '20', NaN],
  steps: [0, 1.5, '10'],
  batchSize: [0, 4097, 2.5, null],
  shuffle: [0, 'yes', null],
  seed: [-1, 0.5, 2 ** 32, 'seven'],
  optimizer: ['adam', null],
  learningRate: [0, -0.1, 101, Infinity, NaN, '0.1'],
  layerDecay: [0, 1.1, null],
  rateOf: [{ layer1: -1 }, { layer1: '1' }, 2],
  momentum: [-0.1, 1, NaN, true],
  nesterov: [0, null],
  betas: [[0.9], [0.9, 1], 0.9],
  epsilon: [0, -1, null],
  weightDecay: [-1e-4, 1.1, NaN],
  decayNormAndBias: ['no'],
  clipNorm: [0, -1, '1'],
  labelSmoothing: [-0.1, 1, null],
  augmentedCopies: [-1, 101, 1.5],
  cache: [1],
  cachePrecision: ['f64', 16],
  frozenPrecision: ['f64', 16],
  lossEvery: [0, 1001, 1.5],
  watchGradients: ['yes', 1],
  watchLayers: ['yes', 1],
} satisfies Record<Exclude<keyof Recipe, 'augment' | 'schedule' | 'phases'>, unknown[]>;

const atTheEdge = {
  freeze: ['head', 'none', 'layer2.1'],
  unfreeze: [[], ['layer1', 'conv1']],
  batchNorm: [{}, { frozen: 'train', 'layer1.0': 'recalibrate' }],
  fromScratch: [true, false],
  epochs: [1, 10_000],
  steps: [1, null],
  batchSize: [1, 4096],
  shuffle: [true, false],
  seed: [0, 2 ** 32 - 1],
  optimizer: ['sgd', 'adamw'],
  learningRate: [1e-6, 100],
  layerDecay: [0.01, 1],
  rateOf: [{}, { layer1: 0, fc: 100 }],
  momentum: [0, 0.999],
  nesterov: [true, false],
  betas: [[0, 0.999]],
  epsilon: [1e-12, 1],
  weightDecay: [0, 1],
  decayNormAndBias: [true, false],
  clipNorm: [1e-3, null],
  labelSmoothing: [0, 0.9],
  augmentedCopies: [0, 100],
  cache: [true, false],
  cachePrecision: ['f32', 'f16'],
  frozenPrecision: ['f32', 'f16'],
  lossEvery: [1, 1000],
  watchGradients: [true, false],
  watchLayers: [true, false],
} satisfies Record<keyof typeof wrong, unknown[]>;

const rows = (table: Record<string, unknown[]>) =>
  Object.entries(table).flatMap(([field, values]) => values.map((value) => [field, value] as const));

describe('a recipe', () => {
  it('is the default one where nothing is given', () => {
    expect(checkRecipe({})).toEqual(defaultRecipe);
  });

  it('keeps what is given and fills in the rest', () => {
    expect(checkRecipe({ epochs: 3, seed: 7 })).toEqual({ ...defaultRecipe, epochs: 3, seed: 7 });
  });

  it('is the same after a journey as JSON', () => {
    const recipe = checkRecipe({ schedule: { kind: 'cosine', warmUp: 0.1 }, phases: [{ epochs: 2 }] });
    expect(checkRecipe(JSON.parse(JSON.stringify(recipe)) as RecipeInput)).toEqual(recipe);
  });

  it('trains everything from scratch unless it says what not', () => {
    expect(checkRecipe({ fromScratch: true }).freeze).toBe('none');
    expect(checkRecipe({ fromScratch: true, freeze: 'layer1' }).freeze).toBe('layer1');
  });

  it.each(rows(atTheEdge))('may have %s %j', (field, value) => {
    expect(checkRecipe(recipeWith(field, value))).toMatchObject({ [field]: value });
  });

  it.each(rows(wrong))('is refused with %s %j, by the name of the field', (field, value) => {
    expect(() => checkRecipe(recipeWith(field, value))).toThrow(`recipe, ${field}: got `);
  });

  it('is refused with a field that there is not, and offers near names', () => {
    expect(() => checkRecipe(recipeWith('learningrate', 0.1))).toThrow(
      /recipe: got a field "learningrate", expected a field such as learningRate/,
    );
  });
});

describe('its augmentation', () => {
  it('is given in part', () => {
    expect(checkRecipe({ augment: { crop: 4 } }).augment).toEqual({
      flip: false,
      crop: 4,
      brightness: 0,
      contrast: 0,
      saturation: 0,
    });
  });

  it.each([
    ['crop', 0.5],
    ['flip', 1],
    ['brightness', 2],
    ['hue', 0.1],
  ])('is refused with %s %s', (field, value) => {
    expect(() => checkRecipe({ augment: { [field]: value } })).toThrow(/^recipe, augment/);
  });
});

describe('its schedule', () => {
  it('has what its kind has in PyTorch where nothing is said', () => {
    const schedule = { kind: 'one-cycle' } as Recipe['schedule'];
    expect(checkRecipe({ schedule }).schedule).toEqual({
      kind: 'one-cycle',
      rise: 0.3,
      start: 25,
      end: 250_000,
      lowMomentum: 0.85,
    });
  });

  it.each([
    [{ kind: 'exponential' }, 'recipe, schedule, kind: got exponential'],
    [{ kind: 'step', milestones: [2] }, 'recipe, schedule, milestones: got [2]'],
    [{ kind: 'cosine', milestones: [0.5] }, 'recipe, schedule: got a field "milestones"'],
  ])('is refused as %j', (schedule, message) => {
    expect(() => checkRecipe({ schedule: schedule as Recipe['schedule'] })).toThrow(message);
  });
});

describe('its phases', () => {
  it('are each a whole recipe, with what they say differently', () => {
    const recipe = checkRecipe({ seed: 5, phases: [{ epochs: 1 }, { freeze: 'none', learningRate: 0.01 }] });
    const [first, second] = phasesOf(recipe);
    expect(first).toMatchObject({ seed: 5, epochs: 1, freeze: 'head', phases: [] });
    expect(second).toMatchObject({ seed: 5, epochs: defaultRecipe.epochs, freeze: 'none', learningRate: 0.01 });
  });

  it('are one where none is given', () => {
    expect(phasesOf(defaultRecipe)).toEqual([defaultRecipe]);
  });

  it.each([
    [{ epochs: 0 }, 'recipe, phases[0], epochs: got 0'],
    [{ seed: 3 }, 'recipe, phases[0]: got a field "seed"'],
  ])('are refused with %j, by number and name', (phase, message) => {
    expect(() => checkRecipe({ phases: [phase as Recipe['phases'][number]] })).toThrow(message);
  });
});
