/** What a profile comes to: how fast each kernel is, how near to what the adapter can do at best, and all of them together. */

import type { ModelProfile } from '../worker/protocol.js';

export type Peaks = ModelProfile['peaks'];

export interface RatedKernel extends Readonly<ModelProfile['dispatches'][number]> {
  readonly gflops: number;
  readonly gigabytes: number;
  /** Of the nearer of the two roofs: arithmetic or memory. */
  readonly ofPeak: number;
  /** Of the time of all. */
  readonly share: number;
}

export interface KernelTotal {
  readonly milliseconds: number;
  readonly flops: number;
  readonly bytes: number;
  readonly launches: number;
}

export function totalOf({ dispatches }: Pick<ModelProfile, 'dispatches'>): KernelTotal {
  const sum = (of: (kernel: (typeof dispatches)[number]) => number) =>
    dispatches.reduce((total, kernel) => total + of(kernel), 0);
  return {
    milliseconds: sum(({ milliseconds }) => milliseconds),
    flops: sum(({ flops }) => flops),
    bytes: sum(({ bytes }) => bytes),
    launches: dispatches.length,
  };
}

/** A number a millisecond is a thousand a second, so a million of them a millisecond are 1e9 a second. */
export function rateKernels(profile: Pick<ModelProfile, 'dispatches' | 'peaks'>): readonly RatedKernel[] {
  const { dispatches, peaks } = profile;
  const all = totalOf(profile).milliseconds;
  return dispatches.map((dispatch) => {
    const gflops = dispatch.flops / dispatch.milliseconds / 1e6;
    const gigabytes = dispatch.bytes / dispatch.milliseconds / 1e6;
    const ofPeak = Math.max(gflops / peaks.gflops, gigabytes / peaks.gigabytes);
    return { ...dispatch, gflops, gigabytes, ofPeak, share: dispatch.milliseconds / all };
  });
}
