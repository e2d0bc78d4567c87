/** Checkpoints: a training that is cut off goes on from the last one, to the same losses and the same weights by the bit. */

import { Device } from '../../engine/gpu/device.js';
import { takeTiles, tileTable } from '../../engine/gpu/tile-table.js';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../engine/train/checkpoint.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { assert, assertClose } from '../assert.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { changedBetween, runTraining } from './run-training.js';

/** Five steps an epoch, the last of two samples; a checkpoint every three steps. */
const pictures = 18;
const every = 3;

const recipes: readonly RecipeInput[] = [
  { freeze: 'head', epochs: 3 },
  { freeze: 'layer1', epochs: 2, optimizer: 'adamw', learningRate: 1e-3, augment: { flip: true } },
  { freeze: 'none', epochs: 2, schedule: { kind: 'cosine', warmUp: 0.2 }, fromScratch: true },
  { freeze: 'layer2', epochs: 2, batchNorm: { frozen: 'recalibrate' } },
  {
    phases: [
      { freeze: 'head', epochs: 1 },
      { freeze: 'layer1', epochs: 2 },
    ],
  },
];

/** Trains and keeps every checkpoint, each after a journey through its file. */
async function checkpointsOf(device: Device, recipe: RecipeInput) {
  const kept: Checkpoint[] = [];
  const save = (one: Checkpoint) => {
    kept.push(decodeCheckpoint(encodeCheckpoint(one)));
    return Promise.resolve();
  };
  return { whole: await runTraining(device, recipe, { pictures, checkpoints: { every, save } }), kept };
}

function resumesAlike(recipe: RecipeInput): GpuCase {
  return async ({ device }) => {
    const { whole, kept } = await checkpointsOf(device, recipe);
    assert(kept.length === Math.floor(whole.losses.length / every), `${kept.length} checkpoints`);
    for (const resume of kept) {
      const rest = await runTraining(device, {}, { pictures, resume });
      assertClose(rest.losses, whole.losses, 0);
      const differing = changedBetween(whole.after, rest.after);
      assert(
        differing.length === 0,
        `after step ${resume.position.step} these end differently: ${differing.join(', ')}`,
      );
    }
  };
}

export const cases: GpuCases = {
  ...caseTable(
    recipes,
    (recipe) => `resumed from any checkpoint, it ends as it would have: ${JSON.stringify(recipe)}`,
    (recipe) => resumesAlike(recipe),
  ),

  'a device that is destroyed in mid-training costs what came after the last checkpoint': async ({ device }) => {
    const recipe = { freeze: 'layer1', epochs: 2 };
    const whole = await runTraining(device, recipe, { pictures });
    const doomed = await Device.open(navigator.gpu);
    const kept: Checkpoint[] = [];
    const save = (one: Checkpoint) => {
      kept.push(one);
      if (kept.length === 2) doomed.gpu.destroy();
      return Promise.resolve();
    };
    const error = await runTraining(doomed, recipe, { pictures, checkpoints: { every, save } }).then(() => '', String);
    assert(/device|lost|destroyed/i.test(error), `it ended with "${error}"`);
    const next = await Device.open(navigator.gpu);
    const rest = await runTraining(next, {}, { pictures, resume: kept.at(-1) });
    next.gpu.destroy();
    assertClose(rest.losses, whole.losses, 0);
    assert(changedBetween(whole.after, rest.after).length === 0, 'the weights differ');
  },

  'a training goes on with the tiles that it began with, whatever was tuned since': async ({ device }) => {
    const recipe = { freeze: 'head', epochs: 1 };
    const tile = { staging: 'registers', rows: 4, columns: 1, workgroupM: 4, workgroupN: 4, depthStep: 4 } as const;
    const tuned = await tileTable(device, new Map([['a product', tile]]));
    const { kept: begunUntuned } = await checkpointsOf(device, recipe);
    try {
      await takeTiles(device, [tuned]);
      const { kept: begunTuned } = await checkpointsOf(device, recipe);
      await runTraining(device, {}, { pictures, resume: begunUntuned[0] });
      assert(device.tiles.size === 0, 'the training without tiles went on with some');
      await runTraining(device, {}, { pictures, resume: begunTuned[0] });
      assert(device.tiles.has('a product'), 'the training with tiles went on without them');
    } finally {
      await takeTiles(device, []);
    }
  },

  'a checkpoint of other data is refused, and says what to do': async ({ device }) => {
    const { kept } = await checkpointsOf(device, { freeze: 'head', epochs: 1 });
    const error = await runTraining(device, {}, { pictures: 12, resume: kept[0] }).then(() => '', String);
    assert(/got another data set .*expected the one it began with.*Load that data set first/.test(error), error);
  },
};
