/** What stays the same while sessions and training run, and what comes back when they are done. */

import type { Device } from '../../engine/gpu/device.js';
import { Forward } from '../../engine/forward.js';
import { Look } from '../../engine/inspect/look.js';
import type { Model } from '../../engine/model.js';
import { train } from '../../engine/train/trainer.js';
import { assert } from '../assert.js';
import { mosaic } from '../seeded.js';
import type { GpuCases } from './harness.js';
import { smallClasses, smallPictures, smallSize, uploadSmallModel } from './small-network.js';

const runs = 50;

/** Steps whose losses are on their way at once: each brings a staging buffer of its own. */
const warmUp = 5;

/** By how much the bytes of a heap come and go (134 kB in 1000 steps, gone after 1500): 256 a step would be seen. */
const heapNoise = 128_000;

async function withModel(device: Device, use: (model: Model) => Promise<void>): Promise<void> {
  const model = await uploadSmallModel(device);
  try {
    await use(model);
  } finally {
    model.destroy();
  }
}

/** Does something twice; the bytes that the second time leaves behind. The first fills what is kept for good. */
async function bytesLeftBy(device: Device, work: () => Promise<void>): Promise<number> {
  await work();
  const before = device.usage.bytes;
  await work();
  return device.usage.bytes - before;
}

/** Trains the head for one epoch of one-sample steps, and tells of the bytes alive after each step. */
async function trainHead(model: Model, samples: number) {
  const pictures = smallPictures(samples);
  const data = { classes: smallClasses, train: pictures, test: smallPictures(smallClasses.length) };
  const running = train(model, data, { epochs: 1, batchSize: 1, augment: { flip: false } });
  const bytes: number[] = [];
  for (;;) {
    const next = await running.next();
    if (next.done) return { bytes, ...next.value };
    if (next.value.kind === 'step') bytes.push(model.device.usage.bytes);
  }
}

export const cases: GpuCases = {
  [`${runs} runs of a session allocate nothing and submit once each`]: ({ device }) =>
    withModel(device, async (model) => {
      const forward = await Forward.create(model, { batch: 1, keep: ['fc'] });
      forward.writePixels(mosaic(0, smallSize));
      await forward.session.runAndRead(forward.value('fc'));
      const before = device.usage;
      for (let run = 0; run < runs; run++) await forward.session.runAndRead(forward.value('fc'));
      const after = device.usage;
      forward.destroy();
      assert(after.bytes === before.bytes, `${after.bytes - before.bytes} bytes were allocated`);
      assert(after.submits - before.submits === runs, `${after.submits - before.submits} submits`);
    }),

  [`${runs} training steps allocate nothing and submit once each`]: ({ device }) =>
    withModel(device, async (model) => {
      const { bytes, report, model: trained } = await trainHead(model, runs + warmUp);
      trained.destroy();
      const alive = new Set(bytes.slice(warmUp));
      assert(bytes.length === runs + warmUp && alive.size === 1, `bytes alive: ${[...alive].join(', ')}`);
      assert(report.submitsPerStep === 1, `${report.submitsPerStep} submits a step`);
    }),

  'after 500 steps GPU and JavaScript memory are where they were after 10': async ({ device, heapBytes }) => {
    const model = await uploadSmallModel(device);
    const data = { classes: smallClasses, train: smallPictures(2000), test: smallPictures(smallClasses.length) };
    const running = train(model, data, { freeze: 'layer2', epochs: 1, batchSize: 4, lossEvery: 10 });
    const memory = new Map<number, { gpu: number; heap: number }>();
    for (let next = await running.next(); !next.done; next = await running.next()) {
      const step = next.value.kind === 'step' ? next.value.step : 0;
      if ([10, 500].includes(step)) memory.set(step, { gpu: device.usage.bytes, heap: await heapBytes() });
    }
    const [early, late] = [memory.get(10), memory.get(500)];
    assert(early?.gpu === late?.gpu, `GPU memory went from ${early?.gpu} to ${late?.gpu} bytes`);
    const grown = (late?.heap ?? NaN) - (early?.heap ?? NaN);
    assert(grown < heapNoise, `JavaScript's memory grew by ${grown} bytes`);
  },

  'a model and its sessions give back all that they took': async ({ device }) => {
    const left = await bytesLeftBy(device, () =>
      withModel(device, async (model) => {
        const look = await Look.create(model);
        await look.show(mosaic(0, smallSize));
        await look.maps('layer1.0');
        await look.logits();
        look.destroy();
        await look.model.readTensors();
      }),
    );
    assert(left === 0, `${left} bytes are left`);
  },

  'training gives back all but what it trained': ({ device }) =>
    withModel(device, async (model) => {
      const left = await bytesLeftBy(device, async () => {
        const before = device.usage.bytes;
        const { model: trained } = await trainHead(model, warmUp);
        const own = trained.own.reduce((sum, { buffer }) => sum + buffer.size, 0);
        const taken = device.usage.bytes - before;
        assert(own > 0 && taken >= own, `only ${taken} bytes are alive for what was trained, ${own}`);
        trained.destroy();
      });
      assert(left === 0, `${left} bytes are left`);
    }),

  'an arena destroyed twice gives its bytes back once': async ({ device }) => {
    const before = device.usage.bytes;
    const model = await uploadSmallModel(device);
    model.destroy();
    model.destroy();
    assert(device.usage.bytes === before, `${device.usage.bytes - before} bytes are left`);
  },
};
