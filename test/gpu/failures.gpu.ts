/**
 * What goes wrong on a GPU, told: a lost device, no memory, a shader that does not compile, an invalid operation. Every
 * case opens a device of its own, because it spoils it.
 */

import { messageOf, ThawError } from '../../engine/core/errors.js';
import { printShape, sizeOf, type Shape } from '../../engine/core/shape.js';
import { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { Graph, type Op } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { Look } from '../../engine/inspect/look.js';
import { globalAvgPool } from '../../engine/ops/global-avg-pool.js';
import { labelOf } from '../../engine/ops/kernel.js';
import { relu } from '../../engine/ops/pointwise.js';
import { assert } from '../assert.js';
import { mosaic } from '../seeded.js';
import type { GpuCase, GpuCases } from './harness.js';
import { smallSize, uploadSmallModel } from './small-network.js';

/** Runs on a device of its own. */
function spoiling(use: (device: Device) => Promise<void>, gpu: () => GPU = () => navigator.gpu): GpuCase {
  return async () => {
    const device = await Device.open(gpu());
    try {
      await use(device);
    } finally {
      device.destroy();
    }
  };
}

/** Holds that `work` fails with a `ThawError` whose message has all these parts. */
async function assertTold(work: () => unknown, ...parts: readonly string[]): Promise<void> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  assert(error instanceof ThawError, error === undefined ? 'nothing was thrown' : `got ${messageOf(error)}`);
  for (const part of parts) assert(error.message.includes(part), `"${error.message}" does not say "${part}"`);
  assert(!error.message.includes('\n'), `"${error.message}" is not one line`);
}

/** Loses the device, before it can tell of that. */
function lose(device: Device): void {
  device.gpu.destroy();
}

/** Loses the device and waits until it is known. */
async function loseKnowingly(device: Device): Promise<void> {
  lose(device);
  await device.gpu.lost;
}

/** A session of one op over one input, named as the engine names its own: with shapes. */
async function openSession(device: Device, op: Op<Record<string, never>>, shape: Shape, target = device.target) {
  const graph = new Graph();
  const x = graph.input('x', shape);
  const [y] = graph.add(op, 'y', [x], {});
  const session = await Session.create(
    device,
    `${op.name} of ${printShape(shape)}`,
    compile(graph, { target, keep: [y] }),
  );
  return { session, x, y };
}

const shape = [2, 3];

const lost = 'got a lost device (destroyed';

/** An adapter with the limits that every WebGPU adapter has, whatever this one has. */
function modestGpu(): GPU {
  const limits = { maxBufferSize: 256 * 2 ** 20, maxStorageBufferBindingSize: 128 * 2 ** 20 };
  const requestAdapter = async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const requestDevice: GPUAdapter['requestDevice'] = (descriptor) =>
      adapter?.requestDevice(descriptor) ?? Promise.reject(new Error('no adapter'));
    return { info: adapter?.info, features: new Set(), limits, requestDevice };
  };
  return { requestAdapter } as unknown as GPU;
}

const broken: Op<Record<string, never>> = {
  name: 'broken',
  outputShapes: ([x = []]) => [x],
  lower(node, { dispatch }) {
    const wgsl = '@compute @workgroup_size(64)\nfn main() {\n  let cold = warm + 1;\n}';
    dispatch({ label: labelOf(node), wgsl, bindings: [], workgroups: [1, 1, 1] });
  },
};

/** Makes an invalid call outside of any error scope, and waits until its error has arrived. */
async function fault({ gpu }: Device): Promise<void> {
  gpu.createBuffer({ label: 'without a usage', size: 16, usage: 0 });
  await gpu.queue.onSubmittedWorkDone();
}

const lossCases: GpuCases = {
  'a lost device: a run': spoiling(async (device) => {
    const { session } = await openSession(device, relu, shape);
    await loseKnowingly(device);
    await assertTold(() => session.run(), 'relu of [2, 3]', lost, 'Reload the page');
  }),

  'a lost device: a run that is read, while it runs': spoiling(async (device) => {
    const { session, y } = await openSession(device, relu, shape);
    const reading = session.runAndRead(y);
    lose(device);
    await assertTold(() => reading, 'relu of [2, 3]', lost);
  }),

  'a lost device: a run that is read, before the loss is known': spoiling(async (device) => {
    const { session, y } = await openSession(device, relu, shape);
    lose(device);
    await assertTold(() => session.runAndRead(y), 'relu of [2, 3]', lost);
  }),

  'a lost device: a read': spoiling(async (device) => {
    const { session, y } = await openSession(device, relu, shape);
    session.run();
    lose(device);
    await assertTold(() => session.read(y), 'read y [2, 3] of relu of [2, 3]', lost);
    await assertTold(() => session.readNumber(y, 0), 'read y [2, 3] of relu of [2, 3]', lost);
  }),

  'a lost device: a new session': spoiling(async (device) => {
    await loseKnowingly(device);
    await assertTold(() => openSession(device, relu, shape), 'relu of [2, 3], inputs', lost);
  }),

  'a lost device: a look at a picture': spoiling(async (device) => {
    const look = await Look.create(await uploadSmallModel(device));
    const showing = look.show(mosaic(0, smallSize));
    lose(device);
    await assertTold(() => showing, `forward pass of small [1, ${smallSize}, ${smallSize}, 3]`, lost);
  }),

  'a lost device: a look at a picture, before the loss is known': spoiling(async (device) => {
    const look = await Look.create(await uploadSmallModel(device));
    lose(device);
    await assertTold(() => look.show(mosaic(0, smallSize)), 'forward pass of small', lost);
  }),

  'a lost device: the weights': spoiling(async (device) => {
    const model = await uploadSmallModel(device);
    const reading = model.arenas[0]?.readAll();
    lose(device);
    await assertTold(() => reading, 'read parameters (conv1.weight [3, 3, 4, 16] and', lost);
  }),
};

