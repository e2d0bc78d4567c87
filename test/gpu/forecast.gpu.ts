/** What is forecast of a training is what its report says afterwards. */

import type { Device } from '../../engine/gpu/device.js';
import { forecast } from '../../engine/train/forecast.js';
import type { Recipe, RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import { train } from '../../engine/train/trainer.js';
import { assert } from '../assert.js';
import type { GpuCases } from './harness.js';
import { smallClasses, smallPictures, uploadSmallModel } from './small-network.js';

const data = { classes: smallClasses, train: smallPictures(10), test: smallPictures(smallClasses.length) };
const counted = ['trainableParameters', 'dispatchesPerStep', 'multiplyAddsPerStep', 'recomputed', 'memory'] as const;

/** A run of one epoch, and its forecast. */
async function both(device: Device, given: RecipeInput) {
  const model = await uploadSmallModel(device);
  const recipe: Recipe = checkRecipe({ epochs: 1, batchSize: 4, ...given });
  try {
    const [expected] = forecast(model, data, recipe, { hasFile: false });
    const running = train(model, data, recipe);
    for (;;) {
      const next = await running.next();
      if (!next.done) continue;
      next.value.model.destroy();
      return { expected, report: next.value.report };
    }
  } finally {
    model.destroy();
  }
}

const masks: readonly RecipeInput[] = [
  { freeze: 'head' },
  { freeze: 'layer2' },
  { freeze: 'none', optimizer: 'adamw' },
  { freeze: 'layer3', unfreeze: ['layer1.0.conv1'], clipNorm: 1 },
  { freeze: 'layer1', cache: false, batchNorm: { frozen: 'train' } },
];

export const cases: GpuCases = Object.fromEntries(
  masks.map((mask) => [
    `the forecast of ${JSON.stringify(mask)} is what the run counts`,
    async ({ device }) => {
      const { expected, report } = await both(device, mask);
      for (const figure of counted) {
        const [told, came] = [JSON.stringify(expected?.[figure]), JSON.stringify(report[figure])];
        assert(told === came, `${figure}: ${told} was forecast, and it was ${came}`);
      }
    },
  ]),
);
