/** Links: any state comes back from one, any text opens a page that works. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkRecipe, defaultRecipe, type RecipeInput } from '../../../engine/index.js';
import { plainView } from '../../../playground/state/app-state.js';
import { linkTo, mostCharacters, parts, readLink, type Shared } from '../../../playground/state/link.js';
import { maskOf } from '../../../playground/state/mask.js';
import { presets, withPreset } from '../../../playground/state/presets.js';
import { summaryOf } from '../model-summaries.js';

const plain: Shared = {
  recipe: defaultRecipe,
  model: undefined,
  data: undefined,
  preprocessing: undefined,
  picture: undefined,
  layers: { early: undefined, late: undefined },
  views: { early: plainView, late: plainView },
  hidden: [],
  lesson: undefined,
};
const linkOf = (recipe: RecipeInput) => linkTo({ ...plain, recipe: checkRecipe(recipe) }).hash;

const recipes: fc.Arbitrary<RecipeInput> = fc.record(
  {
    freeze: fc.constantFrom('head', 'none', 'layer2', 'layer1.0'),
    unfreeze: fc.subarray(['stem', 'layer1.0.conv1', 'layer1.1']),
    epochs: fc.integer({ min: 1, max: 10_000 }),
    learningRate: fc.double({ min: 1e-6, max: 100, noNaN: true }),
    clipNorm: fc.constantFrom(null, 1, 0.5),
    optimizer: fc.constantFrom('sgd', 'adamw'),
    nesterov: fc.boolean(),
    batchNorm: fc.constantFrom({}, { frozen: 'train' }, { 'layer1.0': 'recalibrate' }),
    rateOf: fc.constantFrom({}, { stem: 0.1, layer1: 0.5 }),
    steps: fc.constantFrom(null, 5),
    fromScratch: fc.boolean(),
    schedule: fc.constantFrom(
      { kind: 'constant', warmUp: 0 },
      { kind: 'cosine', warmUp: 0 },
      { kind: 'cosine', warmUp: 0.1 },
    ),
  },
  { requiredKeys: [] },
);

test('what is as by default is left out: a page as it opens has no hash', () => {
  expect(linkTo(plain)).toEqual({ hash: '', missing: [] });
  expect(linkOf({ freeze: 'layer2', epochs: 5 })).toBe('#v=1&freeze=layer2&epochs=5');
});

test('any state comes back from its link', () => {
  fc.assert(
    fc.property(recipes, fc.subarray([...parts]), fc.constantFrom('layer2.0', undefined), (recipe, hidden, late) => {
      const shared: Shared = {
        ...plain,
        recipe: checkRecipe(recipe),
        hidden,
        preprocessing: { resize: 40, crop: 32, interpolation: 'bicubic', mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
        picture: 'airplane-from-above.jpg',
        layers: { early: undefined, late },
        views: {
          early: { network: 'change', scale: 'network', order: 'index' },
          late: { network: 'untrained', scale: 'channel', order: 'variance' },
        },
        lesson: 'thawed',
      };
      expect(readLink(linkTo(shared).hash)).toEqual(shared);
    }),
  );
});

test('a page of the lesson is named; one that there is not opens none', () => {
  expect(linkTo({ ...plain, lesson: 'head' }).hash).toBe('#v=1&lesson=head');
  expect(readLink('#v=1&lesson=eighth')?.lesson).toBeUndefined();
});

test('any text is read without an error, as a recipe that is right', () => {
  const field = fc.tuple(fc.constantFrom(...Object.keys(defaultRecipe), 'hide', 'model'), fc.string());
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const read = readLink(`#${new URLSearchParams([['v', '1'], ...fields]).toString()}`);
      expect(() => checkRecipe(read?.recipe ?? {})).not.toThrow();
    }),
  );
});

describe('a link by hand', () => {
  it('has numbers moved to the nearest that the engine takes', () => {
    const { recipe } = readLink('#v=1&epochs=1e9&batchSize=-3&momentum=7&seed=-1') ?? plain;
    expect(recipe).toMatchObject({ epochs: 10_000, batchSize: 1, momentum: 0.999999, seed: 0 });
  });

  it('has wrong and unknown fields ignored, each by itself', () => {
    const { recipe } = readLink('#v=1&epochs=many&optimizer=adam&shuffle=maybe&colour=red&freeze=layer1') ?? plain;
    expect(recipe).toEqual({ ...defaultRecipe, freeze: 'layer1' });
  });

  it('has how pictures are fed as a whole or not at all, and no larger than a page can bear', () => {
    const link = '#v=1&resize=9000&crop=9000&interpolation=bilinear&mean=0,0,0&std=1,1,1';
    expect(readLink(link)?.preprocessing).toMatchObject({ resize: 1024, crop: 1024 });
    expect(readLink(link.replace('std=1', 'std=0'))?.preprocessing).toBeUndefined();
    expect(readLink('#v=1&resize=64&crop=64')?.preprocessing).toBeUndefined();
  });

  it('has maps of networks, sorted and coloured in ways, that there are', () => {
    const right = 'early-network=untrained&early-order=zeros&early-scale=network';
    const wrong = 'late-network=mine&late-order=beauty&late-scale=none';
    const early = { network: 'untrained', scale: 'network', order: 'zeros' };
    expect(readLink(`#v=1&${right}&${wrong}`)?.views).toEqual({ early, late: plainView });
  });

  it('of another version, or of none, is none', () => {
    expect(readLink('#v=2&freeze=layer1')).toBeUndefined();
    expect(readLink('#freeze=layer1')).toBeUndefined();
  });
});

describe('a link stays short', () => {
  const model = summaryOf('resnet50');

  it.each(Object.entries(presets))('with the preset %s', (_, preset) => {
    const { hash, missing } = linkTo({ ...plain, recipe: withPreset(defaultRecipe, preset, model) });
    expect(missing).toEqual([]);
    expect(hash.length).toBeLessThan(mostCharacters / 2);
  });

  it('and says what it had to leave out', () => {
    const everyOther = model.blocks.flatMap(({ layers }) =>
      layers.filter(({ parameters }, index) => parameters > 0 && index % 2 === 0).map(({ name }) => name),
    );
    const mask = maskOf(model, new Set(everyOther));
    const long = { ...mask, unfreeze: [...mask.unfreeze, ...mask.unfreeze, ...mask.unfreeze], epochs: 3 };
    const { hash, missing } = linkTo({ ...plain, recipe: checkRecipe(long) });
    expect(missing).toEqual(['unfreeze']);
    expect(hash).toContain('epochs=3');
  });
});
