/** `classify`: how much of a labelled data set a model gets right. */

import { printPercent } from '../../elements/format.js';
import { sayPreprocessing } from '../../elements/preprocessing-words.js';
import type { EvaluateReport } from '../../worker/protocol.js';
import { defineCommand } from '../command.js';
import {
  chosenModel,
  dataOption,
  modelOptions,
  openModelAndData,
  precisionOption,
  preprocessingJson,
} from './shared.js';

export const classify = defineCommand({
  summary: 'classify a labelled data set and count what is right',
  options: {
    ...modelOptions,
    data: dataOption,
    precision: precisionOption,
    limit: { kind: 'number', isInteger: true, least: 1, help: 'only the first N samples' },
  },

  async run({ limit, precision, model: name, data: from, ...values }, context) {
    const dataOptions = { seed: 0, ...(limit === undefined ? {} : { limit }) };
    const named = { model: name, data: from, ...chosenModel(values) };
    const { adapter, model, data } = await openModelAndData(named, dataOptions, context);
    const report = await context.page.call('evaluate', { split: 'all', head: 'pretrained', precision });
    const { correct, total, top1, seconds, ...details } = report;
    const names = { model: model.name, data: data.name, adapter: adapter.description };
    const json = { ...names, precision, correct, total, top1, seconds, ...preprocessingJson(model), ...details };
    return { json, text: `${describe(report)}\n${sayPreprocessing(model)}` };
  },
});

function describe({ correct, total, top1, classes, confusion, seconds }: EvaluateReport): string {
  const width = Math.max(...classes.map((name) => name.length));
  const rows = classes.flatMap((name, label) => {
    const count = confusion[label]?.reduce((sum, cell) => sum + cell, 0) ?? 0;
    const hits = confusion[label]?.[label] ?? 0;
    return count === 0 ? [] : [`${name.padEnd(width)}  ${String(hits).padStart(6)} of ${count}`];
  });
  return [...rows, `${correct} of ${total} correct, ${printPercent(top1)}, in ${seconds.toFixed(1)} s`].join('\n');
}
