/** The arithmetic of a value adds up to the value on the GPU, for every convolution and what follows it. */

import type { Device } from '../../engine/gpu/device.js';
import { Look } from '../../engine/inspect/look.js';
import { explainValue } from '../../engine/inspect/arithmetic.js';
import { Model } from '../../engine/model.js';
import { architecture, type Architecture } from '../../engine/models/architecture.js';
import { inputName } from '../../engine/models/layer.js';
import { defaultClasses, defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { assert, assertRejects } from '../assert.js';
import { mosaic, seededParameters } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { caseTable } from './op-case.js';

const networks = [
  { of: architecture('resnet20'), size: 32 },
  { of: architecture('resnet20', { shortcut: 'subsample-and-pad' }), size: 19 },
  { of: architecture('resnet18', { classCount: 10 }), size: 64 },
  { of: architecture('resnet50', { classCount: 10 }), size: 32 },
  { of: { ...architecture('resnext50_32x4d', { classCount: 10 }), blocks: [1, 1] }, size: 32 },
] as const;

/** Shows a mosaic to a network with seeded weights. */
async function lookAtMosaic(device: Device, of: Architecture, size: number): Promise<Look> {
  const preprocessing = { ...defaultPreprocessing(of), resize: size, crop: size };
  const description = { name: of.name, architecture: of, classes: await defaultClasses(of), preprocessing };
  const look = await Look.create(await Model.upload(device, description, seededParameters(resnet(of).parameters)));
  await look.show(mosaic(3, size));
  return look;
}

function close(look: Look): void {
  look.destroy();
  look.model.destroy();
}

/** Relative to the value, or to 1 where it is smaller. */
const tolerance = 1e-4;

function isClose(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

export const cases: GpuCases = {
  ...caseTable(
    networks,
    ({ of: { name, shortcut }, size }) => `${name} (${shortcut}) at ${size} pixels`,
    ({ of, size }) =>
      async ({ device }) => {
        const look = await lookAtMosaic(device, of, size);
        for (const layer of look.model.network.layers.filter(({ kind }) => kind === 'conv2d')) {
          const { shape } = await look.read(layer.name);
          const [, height = 1, width = 1, channels = 1] = shape;
          for (const [y, x] of [
            [0, 0],
            [height - 1, width >> 1],
          ] as const) {
            const place = { channel: (7 * y + 3 * x + 5) % channels, y, x };
            const { value, gpu, steps } = await explainValue(look, layer.name, place);
            assert(isClose(value, gpu), `${layer.name} ${JSON.stringify(place)}: ${value}, and ${gpu} on the GPU`);
            assert(steps.length > 0, `nothing follows ${layer.name}`);
            for (const step of steps) {
              assert(isClose(step.value, step.gpu), `${step.layer}: ${step.value}, and ${step.gpu} on the GPU`);
            }
          }
        }
        close(look);
      },
  ),

  'a ReLU is explained by the convolution before it, with the largest parts first': async ({ device }) => {
    const look = await lookAtMosaic(device, architecture('resnet20'), 32);
    const { layer, kernelSize, origin, contributions, steps } = await explainValue(look, 'layer2.0', {
      channel: 4,
      y: 0,
      x: 9,
    });
    assert(layer === 'layer2.0.conv2' && kernelSize === 3, layer);
    assert(origin.y === -1 && origin.x === 8, JSON.stringify(origin));
    assert(steps.map(({ kind }) => kind).join() === 'batchNorm,add,relu', 'other steps');
    const sizes = contributions.map(({ sum }) => Math.abs(sum));
    assert(
      sizes.length === 32 && sizes.every((size, index) => index === 0 || size <= (sizes[index - 1] ?? 0)),
      'order',
    );
    assert(contributions[0]?.patch.slice(0, 3).every((value) => value === 0) ?? false, 'padding is 0');
    for (const name of ['fc', 'avgpool', inputName]) {
      await assertRejects(explainValue(look, name, { channel: 0, y: 0, x: 0 }), /expected a value of a convolution/);
    }
    close(look);
  },
};
