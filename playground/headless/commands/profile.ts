/** `profile`: the time of every kernel of a forward pass or a training step, and how near it is to what is possible. */

import type { ModelProfile } from '../../worker/protocol.js';
import { defineCommand } from '../command.js';
import { imageSizeOption } from '../preprocessing-options.js';
import { printTable } from '../table.js';
import { modelOption, openModel } from './shared.js';

export const profile = defineCommand({
  summary: 'time every kernel of a forward pass or a training step, against what this adapter can do at best',
  options: {
    model: { ...modelOption, help: `${modelOption.help}; or a member of the family: resnet18` },
    'image-size': imageSizeOption,
    'batch-size': { kind: 'number', isInteger: true, least: 1, fallback: 1, help: 'pictures at once' },
    train: { kind: 'flag', help: 'a training step instead of a forward pass' },
    freeze: { kind: 'text', value: 'L', fallback: 'none', help: 'with --train: the last module that stays as it is' },
    rounds: { kind: 'number', isInteger: true, least: 1, fallback: 5, help: 'how often each kernel is timed' },
  },

  async run({ model, train, freeze, rounds, 'image-size': side, 'batch-size': batchSize }, context) {
    const preprocessing = { resize: side, crop: side };
    const opened = await openModel({ model, preprocessing, seed: 0 }, context);
    const request = { batchSize, rounds, freeze: train ? freeze : undefined };
    const measured = await context.page.call('profile', request);
    const rows = measured.dispatches.map((dispatch) => rate(dispatch, measured.peaks));
    const { method, peaks, gpuBytes } = measured;
    const total = totalOf(rows);
    const facts = { model: opened.model.name, adapter: opened.adapter.description, method, batchSize, gpuBytes };
    return { json: { ...facts, peaks, total, dispatches: rows }, text: tableOf(facts.adapter, rows, total, measured) };
  },
});

type Dispatch = ModelProfile['dispatches'][number];
type Peaks = ModelProfile['peaks'];

interface Rated extends Dispatch {
  readonly gflops: number;
  readonly gigabytes: number;
  /** Of the nearer of the two roofs: arithmetic or memory. */
  readonly ofPeak: number;
}

interface Total {
  readonly milliseconds: number;
  readonly flops: number;
  readonly bytes: number;
  readonly launches: number;
}

/** One number a millisecond is a million a second. */
function rate(dispatch: Dispatch, peaks: Peaks): Rated {
  const gflops = dispatch.flops / dispatch.milliseconds / 1e6;
  const gigabytes = dispatch.bytes / dispatch.milliseconds / 1e6;
  return { ...dispatch, gflops, gigabytes, ofPeak: Math.max(gflops / peaks.gflops, gigabytes / peaks.gigabytes) };
}

function totalOf(rows: readonly Rated[]): Total {
  const sum = (of: (row: Rated) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    milliseconds: sum(({ milliseconds }) => milliseconds),
    flops: sum(({ flops }) => flops),
    bytes: sum(({ bytes }) => bytes),
    launches: rows.length,
  };
}

function tableOf(adapter: string, rows: readonly Rated[], total: Total, { peaks, method }: ModelProfile): string {
  const header = ['layer', 'kernel', 'ms', 'share', 'GFLOP', 'GFLOP/s', 'MB', 'GB/s', 'of peak'];
  const cells = rows.map((row) => [
    row.layer,
    row.kernel,
    row.milliseconds.toFixed(3),
    percent(row.milliseconds / total.milliseconds),
    (row.flops / 1e9).toFixed(3),
    row.gflops.toFixed(2),
    (row.bytes / 1e6).toFixed(2),
    row.gigabytes.toFixed(2),
    percent(row.ofPeak),
  ]);
  return [
    `${adapter}: at best ${peaks.gflops.toFixed(1)} GFLOP/s and ${peaks.gigabytes.toFixed(1)} GB/s; timed by ${method}`,
    '',
    printTable([header, ...cells], [2, 3, 4, 5, 6, 7, 8]),
    '',
    `${total.launches} launches, ${total.milliseconds.toFixed(1)} ms, ${(total.flops / 1e9).toFixed(2)} GFLOP`,
  ].join('\n');
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
