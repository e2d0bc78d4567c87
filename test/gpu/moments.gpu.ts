/** The moments of a training: the network as it stood then, its weights to the bit, and looks at a picture by it. */

import type { TrainingData } from '../../engine/data/pixels.js';
import type { Device } from '../../engine/gpu/device.js';
import { Look } from '../../engine/inspect/look.js';
import type { Model } from '../../engine/model.js';
import type { RecipeInput } from '../../engine/train/recipe.js';
import { checkRecipe } from '../../engine/train/recipe-rules.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { NetworkLooks } from '../../playground/worker/network-looks.js';
import { TrainingDesk } from '../../playground/worker/training-desk.js';
import { assert, assertRejects } from '../assert.js';
import { mosaic } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { changedBetween } from './run-training.js';
import { smallPictures, smallSize, uploadSmallModel } from './small-network.js';

/** Three steps an epoch, and a head of its own. */
const data: TrainingData = {
  classes: ['fog', 'rain', 'hail'],
  train: smallPictures(12),
  test: smallPictures(6),
};

const base: RecipeInput = { batchSize: 4, freeze: 'layer1', schedule: { kind: 'constant', warmUp: 0 } };

const picture = mosaic(7, smallSize);

async function trained(
  device: Device,
  recipe: RecipeInput,
  use: (desk: TrainingDesk, model: Model) => Promise<void>,
): Promise<void> {
  const model = await uploadSmallModel(device);
  const desk = new TrainingDesk();
  const settings = checkRecipe({ ...base, ...recipe });
  const keeping = { to: 'caller' } as const;
  await desk.train(model, data, settings, () => undefined, keeping);
  try {
    await use(desk, model);
  } finally {
    desk.forgetModel();
    model.destroy();
  }
}

async function tensorsAt(desk: TrainingDesk, step: number | undefined): Promise<Tensors> {
  await desk.show(step);
  return (await desk.retrained?.readTensors()) ?? new Map<string, never>();
}

function assertSame(actual: Tensors, expected: Tensors): void {
  const changed = changedBetween(expected, actual);
  assert(changed.length === 0, `${changed.join(', ')} differ`);
}

/** All values of a layer by one of the networks. */
async function valuesOf(looks: NetworkLooks, own: Look, desk: TrainingDesk, of: 'retrained' | 'change', layer: string) {
  const source = await looks.of(of, own, () => desk.retrained ?? own.model);
  return (await source.read(layer)).data;
}

export const cases: GpuCases = {
  'there is one before the first step and one behind every epoch but the last, with its accuracy': ({ device }) =>
    trained(device, { epochs: 3 }, (desk) => {
      const { moments, classes, testAccuracy } = desk.summary();
      assert(moments.map(({ step }) => step).join() === '0,3,6', `steps ${moments.map(({ step }) => step).join()}`);
      assert(moments.map(({ epoch }) => epoch).join() === '0,1,2', 'other epochs');
      assert(moments[0]?.testAccuracy === undefined && moments[1]?.testAccuracy !== undefined, 'other accuracies');
      assert(classes.join() === data.classes.join() && testAccuracy >= 0, 'another end');
      return Promise.resolve();
    }),

  'the network at a moment is what a training of so many epochs ends with, bit for bit': ({ device }) =>
    trained(device, { epochs: 3 }, async (desk) => {
      const [start, first, end] = [
        await tensorsAt(desk, 0),
        await tensorsAt(desk, 3),
        await tensorsAt(desk, undefined),
      ];
      await trained(device, { epochs: 1 }, async (shorter) => {
        assertSame(first, await tensorsAt(shorter, undefined));
        assertSame(start, await tensorsAt(shorter, 0));
      });
      const changed = changedBetween(start, end);
      assert(changed.includes('layer2.0.conv1.weight'), 'nothing was trained');
      assert(!changed.some((name) => name.startsWith('layer1')), 'what was frozen changed');
      assertSame(await tensorsAt(desk, 3), first);
    }),

  'a moment that was not kept is refused, and the one that is shown stays': ({ device }) =>
    trained(device, { epochs: 2 }, async (desk) => {
      const shown = await tensorsAt(desk, 3);
      await assertRejects(desk.show(4), /step 4.*one of 0, 3/);
      assertSame((await desk.retrained?.readTensors()) ?? new Map<string, never>(), shown);
    }),

  'a test of learning rates has none: it leaves the weights as they were': ({ device }) =>
    trained(device, { epochs: 1, schedule: { kind: 'range-test', to: 1 } }, (desk) => {
      assert(desk.summary().moments.length === 0, 'it has some');
      return Promise.resolve();
    }),

  'a look by the network at a moment is that of its weights; the change is exactly zero where all is frozen': ({
    device,
  }) =>
    trained(device, { epochs: 2 }, async (desk, model) => {
      const [own, looks] = [await Look.create(model), new NetworkLooks()];
      await own.show(picture);
      for (const step of [undefined, 3, 0, 3]) {
        await desk.show(step);
        const expected = await Look.create(desk.retrained ?? model);
        await expected.show(picture);
        for (const layer of ['layer2.0', 'fc']) {
          const [found, right] = [await valuesOf(looks, own, desk, 'retrained', layer), await expected.read(layer)];
          assert(
            found.every((value, index) => Object.is(value, right.data[index])),
            `${layer} at step ${step}`,
          );
        }
        const frozen = await valuesOf(looks, own, desk, 'change', 'layer1.0');
        assert(
          frozen.every((value) => value === 0),
          `a frozen layer changed at step ${step}`,
        );
        const learned = await valuesOf(looks, own, desk, 'change', 'layer3.0');
        assert(learned.every((value) => value === 0) === (step === 0), `layer3.0 at step ${step}`);
        expected.destroy();
      }
      looks.destroy();
      own.destroy();
    }),
};
