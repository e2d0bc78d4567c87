/** Training against PyTorch, from any boundary: every step's loss, the last weights, and what is frozen as it was. */

import type { Device } from '../../engine/gpu/device.js';
import type { PixelSet } from '../../engine/data/pixels.js';
import { Model } from '../../engine/model.js';
import { addressOf, findInZoo } from '../../engine/models/zoo.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { defaultRecipe, noAugmentation, type Recipe } from '../../engine/train/recipe.js';
import { train, type TrainOutcome } from '../../engine/train/trainer.js';
import { loadModel } from '../../engine/weights/load.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { assert, assertClose } from '../assert.js';
import { Fixture } from '../fixture.js';
import headFixture from '../fixtures/head-training.safetensors?url';
import maskFixture from '../fixtures/mask-training.safetensors?url';
import { mosaic } from '../seeded.js';
import type { GpuCases } from './harness.js';

interface Run {
  readonly losses: readonly number[];
  readonly before: Tensors;
  readonly after: Tensors;
  /** Names of the parameters and running statistics that stay as they are. */
  readonly frozen: readonly string[];
}

const head = ['fc.weight', 'fc.bias'];

async function trainLikePyTorch(device: Device, fixture: Fixture, freeze: string): Promise<Run> {
  const model = await loadWithHead(device, fixture);
  const before = await model.readTensors();
  const { classes } = model.description;
  const pixels = mosaics(fixture.tensor('labels').data);
  const settings = ['epochs', 'batchSize', 'learningRate', 'momentum', 'weightDecay'] as const;
  const recipe = Object.fromEntries(settings.map((name) => [name, fixture.attributes<number>(name)]));
  const schedule = { kind: 'constant', warmUp: 0 } as const;
  const given: Partial<Recipe> = { ...recipe, schedule, freeze, shuffle: false, augment: noAugmentation };
  const losses: number[] = [];
  const running = train(model, { classes, train: pixels, test: pixels }, given);
  let outcome: TrainOutcome | undefined;
  while (!outcome) {
    const next = await running.next();
    if (next.done) outcome = next.value;
    else if (next.value.kind === 'step') losses.push(next.value.loss);
  }
  const after = await outcome.model.readTensors();
  const { trainable, statistics } = planFreeze(model.network, { ...defaultRecipe, freeze });
  const moved = new Set([...trainable, ...statistics].map(({ name }) => name));
  outcome.model.destroy();
  model.destroy();
  return { losses, before, after, frozen: [...before.keys()].filter((name) => !moved.has(name)) };
}

/** The pretrained body with the fixture's head. */
async function loadWithHead(device: Device, fixture: Fixture): Promise<Model> {
  const entry = findInZoo('resnet20-cifar10');
  const response = await fetch(addressOf(entry, location.origin));
  const { description, weights } = await loadModel(await response.bytes(), entry.name);
  const tensors = new Map([...weights, ...head.map((part) => [part, fixture.tensor(`initial/${part}`)] as const)]);
  const classes = Array.from({ length: tensors.get('fc.bias')?.data.length ?? 0 }, (_, index) => `class ${index}`);
  const architecture = { ...description.architecture, classCount: classes.length };
  return Model.upload(device, { ...description, architecture, classes }, tensors);
}

function mosaics(labels: ArrayLike<number>): PixelSet {
  const [size, count] = [32, labels.length];
  const pixels = new Uint8Array(count * size * size * 4);
  for (let number = 0; number < count; number++) pixels.set(mosaic(number), number * size * size * 4);
  return { size, count, pixels, labels: Uint32Array.from(labels), samples: [], skipped: [] };
}

function assertUnchanged({ before, after, frozen }: Run): void {
  for (const name of frozen) {
    const [was, is] = [before.get(name)?.data ?? [], after.get(name)?.data ?? []];
    assert(
      is.length === was.length && was.every((value, index) => Object.is(value, is[index])),
      `${name} is frozen, and changed`,
    );
  }
}

function afterModule(freeze: string): [string, GpuCases[string]] {
  return [
    `freeze ${freeze}: three steps of all that comes after it`,
    async ({ device }) => {
      const fixture = await Fixture.fetch(maskFixture);
      const run = await trainLikePyTorch(device, fixture, freeze);
      assertClose(run.losses, fixture.tensor(`${freeze}/losses`).data, 1e-4);
      for (const name of fixture.names(`${freeze}/final/`)) {
        assertClose(run.after.get(name)?.data ?? [], fixture.tensor(`${freeze}/final/${name}`).data, 1e-3);
      }
      assertUnchanged(run);
    },
  ];
}

export const cases: GpuCases = {
  'freeze head: two epochs': async ({ device }) => {
    const fixture = await Fixture.fetch(headFixture);
    const run = await trainLikePyTorch(device, fixture, 'head');
    assertClose(run.losses, fixture.tensor('losses').data, 1e-4);
    for (const name of head) assertClose(run.after.get(name)?.data ?? [], fixture.tensor(`final/${name}`).data, 1e-4);
    assertUnchanged(run);
  },
  ...Object.fromEntries(['layer2', 'layer1', 'none'].map(afterModule)),
};
