/** What a training does to need less memory changes nothing that it computes: results again, activations in a file. */

import type { Device } from '../../engine/gpu/device.js';
import type { Recomputed } from '../../engine/graph/recompute.js';
import { CacheStore } from '../../engine/train/cache-store.js';
import { openPixelRun } from '../../engine/train/pixel-run.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import type { ScratchFile } from '../../engine/train/scratch-file.js';
import { assert, assertClose } from '../assert.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { changedBetween, runTraining, type TrainingRunOptions } from './run-training.js';
import { smallPictures, uploadSmallModel } from './small-network.js';

/** A scratch file in memory, and what was asked of it. */
class MemoryFile implements ScratchFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  reads = 0;
  isThere = true;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    this.bytes.set(bytes, at);
  }

  read(into: Uint8Array<ArrayBuffer>, at: number): void {
    this.reads += 1;
    into.set(this.bytes.subarray(at, at + into.length));
  }

  destroy(): void {
    this.isThere = false;
  }
}

/** Trains with little room for cached activations on the GPU, and a file for the rest. */
async function runWithFile(device: Device, recipe: RecipeInput, options: TrainingRunOptions) {
  const files: MemoryFile[] = [];
  const caches = new CacheStore((bytes) => {
    const file = new MemoryFile(bytes);
    files.push(file);
    return Promise.resolve(file);
  });
  const run = await runTraining(device, recipe, { ...options, caches });
  caches.clear();
  return { ...run, files };
}

/** Bytes of a picture's activations behind layer1 of the small network. */
const rowBytes = 8 * 8 * 16 * 4;

/** Three steps that train all weights. */
async function runSteps(device: Device, recomputed: Recomputed) {
  const model = await uploadSmallModel(device);
  const pictures = smallPictures(12);
  const run = await openPixelRun(model, pictures, checkRecipe({ freeze: 'none', batchSize: 12 }), recomputed);
  const batch = { samples: Uint32Array.from({ length: 12 }, (_, index) => index), labels: pictures.labels, epoch: 0 };
  const losses: number[] = [];
  for (let step = 1; step <= 3; step++) {
    losses.push((await run.train(batch, { rate: 0.02, momentum: 0.9, step }, true))?.loss ?? NaN);
  }
  const result = { losses, after: await run.readTensors(), dispatches: run.dispatches };
  run.destroy();
  model.destroy();
  return result;
}

export const cases: GpuCases = {
  ...caseTable(
    ['relu', 'residual'] as const,
    (level) => `results that are computed again are the same by the bit: ${level}`,
    (level) =>
      async ({ device }) => {
        const [kept, again] = [await runSteps(device, 'nothing'), await runSteps(device, level)];
        // The stem's, each block's first, and with `residual` each block's sum, with the projection that is in it.
        assert(again.dispatches - kept.dispatches === (level === 'relu' ? 4 : 9), `${again.dispatches} dispatches`);
        assert(changedBetween(kept.after, again.after).length === 0, 'the weights differ');
        assertClose(again.losses, kept.losses, 0);
      },
  ),

  'a budget that is a little short is kept by computing results again': async ({ device }) => {
    const recipe: RecipeInput = { freeze: 'none', batchSize: 12 };
    const { total } = (await runTraining(device, recipe)).report.memory;
    const { report } = await runTraining(device, recipe, { memoryBudget: total - 1 });
    assert(report.recomputed === 'relu' && report.memory.total < total, `computed again: ${report.recomputed}`);
  },

  ...caseTable(
    [0, 9, 20],
    (rows) => `activations in a file give the same bits, with room for ${rows} rows on the GPU`,
    (rows) =>
      async ({ device }) => {
        const recipe: RecipeInput = { freeze: 'layer1', augment: { flip: true } };
        const onGpu = await runTraining(device, recipe);
        const inFile = await runWithFile(device, recipe, { cacheBudget: rows * rowBytes });
        assert(inFile.report.cacheFileBytes > 0, 'no file is planned');
        assert(
          inFile.files.reduce((sum, { bytes }) => sum + bytes.length, 0) === inFile.report.cacheFileBytes,
          'sizes',
        );
        assert(
          inFile.files.some(({ reads }) => reads > 0),
          'no file was read',
        );
        assert(
          inFile.files.every(({ isThere }) => !isThere),
          'a file is left',
        );
        assert(changedBetween(onGpu.after, inFile.after).length === 0, 'the weights differ');
        assertClose(inFile.losses, onGpu.losses, 0);
      },
  ),

  ...caseTable(
    [Infinity, 9 * rowBytes],
    (cacheBudget) => `activations as f16 give losses close to those of f32, with ${cacheBudget} bytes on the GPU`,
    (cacheBudget) =>
      async ({ device }) => {
        const exact = await runTraining(device, { freeze: 'layer1' });
        const halves = await runWithFile(device, { freeze: 'layer1', cachePrecision: 'f16' }, { cacheBudget });
        assert(halves.report.memory.cache <= exact.report.memory.cache / 2 + 256, 'no less memory');
        assertClose(halves.losses, exact.losses, 2e-3);
        assert(halves.losses[0] !== exact.losses[0], 'the same losses: nothing was rounded');
      },
  ),
};
