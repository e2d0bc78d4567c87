/** `profile`: the time of every kernel of a forward pass or a training step, and how near it is to what is possible. */

import { printPercent } from '../../elements/format.js';
import { rateKernels, totalOf, type KernelTotal, type RatedKernel } from '../../elements/kernel-rates.js';
import type { ModelProfile } from '../../worker/protocol.js';
import { defineCommand } from '../command.js';
import { imageSizeOption } from '../preprocessing-options.js';
import { printTable } from '../table.js';
import { modelOption, openModel, precisionOption } from './shared.js';

export const profile = defineCommand({
  summary: 'time every kernel of a forward pass or a training step, against what this adapter can do at best',
  options: {
    model: { ...modelOption, help: `${modelOption.help}; or a member of the family: resnet18` },
    'image-size': imageSizeOption,
    'batch-size': { kind: 'number', isInteger: true, least: 1, fallback: 1, help: 'pictures at once' },
    precision: { ...precisionOption, help: `${precisionOption.help}; in a training step of what is frozen` },
    train: { kind: 'flag', help: 'a training step instead of a forward pass' },
    freeze: { kind: 'text', value: 'L', fallback: 'none', help: 'with --train: the last module that stays as it is' },
    rounds: { kind: 'number', isInteger: true, least: 1, fallback: 5, help: 'how often each kernel is timed' },
  },

  async run({ model, precision, train, freeze, rounds, 'image-size': side, 'batch-size': batchSize }, context) {
    const preprocessing = { resize: side, crop: side };
    const opened = await openModel({ model, preprocessing, seed: 0 }, context);
    const request = { batchSize, rounds, precision, freeze: train ? freeze : undefined };
    const measured = await context.page.call('profile', request);
    const rows = rateKernels(measured);
    const { method, peaks, gpuBytes } = measured;
    const total = totalOf(measured);
    const facts = {
      model: opened.model.name,
      adapter: opened.adapter.description,
      method,
      batchSize,
      precision,
      gpuBytes,
    };
    return { json: { ...facts, peaks, total, dispatches: rows }, text: tableOf(facts.adapter, rows, total, measured) };
  },
});

function tableOf(
  adapter: string,
  rows: readonly RatedKernel[],
  total: KernelTotal,
  { peaks, method }: ModelProfile,
): string {
  const header = ['layer', 'kernel', 'ms', 'share', 'GFLOP', 'GFLOP/s', 'MB', 'GB/s', 'of peak'];
  const cells = rows.map((row) => [
    row.layer,
    row.kernel,
    row.milliseconds.toFixed(3),
    printPercent(row.share),
    (row.flops / 1e9).toFixed(3),
    row.gflops.toFixed(2),
    (row.bytes / 1e6).toFixed(2),
    row.gigabytes.toFixed(2),
    printPercent(row.ofPeak),
  ]);
  return [
    `${adapter}: at best ${peaks.gflops.toFixed(1)} GFLOP/s and ${peaks.gigabytes.toFixed(1)} GB/s; timed by ${method}`,
    '',
    printTable([header, ...cells], [2, 3, 4, 5, 6, 7, 8]),
    '',
    `${total.launches} launches, ${total.milliseconds.toFixed(1)} ms, ${(total.flops / 1e9).toFixed(2)} GFLOP`,
  ].join('\n');
}
