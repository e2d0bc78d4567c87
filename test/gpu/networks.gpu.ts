/** Whole networks against PyTorch: their logits, as the engine fuses them, and layers on the way. */

import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { Forward } from '../../engine/forward.js';
import { fuse } from '../../engine/graph/fuse.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { Model } from '../../engine/model.js';
import { architecture, type Architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { defaultClasses, defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { addressOf, findInZoo } from '../../engine/models/zoo.js';
import { loadModel } from '../../engine/weights/load.js';
import type { Tensor, Tensors } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { Fixture, toNchw, toPicture } from '../fixture.js';
import fixtureUrl from '../fixtures/networks.safetensors?url';
import { mosaic, seededParameters, seededTensor } from '../seeded.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable } from './op-case.js';

/** Relative to the largest number of a layer. */
const tolerance = 1e-4;

interface Example {
  readonly name: string;
  readonly architecture: Architecture;
  /** [N, 3, H, W] */
  readonly pictures: readonly [number, number, number, number];
  /** Layers to compare beside the logits. */
  readonly layers: readonly string[];
}

const seededNetworks: readonly Example[] = [
  {
    name: 'resnet18',
    architecture: architecture('resnet18', { classCount: 10 }),
    pictures: [2, 3, 61, 47],
    layers: ['maxpool', 'layer2.0.add', 'layer3.1.relu_1', 'layer4.0.downsample.1'],
  },
  {
    name: 'resnet50',
    architecture: architecture('resnet50', { classCount: 10 }),
    pictures: [1, 3, 64, 64],
    layers: ['layer1.0.relu_1', 'layer3.5.add', 'layer4.0.downsample.1'],
  },
  {
    name: 'resnet20 padded',
    architecture: architecture('resnet20', { classCount: 7, shortcut: 'subsample-and-pad' }),
    pictures: [2, 3, 17, 13],
    layers: ['layer2.0.downsample', 'layer3.0.relu_1'],
  },
];

const pretrainedLayers = ['layer1.0.conv1', 'layer2.0.downsample.1', 'layer3.2.add', 'avgpool', 'fc'];

let fetched: Promise<Fixture> | undefined;

/** Holds layers' values, NHWC as the engine has them, against PyTorch's; of maps those of the first picture. */
async function compare(network: string, values: ReadonlyMap<string, Tensor>): Promise<void> {
  const fixture = await (fetched ??= Fixture.fetch(fixtureUrl));
  for (const [layer, value] of values) {
    const expected = fixture.tensor(`${network}/${layer}`).data;
    const actual = value.shape.length === 4 ? toNchw(value) : value;
    assertClose(actual.data.subarray(0, expected.length), expected, tolerance);
  }
}

function seededCase({ name, architecture, pictures }: Example, layers: readonly string[], isFused: boolean): GpuCase {
  return async ({ device }) => {
    const picture = toPicture(seededTensor('input', pictures));
    const tensors = seededParameters(resnet(architecture).parameters);
    await compare(name, await run(device, architecture, tensors, picture, layers, isFused));
  };
}

/** The values of some layers for one input [N, H, W, 4]. */
async function run(
  device: Device,
  architecture: Architecture,
  tensors: Tensors,
  picture: Tensor,
  layers: readonly string[],
  isFused: boolean,
): Promise<Map<string, Tensor>> {
  const [classes, preprocessing] = [await defaultClasses(architecture), defaultPreprocessing(architecture)];
  const model = await Model.upload(device, { name: architecture.name, architecture, classes, preprocessing }, tensors);
  const described = new Graph();
  buildForward(described, described.input('picture', picture.shape), model.network);
  const graph = isFused ? fuse(described, new Set(layers)) : described;
  const keep = layers.map((layer) => graph.value(layer));
  const plan = compile(graph, { target: device.target, keep, external: model.placements });
  const session = await Session.create(device, 'network', plan, model.arenas);
  try {
    session.write(graph.value('picture'), picture.data);
    const values = await session.runAndRead(...keep);
    return new Map(keep.map(({ name, shape }, index) => [name, { shape, data: values[index] ?? new Float32Array() }]));
  } finally {
    session.destroy();
    model.destroy();
  }
}

function pretrainedCase(layers: readonly string[]): GpuCase {
  return async ({ device }) => {
    const model = await fetchPretrained(device);
    const batch = 4;
    const forward = await Forward.create(model, { batch, keep: layers });
    try {
      forward.writePixels(new Uint8Array(Array.from({ length: batch }, (_, number) => [...mosaic(number)]).flat()));
      const keep = layers.map((layer) => forward.value(layer));
      const values = await forward.session.runAndRead(...keep);
      const tensors = keep.map(({ name, shape }, index) => {
        return [name, { shape, data: values[index] ?? new Float32Array() }] as const;
      });
      await compare('resnet20-cifar10', new Map(tensors));
    } finally {
      forward.destroy();
      model.destroy();
    }
  };
}

async function fetchPretrained(device: Device): Promise<Model> {
  const entry = findInZoo('resnet20-cifar10');
  const response = await fetch(addressOf(entry, location.origin));
  const { description, weights } = await loadModel(await response.bytes(), entry.name);
  return Model.upload(device, description, weights);
}

export const cases: GpuCases = {
  'resnet20-cifar10: logits': pretrainedCase(['fc']),
  'resnet20-cifar10: layers on the way': pretrainedCase(pretrainedLayers),
  ...caseTable(
    seededNetworks,
    ({ name }) => `${name}: logits`,
    (example) => seededCase(example, ['fc'], true),
  ),
  ...caseTable(
    seededNetworks,
    ({ name }) => `${name}: layers on the way, fused around them`,
    (example) => seededCase(example, [...example.layers, 'fc'], true),
  ),
  'resnet18: layers on the way, nothing fused': seededCase(seededNetworks[0] as Example, ['layer2.0.add', 'fc'], false),
};
