/** `train`: retrains a model on a data set, tells how each epoch went, and saves the result. */

import { dirname, relative, resolve, sep } from 'node:path';
import { expect } from '../../../engine/core/errors.js';
import { printCount, printPercent } from '../../elements/format.js';
import { updateFigures } from '../../elements/update-figures.js';
import type { EpochReport, TrainReport, TrainSettings } from '../../worker/protocol.js';
import { defineCommand, type CommandContext } from '../command.js';
import { readCheckpoint, replaceFile } from '../checkpoint-file.js';
import { checkWritable, offerFile } from '../named-files.js';
import type { Values } from '../options.js';
import type { PageEvent, TrainOffer } from '../page.js';
import { printDuration } from '../progress-bar.js';
import { recipeOf, recipeOptions } from '../recipe-options.js';
import { formOf } from '../saved-forms.js';
import { printTable } from '../table.js';
import { chosenModel, dataOption, modelOptions, openModelAndData, preprocessingJson } from './shared.js';

const options = {
  ...modelOptions,
  data: dataOption,
  ...recipeOptions,
  save: { kind: 'text', value: 'F', help: 'write the trained model to this .safetensors or .onnx file' },
  'save-head': { kind: 'text', value: 'F', help: 'write its head alone, which `--head` puts back on the same body' },
  checkpoint: { kind: 'text', value: 'F', help: 'save the training in this file as it goes, to be resumed' },
  'checkpoint-every': { kind: 'number', isInteger: true, least: 1, help: 'steps between two checkpoints (an epoch)' },
  resume: { kind: 'text', value: 'F', help: 'go on from a checkpoint, with its recipe' },
  'memory-budget': { kind: 'number', least: 1, help: 'megabytes of GPU memory that the training may take' },
  'cache-budget': {
    kind: 'number',
    least: 0,
    help: 'megabytes of it for cached activations; the rest of them goes to a file (1074)',
  },
  snippet: { kind: 'text', value: 'F', help: 'write a Python program that loads what --save wrote into PyTorch' },
  'save-initial': { kind: 'text', value: 'F', help: 'write the model as it is before the first step' },
} as const;

export const train = defineCommand({
  summary: 'retrain a model on a data set, from any freeze boundary',
  options,

  async prepare(values) {
    await recipeOf(values);
    expect(values.snippet === undefined || values.save !== undefined, () => ({
      operation: '--snippet',
      got: 'no model to load',
      expected: '--save F beside it',
    }));
    if (values.save !== undefined) formOf('--save', values.save);
    for (const name of ['save', 'save-head', 'snippet', 'save-initial', 'checkpoint'] as const) {
      if (values[name] !== undefined) await checkWritable(`--${name}`, values[name]);
    }
  },

  async run(values, context) {
    const resumed = values.resume === undefined ? undefined : await readCheckpoint(values.resume);
    const settings = resumed?.recipe ?? (await recipeOf(values));
    const { seed } = settings;
    const named = { model: values.model, data: values.data, ...chosenModel(values) };
    const drawn = settings.fromScratch ? { ...named, seed } : named;
    const { adapter, model, data } = await openModelAndData(drawn, { seed }, context);
    const report = await trainModel(settings, values, context);
    if (values.save !== undefined) {
      const form = formOf('--save', values.save);
      await save(values.save, context, (url) => context.page.call('saveModel', url, form));
      if (values.snippet !== undefined) await saveSnippet(values.snippet, values.save, context);
    }
    const saveHead = values['save-head'];
    if (saveHead !== undefined) await save(saveHead, context, (url) => context.page.call('saveModel', url, 'head'));
    const { epochs, testAccuracy, testResults, testSamples, ...details } = report;
    const json = {
      model: model.name,
      data: data.name,
      epochs,
      testAccuracy,
      ...details,
      ...preprocessingJson(model),
      adapter: adapter.description,
      settings,
      skipped: data.skipped,
    };
    return { json, text: [...tableOf(report), describe(report)].join('\n\n') };
  },
});

