/** When the page tunes: while nothing else is asked of the engine, for so long and no longer. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleTuning } from '../../../playground/state/idle-tuning.js';
import type { EngineWorker, TileTable } from '../../../playground/worker/protocol.js';

const table: TileTable = { adapter: 'a GPU', kernels: '', tiles: [] };
const gpu = { isSoftware: false };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** An engine whose tuning lasts until it is cancelled or `end` is called. */
function fakeEngine() {
  let end: () => void = () => undefined;
  const seconds: number[] = [];
  const worker = {
    tune: (request: { seconds: number }) => {
      seconds.push(request.seconds);
      return new Promise<TileTable>((resolve) => (end = () => resolve(table)));
    },
    cancelTuning: vi.fn(() => {
      end();
      return Promise.resolve();
    }),
    readValue: (value: number) => new Promise((resolve) => setTimeout(() => resolve(value), 15_000)),
  };
  const isBusy = vi.fn(() => Promise.resolve(false));
  const tuning = new IdleTuning(worker as unknown as EngineWorker, isBusy);
  return { worker, seconds, tuning, isBusy, end: () => end() };
}

test('a call goes through to the worker, and its answer back', async () => {
  const { tuning } = fakeEngine();
  const answer = (tuning.engine as unknown as { readValue(value: number): Promise<number> }).readValue(7);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await answer).toBe(7);
});

test('it begins when nothing was asked for ten seconds, and not before the first result', async () => {
  const { tuning, seconds } = fakeEngine();
  await vi.advanceTimersByTimeAsync(60_000);
  tuning.begin(gpu);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(seconds).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(seconds).toEqual([20]);
});

test('it waits for a call that lasts long', async () => {
  const { tuning, seconds } = fakeEngine();
  tuning.begin(gpu);
  void tuning.engine.readValue('', 0, 0, 0);
  await vi.advanceTimersByTimeAsync(24_000);
  expect(seconds).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(seconds).toEqual([20]);
});

test('it waits for experiments, which have a worker of their own', async () => {
  const { tuning, seconds, isBusy } = fakeEngine();
  isBusy.mockResolvedValueOnce(true);
  tuning.begin(gpu);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(seconds).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seconds).toEqual([20]);
});

test('a call ends it; it goes on with the seconds that are left', async () => {
  const { worker, tuning, seconds } = fakeEngine();
  tuning.begin(gpu);
  await vi.advanceTimersByTimeAsync(15_000);
  void tuning.engine.readValue('', 0, 0, 0);
  expect(worker.cancelTuning).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(26_000);
  expect(seconds).toEqual([20, 15]);
});

test('when it has ended by itself, it does not begin again', async () => {
  const { tuning, seconds, end } = fakeEngine();
  tuning.begin(gpu);
  await vi.advanceTimersByTimeAsync(11_000);
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seconds).toHaveLength(1);
});

test('a software adapter is left alone', async () => {
  const { tuning, seconds } = fakeEngine();
  tuning.begin({ isSoftware: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seconds).toEqual([]);
});
