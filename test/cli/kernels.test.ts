/** Kernels from the command line: what each takes, and that their gradients are right. */

import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';

test('profile tells of every kernel, what it takes and how near that is to the adapter’s best', async () => {
  const { exitCode, json } = await runCli(['profile', '--model', model, '--rounds', '1', '--json']);
  expect(exitCode).toBe(0);
  const { total, dispatches, peaks } = json as unknown as ProfileOutput;
  expect(peaks.gflops).toBeGreaterThan(0);
  // A forward pass of ResNet-20 is 41 million multiply-adds; by Winograd's algorithm, which software adapters use for its
  // ten convolutions of 32 and 64 channels, 2.36 million each, these are 16 of 36.
  const saved = String(json.adapter).includes('software') ? (10 * 2.36 * 20) / 36 : 0;
  expect(total.flops / 2e6).toBeCloseTo(41.2 - saved, 0);
  expect(total.launches).toBe(dispatches.length);
  expect(dispatches.every(({ milliseconds, bytes }) => milliseconds > 0 && bytes > 0)).toBe(true);
});

interface ProfileOutput {
  readonly peaks: { readonly gflops: number };
  readonly total: { readonly flops: number; readonly launches: number };
  readonly dispatches: readonly { readonly milliseconds: number; readonly bytes: number }[];
}

describe('check-gradients', () => {
  test('holds every tensor of a layer against the loss', async () => {
    const { exitCode, json } = await runCli(['check-gradients', '--model', model, '--layer', 'layer3.2.bn2', '--json']);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ model, passes: true });
    expect((json.results as { name: string }[]).map(({ name }) => name)).toEqual([
      'layer3.2.bn2.weight',
      'layer3.2.bn2.bias',
    ]);
  });
});