async function trainModel(settings: TrainSettings, values: Values<typeof options>, context: CommandContext) {
  const saveInitial = values['save-initial'];
  const { page, interruption } = context;
  let initial: Promise<void> | undefined;
  page.onEvent = (event) => {
    show(event, context);
    if (saveInitial === undefined || initial !== undefined || event.kind === 'progress') return;
    initial = save(saveInitial, context, (url) => context.page.call('saveInitialModel', url));
    initial.catch(() => undefined); // awaited below, unless the training fails first
  };
  const report = await interruption.cancellable(page.call('train', settings, await keepingOf(values, context)), () => {
    context.progress.line('Cancelling …');
    page.call('cancelTraining').catch(() => undefined); // where it fails, so does the training
  });
  await initial;
  return report;
}

function show(event: PageEvent, { progress }: CommandContext): void {
  if (event.kind === 'progress') {
    progress.show(event.progress);
  } else if (event.kind === 'step') {
    progress.show({ stage: 'Training', done: event.step, total: event.steps }, event.secondsLeft);
  } else if (event.kind === 'epoch') {
    progress.line(epochLine(event.report, event.epochs));
  }
}

/** `epoch  3 of 20   train loss 1.8412  accuracy 38.1 %   test loss 1.9020  accuracy 36.4 %   0.21 s` */
function epochLine(
  { epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, seconds }: EpochReport,
  epochs: number,
): string {
  const part = (name: string, loss: number, accuracy: number) =>
    `${name} loss ${loss.toFixed(4)}  accuracy ${printPercent(accuracy).padStart(7)}`;
  const count = `epoch ${String(epoch).padStart(String(epochs).length)} of ${epochs}`;
  const parts = [count, part('train', trainLoss, trainAccuracy), part('test', testLoss, testAccuracy)];
  return [...parts, `${seconds.toFixed(2)} s`].join('   ');
}

async function keepingOf(
  { checkpoint, resume, 'checkpoint-every': every, ...budgets }: Values<typeof options>,
  { page }: CommandContext,
): Promise<TrainOffer> {
  const { files } = page.server;
  return {
    every,
    memoryBudget: bytesOf(budgets['memory-budget']),
    cacheBudget: bytesOf(budgets['cache-budget']),
    ...(checkpoint === undefined ? {} : { checkpointUrl: files.accept((bytes) => replaceFile(checkpoint, bytes)) }),
    ...(resume === undefined ? {} : { resume: await offerFile(resume, files) }),
  };
}

function bytesOf(megabytes: number | undefined): number | undefined {
  return megabytes === undefined ? undefined : megabytes * 1e6;
}

/** The program finds the model from where it lies itself, wherever both are moved to. */
function saveSnippet(path: string, model: string, context: CommandContext): Promise<void> {
  const file = relative(dirname(resolve(path)), resolve(model))
    .split(sep)
    .join('/');
  return save(path, context, (url) => context.page.call('saveSnippet', url, file));
}

/** Writes what the page posts to an address. */
async function save(path: string, { page }: CommandContext, post: (url: string) => Promise<unknown>): Promise<void> {
  const posted = page.server.files.expect();
  await post(posted.url);
  await replaceFile(path, await posted.bytes);
}

/** Where layers were watched: how the last step moved each of them. */
function tableOf({ layers }: TrainReport): string[] {
  if (!layers) return [];
  const { head, rows } = updateFigures(layers);
  return [printTable([head, ...rows], [1, 2, 3, 4])];
}

function describe(report: TrainReport): string {
  if (report.suggestedRate !== undefined)
    return `a learning rate of ${report.suggestedRate.toPrecision(2)} suggests itself`;
  const ending = report.isComplete ? '' : `cancelled after ${report.epochs.length} epochs: `;
  const accuracy = `${ending}test accuracy ${printPercent(report.testAccuracy)}`;
  return `${accuracy}, ${printCount(report.trainableParameters)} weights trained in ${printDuration(report.seconds)}`;
}
