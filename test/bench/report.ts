/** The results of a bench: as data, and as a table for people. */

import type { Figure } from './alone.js';
import type { Timing } from './page.js';
import { summarise, type Summary } from './statistics.js';
import { flopsOf, type Workload } from './workloads.js';

export interface Entry extends Summary {
  readonly contender: string;
  readonly firstMs: number;
  readonly difference: number;
  /** How many times as long as Thaw: the median over the rounds of the ratio within a round. */
  readonly ratio: number;
  /** The same by processor time, which other work on the machine does not change; of a software adapter alone. */
  readonly processorRatio: number | undefined;
  readonly processorMs: number | undefined;
  readonly gflops: number | undefined;
}

export interface Result {
  readonly workload: string;
  readonly entries: readonly Entry[];
}

export interface Report {
  readonly adapter: string;
  readonly browser: string;
  readonly contenders: readonly { readonly name: string; readonly version: string }[];
  readonly rounds: number;
  readonly results: readonly Result[];
  /** Of Thaw alone; none where only some workloads were asked for. */
  readonly figures: readonly Figure[];
}

/** Engines meet the machine's slow moments in turn, so that a ratio within a round says more than one of medians. */
export function resultOf(workload: Workload, timings: readonly Timing[], isSoftware: boolean): Result {
  const flops = flopsOf(workload);
  const [first] = timings;
  const ratioOf = (times: readonly number[], reference: readonly number[] = []) =>
    summarise(times.map((time, round) => time / (reference[round] ?? NaN))).median;
  const entries = timings.map(({ contender, firstMs, difference, ms, processorMs }): Entry => {
    const summary = summarise(ms);
    return {
      contender,
      ...summary,
      firstMs,
      difference,
      ratio: ratioOf(ms, first?.ms),
      processorRatio: isSoftware ? ratioOf(processorMs, first?.processorMs) : undefined,
      processorMs: isSoftware ? summarise(processorMs).median : undefined,
      gflops: flops === undefined ? undefined : flops / summary.median / 1e6,
    };
  });
  return { workload: workload.name, entries };
}

/** `conv 3x3 64 to 64 at 56, forward   Thaw   98.1 ms (95.0 … 120.0)   2.36 GFLOP/s   x 1.0   (processor 180 ms, x 1.0)` */
export function linesOf({ workload, entries }: Result): string[] {
  return entries.map(({ contender, median, least, most, ratio, gflops, processorMs, processorRatio }) => {
    const time = `${median.toFixed(1)} ms (${least.toFixed(1)} … ${most.toFixed(1)})`;
    const rate = gflops === undefined ? '' : `${gflops.toFixed(2)} GFLOP/s`;
    const worked =
      processorMs === undefined
        ? ''
        : `processor ${processorMs.toFixed(0)} ms, x ${(processorRatio ?? NaN).toFixed(1)}`;
    return [
      workload.padEnd(46),
      contender.padEnd(17),
      time.padEnd(32),
      rate.padEnd(15),
      `x ${ratio.toFixed(1)}`.padEnd(8),
      worked,
    ]
      .join(' ')
      .trimEnd();
  });
}

/** `launches a training step, frozen: none      192` */
export function lineOf({ name, value, unit }: Figure): string {
  return `${name.padEnd(46)} ${Number.isInteger(value) ? value : value.toFixed(1)} ${unit}`.trimEnd();
}
