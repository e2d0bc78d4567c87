/** Looking inside against PyTorch: saliency maps, pooled features, CKA; and probes against training a head. */

import type { Sample } from '../../engine/data/sample.js';
import type { TrainingData } from '../../engine/data/pixels.js';
import { relabel } from '../../engine/data/select.js';
import type { Device } from '../../engine/gpu/device.js';
import { linearCka } from '../../engine/inspect/cka.js';
import { pooledLayer, poolFeatures } from '../../engine/inspect/pooled-features.js';
import { probeBlocks, type Probe } from '../../engine/inspect/probes.js';
import { gradCam, inputGradient, occlusion } from '../../engine/inspect/saliency.js';
import { Model } from '../../engine/model.js';
import { architecture } from '../../engine/models/architecture.js';
import { defaultClasses, defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { train } from '../../engine/train/trainer.js';
import { drain } from '../../playground/worker/drain.js';
import { FeaturesDesk } from '../../playground/worker/features-desk.js';
import { assert, assertClose } from '../assert.js';
import { Fixture } from '../fixture.js';
import fixtureUrl from '../fixtures/inspection.safetensors?url';
import { mosaic, seededParameters } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';
import { smallClasses, smallPictures, uploadSmallModel } from './small-network.js';

/** Relative to the largest number of a map. */
const tolerance = 1e-4;

/** The class and the picture of the fixture. */
const [classIndex, picture] = [4, mosaic(3)];

async function withSeeded(device: Device, use: (model: Model, fixture: Fixture) => Promise<void>): Promise<void> {
  const of = architecture('resnet20');
  const [classes, preprocessing] = [await defaultClasses(of), defaultPreprocessing(of)];
  const description = { name: 'seeded', architecture: of, classes, preprocessing };
  const model = await Model.upload(device, description, seededParameters(resnet(of).parameters));
  try {
    await use(model, await Fixture.fetch(fixtureUrl));
  } finally {
    model.destroy();
  }
}

/** The fixture's first mosaics, as a set. */
function mosaics(count: number) {
  const pixels = new Uint8Array(count * 32 * 32 * 4);
  for (let number = 0; number < count; number++) pixels.set(mosaic(number), number * 32 * 32 * 4);
  return { size: 32, count, pixels, labels: new Uint32Array(count), samples: [], skipped: [] };
}

function samplesOf(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `picture ${index}`,
    label: index % smallClasses.length,
    index,
    read: () => Promise.reject(new Error('it is decoded already')),
  }));
}

function last<Event, Result>(running: AsyncGenerator<Event, Result>): Promise<Result> {
  return drain(running, () => undefined);
}

export const cases: GpuCases = {
  ...caseTable(
    ['layer3.2', 'layer2.0'],
    (layer) => `Grad-CAM at ${layer} is PyTorch's`,
    (layer) =>
      ({ device }) =>
        withSeeded(device, async (model, fixture) => {
          const map = await gradCam(model, picture, classIndex, layer);
          const expected = fixture.tensor(`grad-cam ${layer}`);
          assert(`${map.height},${map.width}` === expected.shape.join(), `${map.height} x ${map.width}`);
          assertClose(map.data, expected.data, tolerance);
        }),
  ),

  "input gradients are PyTorch's": ({ device }) =>
    withSeeded(device, async (model, fixture) => {
      const map = await inputGradient(model, picture, classIndex);
      assertClose(map.data, fixture.tensor('input gradient').data, tolerance);
    }),

  "pooled features and linear CKA between blocks are PyTorch's": ({ device }) =>
    withSeeded(device, async (model, fixture) => {
      const outputs = model.network.blocks.slice(0, -1).map(({ output }) => output);
      const features = await last(poolFeatures(model, mosaics(24), outputs));
      assertClose(features.get('layer2.1.relu_1')?.data ?? [], fixture.tensor('features layer2.1').data, tolerance);
      assertClose(linearCka([...features.values()]).flat(), fixture.tensor('cka').data, tolerance);
    }),

  'the features that are mapped are those of the last block’s probe': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const [pooled, block] = [pooledLayer(model.network), model.network.blocks.at(-2)?.output ?? ''];
    const features = await last(poolFeatures(model, smallPictures(9), [pooled, block]));
    model.destroy();
    assertClose(features.get(pooled)?.data ?? [], features.get(block)?.data ?? [], 0);
  },

  'pictures stay where they are on a map when one is taken away, and without another pass': async ({ device }) => {
    const model = await uploadSmallModel(device);
    const named = (count: number) => ({ ...smallPictures(count), samples: samplesOf(count) });
    const data = { classes: smallClasses, train: named(12), test: named(6) };
    const less = { ...data, test: relabel(data.test, data.test.samples.slice(1)) };
    const stages: string[] = [];
    const desk = new FeaturesDesk();
    const request = { head: 'pretrained', split: 'test' } as const;
    const map = (of: TrainingData) =>
      desk.map({ base: model, model, data: of, request }, ({ stage }) => stages.push(stage));
    const [whole, rest] = [await map(data), await map(less)];
    model.destroy();
    assert(stages.filter((stage) => stage.startsWith('Features')).length === 1, 'another pass');
    assert(whole.pictures.length === 6 && rest.pictures.length === 5 && rest.width === 64, 'other pictures');
    // All are seen from their mean, which has moved a little: their distances are what they were.
    const across = (places: Float64Array, row: number) => (places[2 * row] ?? 0) - (places[2 * row + 2] ?? 0);
    assertClose([across(rest.places, 0)], [across(whole.places, 1)], 1e-9);
  },

  'occlusion covers the whole picture and finds what a class rests on': ({ device }) =>
    withSeeded(device, async (model) => {
      const map = await last(occlusion(model, picture, classIndex, { window: 8, stride: 4 }));
      assert(map.height === 7 && map.width === 7 && map.data.every((value) => value >= 0), 'another map');
      assert(
        map.data.some((value) => value > 0),
        'nothing matters',
      );
      const whole = await last(occlusion(model, picture, classIndex, { window: 32, stride: 32 }));
      assert(whole.data.length === 1, 'one square covers it all');
    }),

  'the last block’s probe is head-only training, and every block has one': async ({ device }) => {
    const model = await uploadSmallModel(device);
    // Classes of other names: training draws a head, as a probe does.
    const classes = smallClasses.map((name) => `${name}!`);
    const data = { classes, train: smallPictures(24), test: smallPictures(9) };
    const recipe = { epochs: 5, batchSize: 8, learningRate: 0.1 };
    const probes: readonly Probe[] = await last(probeBlocks(model, data, recipe));
    const { model: trained, report } = await last(train(model, data, { ...recipe, augment: { flip: false } }));
    trained.destroy();
    model.destroy();
    assert(probes.map(({ block }) => block).join() === 'stem,layer1.0,layer2.0,layer3.0', 'other blocks');
    assert(probes.map(({ features }) => features).join() === '16,16,32,64', 'other features');
    assert(probes.at(-1)?.testAccuracy === report.testAccuracy, 'another test accuracy');
    assert(probes.at(-1)?.trainAccuracy === report.epochs.at(-1)?.trainAccuracy, 'another training accuracy');
  },
};
