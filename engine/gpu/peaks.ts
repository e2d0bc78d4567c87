/** What an adapter can do at best, measured: multiply-adds in registers, and bytes moved. The roof of a roofline. */

import { assemble } from '../ops/wgsl.js';
import copySource from '../../shaders/peak_copy.wgsl?raw';
import multiplyAddSource from '../../shaders/peak_multiply_add.wgsl?raw';
import type { Device } from './device.js';
import { median, Stopwatch, type Command } from './stopwatch.js';

export interface Peaks {
  /** 1e9 floating-point operations a second, a multiply-add being two. */
  readonly gflops: number;
  /** 1e9 bytes a second, read and written. */
  readonly gigabytes: number;
}

const rounds = 5;

/** Sizes that last some milliseconds and occupy the adapter, yet leave a software one responsive. */
const sizes = {
  software: { workgroups: 64, steps: 128, copied: 16 * 2 ** 20 },
  gpu: { workgroups: 2048, steps: 256, copied: 64 * 2 ** 20 },
} as const;

export async function measurePeaks(device: Device): Promise<Peaks> {
  const { workgroups, steps, copied } = sizes[device.target.kind];
  const usage = GPUBufferUsage.STORAGE;
  const [from, to] = [
    await device.createBuffer('peak, from', copied, usage),
    await device.createBuffer('peak, to', copied, usage),
  ];
  const watch = new Stopwatch(device);
  try {
    const rates: number[] = [];
    for (const chains of [2, 8]) {
      const wgsl = assemble(multiplyAddSource, { CHAINS: chains, STEPS: steps });
      const command = await commandOf(device, 'peak of multiply-adds', wgsl, workgroups, [to]);
      const flops = 64 * workgroups * steps * 16 * chains * 8;
      rates.push(flops / (await timeOf(watch, command)) / 1e6);
    }
    const wgsl = assemble(copySource, { COUNT: copied / 16, WORKGROUPS: workgroups });
    const command = await commandOf(device, 'peak of copying', wgsl, workgroups, [from, to]);
    return { gflops: Math.max(...rates), gigabytes: (2 * copied) / (await timeOf(watch, command)) / 1e6 };
  } finally {
    watch.destroy();
    [from, to].forEach((buffer) => device.destroyBuffer(buffer));
  }
}

async function timeOf(watch: Stopwatch, command: Command): Promise<number> {
  const repeats = await watch.repeatsOf(command);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await watch.milliseconds(command, repeats));
  return median(times);
}

async function commandOf(
  device: Device,
  label: string,
  wgsl: string,
  workgroups: number,
  buffers: readonly GPUBuffer[],
): Promise<Command> {
  const pipeline = await device.pipelines.get({ label, wgsl });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const bindGroup = device.gpu.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries });
  return { pipeline, bindGroup, dispatch: { label, wgsl, bindings: [], workgroups: [workgroups, 1, 1] } };
}
