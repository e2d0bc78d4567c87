/** How a step moves each layer: held against plain numbers, from tensors that are read before and after the step. */

import type { Device } from '../../engine/gpu/device.js';
import type { LayerUpdate } from '../../engine/train/layer-update.js';
import { openPixelRun } from '../../engine/train/pixel-run.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import type { Run } from '../../engine/train/run.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { assert, assertClose } from '../assert.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { changedBetween, runTraining } from './run-training.js';
import { smallPictures, uploadSmallModel } from './small-network.js';

const batchSize = 12;

/** The state in which an optimiser keeps a mean of gradients, and how one is found from two of them. */
const gradientIn = {
  sgd: { arena: 'momentum', from: (before: number, after: number) => after - 0.9 * before },
  adamw: { arena: 'means of gradients', from: (before: number, after: number) => (after - 0.9 * before) / 0.1 },
} as const;

/** The second step of a training without weight decay, and everything on both sides of it. */
async function secondStep(device: Device, input: RecipeInput) {
  const recipe = checkRecipe({ freeze: 'layer1', batchSize, weightDecay: 0, watchLayers: true, ...input });
  const model = await uploadSmallModel(device);
  const pictures = smallPictures(batchSize);
  const run = await openPixelRun(model, pictures, recipe);
  const samples = Uint32Array.from({ length: batchSize }, (_, index) => index);
  const take = (step: number) =>
    run.train(
      { samples, labels: pictures.labels, epoch: 0 },
      { rate: recipe.learningRate, momentum: recipe.momentum, step },
      true,
    );
  try {
    await take(1);
    const before = await stateOf(run);
    const report = await take(2);
    return { recipe, before, after: await stateOf(run), updates: report?.layers ?? [] };
  } finally {
    run.destroy();
    model.destroy();
  }
}

async function stateOf(run: Run): Promise<{ readonly tensors: Tensors; readonly optimiser: Tensors }> {
  return { tensors: await run.readTensors(), optimiser: await run.readOptimiser() };
}

/** The root of the sum of squares, over all parameters of a layer, of what two numbers at a place make. */
function norm(layer: string, [before, after]: readonly [Tensors, Tensors], make: (a: number, b: number) => number) {
  let squares = 0;
  for (const [name, { data }] of before) {
    if (!new RegExp(`(^|/)${layer}\\.(weight|bias)$`).test(name)) continue;
    data.forEach((value, index) => (squares += make(value, after.get(name)?.data[index] ?? NaN) ** 2));
  }
  return Math.sqrt(squares);
}

const figure = (updates: readonly LayerUpdate[], name: 'gradientNorm' | 'weightNorm' | 'updateNorm') =>
  updates.map((update) => update[name]);

export const cases: GpuCases = {
  ...caseTable(
    [
      { optimizer: 'sgd' },
      { optimizer: 'sgd', nesterov: true },
      { optimizer: 'adamw', learningRate: 1e-3 },
      { optimizer: 'adamw', freeze: 'head', unfreeze: ['layer2.0.conv1', 'layer3.0.bn2'] },
    ] satisfies RecipeInput[],
    (recipe) => `norms of gradient, weights and update are those of the tensors: ${JSON.stringify(recipe)}`,
    (input) =>
      async ({ device }) => {
        const { recipe, before, after, updates } = await secondStep(device, input);
        const layers = updates.map(({ layer }) => layer);
        const { arena, from } = gradientIn[recipe.optimizer];
        const meansOf = ({ optimiser }: typeof before) =>
          new Map([...optimiser].filter(([name]) => name.startsWith(`${arena}/`)));
        const [tensors, means] = [
          [before.tensors, after.tensors],
          [meansOf(before), meansOf(after)],
        ] as const;
        const expected = (pair: readonly [Tensors, Tensors], make: (a: number, b: number) => number) =>
          layers.map((layer) => norm(layer, pair, make));
        assertClose(
          figure(updates, 'weightNorm'),
          expected(tensors, (a) => a),
          1e-6,
        );
        assertClose(
          figure(updates, 'updateNorm'),
          expected(tensors, (a, b) => b - a),
          1e-5,
        );
        assertClose(figure(updates, 'gradientNorm'), expected(means, from), 1e-5);
      },
  ),

  'every layer that learns is told of, and no frozen one': async ({ device }) => {
    const { updates } = await secondStep(device, { freeze: 'layer3', unfreeze: ['layer2.0.bn1'] });
    const layers = updates.map(({ layer }) => layer).join();
    assert(layers === 'layer2.0.bn1,fc', layers);
  },

  'a layer whose rate is 0 has a gradient and no update': async ({ device }) => {
    const { updates } = await secondStep(device, { rateOf: { 'layer3.0.conv1': 0 } });
    const still = updates.find(({ layer }) => layer === 'layer3.0.conv1');
    assert(still?.updateNorm === 0 && still.gradientNorm > 0, JSON.stringify(still));
    assert(updates.filter(({ updateNorm }) => updateNorm === 0).length === 1, 'others stand still');
  },

  'gradients that are clipped are told of as they were before': async ({ device }) => {
    const [whole, clipped] = [await secondStep(device, {}), await secondStep(device, { clipNorm: 1e6 })];
    assertClose(figure(clipped.updates, 'gradientNorm'), figure(whole.updates, 'gradientNorm'), 0);
    const clipNorm = 1e-2;
    const small = await secondStep(device, { clipNorm, momentum: 0 });
    const total = Math.hypot(...figure(small.updates, 'updateNorm'));
    assertClose([total], [clipNorm * small.recipe.learningRate], 0.01);
    assert(Math.hypot(...figure(small.updates, 'gradientNorm')) > 2 * clipNorm, 'told of as clipped');
  },

  ...caseTable(
    [{ optimizer: 'sgd' }, { optimizer: 'adamw', clipNorm: 0.5 }] satisfies RecipeInput[],
    (recipe) => `watching layers changes no bit, and tells of them with every loss: ${JSON.stringify(recipe)}`,
    (input) =>
      async ({ device }) => {
        const recipe: RecipeInput = { freeze: 'layer1', lossEvery: 2, ...input };
        const unwatched = await runTraining(device, recipe);
        const watched = await runTraining(device, { ...recipe, watchLayers: true });
        assert(changedBetween(unwatched.after, watched.after).length === 0, 'the weights differ');
        assertClose(watched.losses, unwatched.losses, 0);
        const told = watched.events.flatMap((event) => (event.kind === 'layers' ? [event] : []));
        assert(told.map(({ step }) => step).join() === '2,4,6', 'told of other steps');
        assert(watched.report.layers === told.at(-1)?.layers, 'the report has others');
        assert(unwatched.report.layers === undefined, 'layers that nobody asked for');
      },
  ),
};
