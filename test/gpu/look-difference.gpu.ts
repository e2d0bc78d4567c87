/** The difference of two looks: what a changed weight changes in the layers behind it, and in those before it nothing. */

import { LookDifference } from '../../engine/inspect/look-difference.js';
import { Look } from '../../engine/inspect/look.js';
import type { Model } from '../../engine/model.js';
import { Lineage } from '../../engine/train/lineage.js';
import type { Device } from '../../engine/gpu/device.js';
import { assert, assertClose, assertRejects } from '../assert.js';
import { mosaic } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { smallClasses, smallSize, uploadSmallModel } from './small-network.js';

const changed = 'layer2.0.conv1.weight';

/** The small model, and what became of it when one convolution was made twice as strong. */
async function withBoth(device: Device, use: (before: Look, after: Look) => Promise<void>): Promise<void> {
  const root = await uploadSmallModel(device);
  const lineage = new Lineage(root, root.description);
  const { shape = [], data = new Float32Array() } = (await root.readTensors()).get(changed) ?? {};
  await lineage.change(new Map([[changed, { shape, data: data.map((weight) => 2 * weight) }]]));
  await useLooks([root, lineage.release()], use);
}

async function useLooks(
  models: readonly [Model, Model],
  use: (before: Look, after: Look) => Promise<void>,
): Promise<void> {
  const [before, after] = [await Look.create(models[0]), await Look.create(models[1])];
  try {
    await showBoth([before, after], 1);
    await use(before, after);
  } finally {
    [before, after].forEach((look) => look.destroy());
    models.forEach((model) => model.destroy());
  }
}

async function showBoth(looks: readonly Look[], picture: number): Promise<void> {
  const pixels = mosaic(picture, smallSize);
  for (const look of looks) await look.show(pixels);
}

/** after - before, read back and subtracted here. */
async function subtracted(before: Look, after: Look, layer: string): Promise<Float32Array> {
  const [a, b] = [await after.read(layer), await before.read(layer)];
  return a.data.map((value, index) => value - (b.data[index] ?? NaN));
}

export const cases: GpuCases = {
  'a layer before the change differs by exactly zero, one behind it by what it computes': ({ device }) =>
    withBoth(device, async (before, after) => {
      const difference = new LookDifference(after, before);
      const early = await difference.read('layer1.0');
      assert(
        early.data.every((value) => value === 0),
        'a layer before the change differs',
      );
      const maps = await difference.maps('layer1.0');
      assert(
        maps.statistics.every(({ range: [low, high] }) => low === 0 && high === 0),
        'its ranges are not zero',
      );
      for (const layer of ['layer2.0.conv1', 'layer2.0', 'layer3.0', 'fc']) {
        assertClose((await difference.read(layer)).data, await subtracted(before, after, layer), 1e-6);
      }
      difference.destroy();
    }),

  'its maps have the statistics of the difference, and values at places': ({ device }) =>
    withBoth(device, async (before, after) => {
      const difference = new LookDifference(after, before);
      const layer = 'layer2.0.relu_1';
      const { channels, height, width, statistics } = await difference.maps(layer);
      const values = await subtracted(before, after, layer);
      const own = values.filter((_, index) => index % channels === 3);
      const found = statistics[3];
      assertClose(Float32Array.from(found?.range ?? []), [Math.min(...own), Math.max(...own)], 1e-6);
      const index = ((height - 1) * width + 1) * channels + 3;
      const value = await difference.readValue(layer, 3, height - 1, 1);
      assertClose(Float32Array.of(value), [values[index] ?? NaN], 1e-6);
      const [low, high] = await difference.range([layer, 'layer1.0']);
      assert(low <= Math.min(...own) && high >= Math.max(...own), 'a range does not hold its layer');
      difference.destroy();
    }),

  'another picture is compared anew': ({ device }) =>
    withBoth(device, async (before, after) => {
      const difference = new LookDifference(after, before);
      await difference.maps('layer3.0');
      await showBoth([before, after], 2);
      const found = await difference.read('layer3.0');
      assertClose(found.data, await subtracted(before, after, 'layer3.0'), 1e-6);
      difference.destroy();
    }),

  'a head for other classes is refused with both shapes': async ({ device }) => {
    const [three, four] = [await uploadSmallModel(device), await uploadSmallModel(device, [...smallClasses, 'fog'])];
    await useLooks([three, four], async (before, after) => {
      const difference = new LookDifference(after, before);
      await assertRejects(difference.maps('fc'), /\[1, 4\] and \[1, 3\]/);
      difference.destroy();
    });
  },
};
