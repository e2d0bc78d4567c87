/** What recipes promise: masks and policies to the bit, caches that change nothing, phases, limits, a stop at NaN. */

import { planFreeze } from '../../engine/train/freeze.js';
import { defaultRecipe, type RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import { assert, assertClose } from '../assert.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { changedBetween, runTraining } from './run-training.js';
import { smallNetwork } from './small-network.js';

const masks: readonly RecipeInput[] = [
  { freeze: 'head' },
  { freeze: 'layer2' },
  { freeze: 'layer1.0.bn1' },
  { freeze: 'none' },
  { freeze: 'head', unfreeze: ['layer1'] },
  { freeze: 'layer3', unfreeze: ['conv1', 'layer2.0.conv2'] },
  { freeze: 'layer1', batchNorm: { frozen: 'train' } },
  { freeze: 'head', batchNorm: { frozen: 'recalibrate' } },
  { freeze: 'none', batchNorm: { trainable: 'eval' } },
  { freeze: 'layer1', batchNorm: { layer3: 'eval', 'layer1.0.bn2': 'train' } },
];

const isRunning = (name: string) => /running_(mean|var)$/.test(name);

/** Everything that the mask and the policies let change has changed, and nothing else by a bit. */
function changesJust(recipe: RecipeInput): GpuCase {
  return async ({ device }) => {
    const { before, after, losses } = await runTraining(device, recipe);
    const { trainable, statistics, recalibrated } = planFreeze(smallNetwork, { ...defaultRecipe, ...recipe });
    const anew = recalibrated.flatMap((layer) => [`${layer}.running_mean`, `${layer}.running_var`]);
    const allowed = new Set([...[...trainable, ...statistics].map(({ name }) => name), ...anew]);
    const changed = changedBetween(before, after);
    const wrong = changed.filter((name) => !allowed.has(name));
    const still = [...allowed].filter((name) => !changed.includes(name));
    assert(wrong.length === 0, `frozen, and changed: ${wrong.join(', ')}`);
    assert(still.length === 0, `to be trained, and the same: ${still.join(', ')}`);
    assert(losses.length === 6 && losses.every(Number.isFinite), `losses ${losses.join(', ')}`);
  };
}

const optimisers: readonly RecipeInput[] = [
  { optimizer: 'sgd', nesterov: true, clipNorm: 0.5 },
  { optimizer: 'adamw', learningRate: 1e-3, weightDecay: 0.01, decayNormAndBias: false },
  { layerDecay: 0.5, schedule: { kind: 'one-cycle', rise: 0.3, start: 25, end: 1e4, lowMomentum: 0.85 } },
];

export const cases: GpuCases = {
  ...caseTable(
    masks,
    (recipe) => `training with ${JSON.stringify(recipe)} changes just what it may, by the bit`,
    (recipe) => changesJust(recipe),
  ),

  'one seed on one adapter gives the same bits': async ({ device }) => {
    const recipe = { freeze: 'layer1', augment: { flip: true }, clipNorm: 1 };
    const [first, second] = [await runTraining(device, recipe), await runTraining(device, recipe)];
    assert(changedBetween(first.after, second.after).length === 0, 'the weights differ');
    assertClose(first.losses, second.losses, 0);
  },

  'another seed gives other weights': async ({ device }) => {
    const recipe = { freeze: 'layer1', augment: { flip: true } };
    const [first, second] = [await runTraining(device, recipe), await runTraining(device, { ...recipe, seed: 1 })];
    assert(changedBetween(first.after, second.after).length > 0, 'the weights are the same');
  },

  ...caseTable(
    [{ freeze: 'layer1' }, { freeze: 'layer2', augment: { flip: true } }, { freeze: 'head', unfreeze: ['layer2'] }],
    (recipe) => `a frozen part that is not cached gives the same losses: ${JSON.stringify(recipe)}`,
    (recipe) =>
      async ({ device }) => {
        const cached = await runTraining(device, recipe);
        const uncached = await runTraining(device, { ...recipe, cache: false });
        assertClose(uncached.losses, cached.losses, 1e-5);
      },
  ),

  ...caseTable(
    [
      { augment: { flip: true, crop: 2 } },
      { augment: { crop: 1, brightness: 0.3, contrast: 0.3, saturation: 0.3 }, augmentedCopies: 3 },
    ],
    (recipe) => `augmentation is seeded: ${JSON.stringify(recipe)}`,
    (recipe) =>
      async ({ device }) => {
        const run = (more: RecipeInput) => runTraining(device, { freeze: 'layer1', ...recipe, ...more });
        const [first, second, other] = [await run({}), await run({}), await run({ seed: 1 })];
        assertClose(first.losses, second.losses, 0);
        assert(first.losses[0] !== other.losses[0], 'another seed changes nothing');
        const plain = await run({ augment: {}, augmentedCopies: 0 });
        assert(first.losses[0] !== plain.losses[0], 'it changes nothing');
      },
  ),

  ...caseTable(
    optimisers,
    (recipe) => `the loss falls with ${JSON.stringify(recipe)}`,
    (recipe) =>
      async ({ device }) => {
        const { losses } = await runTraining(device, { freeze: 'none', epochs: 12, augment: {}, ...recipe });
        assert((losses.at(-1) ?? NaN) < (losses[0] ?? NaN), `losses ${losses.join(', ')}`);
      },
  ),

  'the loss is read back every so many steps, and the epoch is as it is otherwise': async ({ device }) => {
    const every = await runTraining(device, { freeze: 'layer2' });
    const third = await runTraining(device, { freeze: 'layer2', lossEvery: 3 });
    assert(third.report.losses.map(({ step }) => step).join() === '3,6', 'losses of other steps');
    assertClose(
      third.report.epochs.map(({ trainLoss }) => trainLoss),
      every.report.epochs.map(({ trainLoss }) => trainLoss),
      0,
    );
  },

  'watched gradients have the norm by which a plain step moves the weights': async ({ device }) => {
    const plain = { freeze: 'none', steps: 1, momentum: 0, weightDecay: 0, learningRate: 0.01, watchGradients: true };
    const { before, after, report } = await runTraining(device, plain);
    let squares = 0;
    for (const [name, { data }] of before) {
      if (!isRunning(name)) data.forEach((value, at) => (squares += (value - (after.get(name)?.data[at] ?? NaN)) ** 2));
    }
    assertClose([report.losses[0]?.gradientNorm ?? NaN], [Math.sqrt(squares) / 0.01], 1e-3);
  },

  'watching gradients changes no bit, and clipping tells their norm as well': async ({ device }) => {
    const recipe = { freeze: 'layer1' };
    const unwatched = await runTraining(device, recipe);
    const watched = await runTraining(device, { ...recipe, watchGradients: true });
    const clipped = await runTraining(device, { ...recipe, clipNorm: 0.5 });
    assert(changedBetween(unwatched.after, watched.after).length === 0, 'the weights differ');
    assert(
      unwatched.report.losses.every(({ gradientNorm }) => gradientNorm === undefined),
      'norms that nobody asked for',
    );
    assert(
      watched.report.losses.every(({ gradientNorm = NaN }) => gradientNorm > 0),
      'no norms',
    );
    assertClose([clipped.report.losses[0]?.gradientNorm ?? NaN], [watched.report.losses[0]?.gradientNorm ?? NaN], 1e-6);
  },

  'a training ends after the steps it is given': async ({ device }) => {
    const { report, events } = await runTraining(device, { epochs: 5, steps: 4 });
    assert(report.isComplete, 'it counts as cancelled');
    assert(events.filter(({ kind }) => kind === 'step').length === 4, 'another number of steps');
    assert(report.epochs.length === 2, `${report.epochs.length} epochs`);
  },

  'phases follow each other: what the first has trained is where the second begins': async ({ device }) => {
    const phases = [
      { freeze: 'head', epochs: 1 },
      { freeze: 'none', epochs: 2, learningRate: 1e-6, batchNorm: { trainable: 'eval' as const } },
    ];
    const { report, before, after } = await runTraining(device, { phases });
    const alone = await runTraining(device, { freeze: 'head', epochs: 1 });
    assert(report.epochs.map(({ epoch, phase }) => `${phase}:${epoch}`).join() === '1:1,2:2,2:3', 'other epochs');
    const head = (tensors: typeof after) => tensors.get('fc.weight')?.data ?? [];
    assertClose(head(after), head(alone.after), 1e-3);
    assert(changedBetween(before, after).includes('conv1.weight'), 'the second phase trained nothing');
  },

  'from scratch begins with weights drawn from the seed': async ({ device }) => {
    const { before, after } = await runTraining(device, checkRecipe({ fromScratch: true, epochs: 1 }));
    const trained = [...before.keys()].filter((name) => !isRunning(name));
    assert(
      trained.every((name) => changedBetween(before, after).includes(name)),
      'some weights are the old ones',
    );
  },

  'a test of learning rates ends where the loss explodes, suggests one, and leaves the model as it was': async ({
    device,
  }) => {
    const schedule = { kind: 'range-test', to: 100 } as const;
    const recipe = { freeze: 'none', epochs: 1000, steps: 100, learningRate: 1e-7, schedule };
    const { report, before, after } = await runTraining(device, recipe);
    assert(changedBetween(before, after).length === 0, 'the weights have changed');
    const { suggestedRate = NaN } = report;
    assert(suggestedRate > 1e-6 && suggestedRate < 10, `a rate of ${suggestedRate}`);
  },

  'a loss that is not finite ends the training, and says where it first appears and what to do': async ({ device }) => {
    const wild = {
      freeze: 'none',
      learningRate: 100,
      momentum: 0.99,
      epochs: 50,
      batchNorm: { trainable: 'eval' },
    } as const;
    const error = await runTraining(device, wild).then(() => undefined, String);
    assert(/step \d+ at a learning rate of 100/.test(error ?? ''), error ?? 'it did not end');
    assert(/a loss of \S+; .*(is the first layer|every layer)/.test(error ?? ''), error ?? '');
    assert(error?.includes('lower learning rate') === true, error ?? '');
  },

  ...caseTable(
    [{ freeze: 'layer1', optimizer: 'adamw' }, { freeze: 'none' }] satisfies RecipeInput[],
    (recipe) => `the memory that was planned is what is taken: ${JSON.stringify(recipe)}`,
    (recipe) =>
      async ({ device }) => {
        await runTraining(device, recipe);
        const before = device.usage.bytes;
        const { report } = await runTraining(device, recipe);
        const taken = report.peakGpuBytes - before;
        const { total } = report.memory;
        assert(Math.abs(taken - total) < 0.2 * total, `${total} bytes were planned, ${taken} taken`);
      },
  ),

  'a budget that does not suffice refuses before anything is computed': async ({ device }) => {
    const error = await runTraining(device, { freeze: 'none' }, { memoryBudget: 1000 }).then(() => '', String);
    assert(/training memory: got .* expected at most 0.0 MB/.test(error), error);
  },
};
