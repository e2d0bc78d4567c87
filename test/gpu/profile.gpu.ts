/** Profiles: every kernel's time, what it computes and moves, and what the adapter can do at best. */

import { measurePeaks } from '../../engine/gpu/peaks.js';
import { profile } from '../../engine/gpu/profile.js';
import { Session } from '../../engine/gpu/session.js';
import { Stopwatch } from '../../engine/gpu/stopwatch.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { matmul } from '../../engine/ops/matmul.js';
import { relu } from '../../engine/ops/pointwise.js';
import type { Device } from '../../engine/gpu/device.js';
import { assert } from '../assert.js';
import type { GpuCases } from './harness.js';

/** relu(a b), a product of [64, 32] and [32, 16]. */
async function product(device: Device): Promise<Session> {
  const graph = new Graph();
  const operands = [graph.input('a', [64, 32]), graph.input('b', [32, 16])];
  const [y] = graph.add(matmul, 'product', operands, { transposeA: false, transposeB: false });
  const [positive] = graph.add(relu, 'positive', [y], {});
  return Session.create(device, 'profiled', compile(graph, { target: device.target, keep: [positive] }));
}

export const cases: GpuCases = {
  'a profile names kernels and layers in their order, with operations, bytes and a time': async ({ device }) => {
    const session = await product(device);
    const { dispatches } = await profile(session, 2);
    session.destroy();
    const [first, second] = dispatches;
    assert(dispatches.length === 2 && !!first && !!second, `got ${dispatches.length} dispatches`);
    assert(first.kernel === 'matmul' && first.layer === 'product', `got ${first.kernel} ${first.layer}`);
    assert(second.kernel === 'relu' && second.layer === 'positive', `got ${second.kernel} ${second.layer}`);
    assert(first.flops === 2 * 64 * 32 * 16, `got ${first.flops} operations`);
    assert(first.bytes === 4 * (64 * 32 + 32 * 16 + 64 * 16), `got ${first.bytes} bytes`);
    assert(
      dispatches.every(({ milliseconds }) => milliseconds > 0 && milliseconds < 1000),
      'a time is not one',
    );
  },

  'every timing is told, of all that there will be, and the next one can be called off': async ({ device }) => {
    const session = await product(device);
    const told: string[] = [];
    await profile(session, 1, { onTimed: (done, total) => told.push(`${done} of ${total}`) });
    assert(told.join() === '1 of 4,2 of 4,3 of 4,4 of 4', `got ${told.join()}`);
    const abort = new AbortController();
    const onTimed = () => abort.abort(new Error('enough'));
    const error = await profile(session, 1, { onTimed, signal: abort.signal }).then(() => '', String);
    session.destroy();
    assert(error === 'Error: enough', `it ended with "${error}"`);
  },

  'a watch without timestamps times submits': async ({ device }) => {
    const session = await product(device);
    const watch = new Stopwatch(device, false);
    assert(watch.method === 'submits', `got ${watch.method}`);
    const [command] = session.commands;
    assert(!!command, 'the session has no command');
    assert((await watch.milliseconds(command, 4)) > 0, 'no time has passed');
    session.destroy();
  },

  'the peaks are above what any kernel does': async ({ device }) => {
    const peaks = await measurePeaks(device);
    assert(peaks.gflops > 0.1 && Number.isFinite(peaks.gflops), `got ${peaks.gflops} GFLOP/s`);
    assert(peaks.gigabytes > 0.01 && Number.isFinite(peaks.gigabytes), `got ${peaks.gigabytes} GB/s`);
  },
};
