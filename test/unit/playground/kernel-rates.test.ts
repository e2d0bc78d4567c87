/** What a profile comes to. */

import { expect, test } from 'vitest';
import { rateKernels, totalOf } from '../../../playground/elements/kernel-rates.js';
import { sayRoofline } from '../../../playground/elements/roofline.js';

const kernel = (milliseconds: number, flops: number, bytes: number) => {
  return { kernel: 'conv2d', layer: 'conv1', milliseconds, flops, bytes, workgroups: [1, 1, 1] as const };
};

const profile = {
  peaks: { gflops: 10, gigabytes: 5 },
  // Half of the arithmetic there is; four fifths of the bytes, with little to compute.
  dispatches: [kernel(2, 10e6, 1e6), kernel(6, 2.4e6, 24e6)],
};

test('speeds are operations and bytes over the time, and the nearer roof counts', () => {
  expect(rateKernels(profile)).toMatchObject([
    { gflops: 5, gigabytes: 0.5, ofPeak: 0.5, share: 0.25 },
    { gflops: 0.4, gigabytes: 4, ofPeak: 0.8, share: 0.75 },
  ]);
});

test('all together are their sums', () => {
  expect(totalOf(profile)).toEqual({ milliseconds: 8, flops: 12.4e6, bytes: 25e6, launches: 2 });
});

test('a roofline tells in words what holds the kernels back', () => {
  const words =
    '1 kernel under the roof of arithmetic, 1 kernel under the roof of memory. The table has their figures.';
  expect(sayRoofline(rateKernels(profile), 2)).toBe(words);
});