const memoryCases: GpuCases = {
  'more memory than a buffer can have': spoiling(async (device) => {
    await assertTold(
      () => openSession(device, globalAvgPool, [1, 8192, 8193, 1]),
      'globalAvgPool of [1, 8192, 8193, 1], inputs: got an adapter with buffers of at most 268.4 MB, expected memory for 268.5 MB',
      'Use a smaller batch or image size.',
    );
    assert(device.usage.bytes === 0, `${device.usage.bytes} bytes are left`);
  }, modestGpu),

  'more memory than the adapter has': spoiling(async (device) => {
    const numbers = device.gpu.limits.maxBufferSize / 4;
    // Buffers as large as can be until one is refused: at once on a software adapter, after a few on a large GPU.
    const fill = async () => {
      for (let count = 0; count < 64; count++) await openSession(device, relu, [numbers]);
    };
    await assertTold(fill, `relu of [${numbers}]`, 'got "out of memory"', 'Use a smaller batch or image size.');
    // What the sessions before the refused one hold, input and output of each.
    assert(device.usage.bytes % (2 * 4 * numbers) === 0, `${device.usage.bytes} bytes are left`);
  }),

  'a value that is larger than a binding can be': spoiling(async (device) => {
    await assertTold(
      () => openSession(device, globalAvgPool, [1, 8192, 4097, 1]),
      'globalAvgPool y [1, 8192, 4097, 1] -> [1, 1]: got x [1, 8192, 4097, 1] of 134.3 MB, expected at most 134.2 MB',
      'Use a smaller batch or image size.',
    );
    assert(device.usage.bytes === 0, `${device.usage.bytes} bytes are left`);
  }, modestGpu),

  'more numbers than an input has': spoiling(async (device) => {
    const { session, x } = await openSession(device, relu, shape);
    const numbers = new Float32Array(sizeOf(shape) + 1);
    await assertTold(() => session.write(x, numbers), 'write x of relu of [2, 3]: got 7 numbers', '[2, 3]');
  }),
};

const invalidCases: GpuCases = {
  'a shader that does not compile': spoiling(async (device) => {
    await assertTold(
      () => openSession(device, broken, shape),
      'shader of broken y [2, 3] -> [2, 3]: got 3:14 ',
      'in "let cold = warm + 1;", expected WGSL',
    );
    assert(device.usage.bytes === 0, `${device.usage.bytes} bytes are left`);
  }),

  'an invalid call is told at the next submit, once': spoiling(async (device) => {
    const { session } = await openSession(device, relu, shape);
    await fault(device);
    await assertTold(() => session.run(), 'relu of [2, 3]', 'expected a valid GPU operation', 'without a usage');
    session.run();
    await device.settled('a second run');
  }),

  'an invalid call is told at the next read, once': spoiling(async (device) => {
    const { session, y } = await openSession(device, relu, shape);
    session.run();
    const before = device.usage.bytes;
    await session.read(y);
    await fault(device);
    await assertTold(() => session.read(y), 'read y [2, 3] of relu of [2, 3]', 'without a usage');
    await session.read(y);
    assert(device.usage.bytes - before <= 256, `${device.usage.bytes - before} bytes of staging buffers`);
  }),

  'work that throws leaves no error scope behind': spoiling(async (device) => {
    const outOfTheWay = new Error('thrown by the work');
    const guarded = device.guard('thrower', () => {
      throw outOfTheWay;
    });
    const reason = await guarded.catch((error: unknown) => error);
    assert(reason === outOfTheWay, `got ${messageOf(reason)}`);
    await fault(device);
    await assertTold(() => device.settled('what follows'), 'what follows', 'without a usage');
  }),
};

export const cases: GpuCases = { ...lossCases, ...memoryCases, ...invalidCases };
