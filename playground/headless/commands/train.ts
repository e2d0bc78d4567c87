/** `train`: retrains a model on a data set, tells how each epoch went, and saves the result. */

import { rename, writeFile } from 'node:fs/promises';
import { printCount, printPercent } from '../../elements/format.js';
import type { EpochReport, TrainReport, TrainSettings } from '../../worker/protocol.js';
import { defineCommand, type CommandContext } from '../command.js';
import { checkWritable } from '../named-files.js';
import type { PageEvent } from '../page.js';
import { printDuration } from '../progress-bar.js';
import { recipeOf, recipeOptions } from '../recipe-options.js';
import { dataOption, imageSizeOption, modelOption, openModelAndData } from './shared.js';

const options = {
  model: modelOption,
  data: dataOption,
  'image-size': imageSizeOption,
  ...recipeOptions,
  save: { kind: 'text', value: 'F', help: 'write the trained model to this .safetensors file' },
  'save-initial': { kind: 'text', value: 'F', help: 'write the model as it is before the first step' },
} as const;

export const train = defineCommand({
  summary: 'retrain a model on a data set, from any freeze boundary',
  options,

  async prepare(values) {
    await recipeOf(values);
    for (const name of ['save', 'save-initial'] as const) {
      if (values[name] !== undefined) await checkWritable(`--${name}`, values[name]);
    }
  },

  async run(values, context) {
    const settings = await recipeOf(values);
    const { seed } = settings;
    const named = { model: values.model, data: values.data, imageSize: values['image-size'] };
    const drawn = settings.fromScratch ? { ...named, seed } : named;
    const { adapter, model, data } = await openModelAndData(drawn, { seed }, context);
    const report = await trainModel(settings, values['save-initial'], context);
    if (values.save !== undefined) await save('saveModel', values.save, context);
    const { epochs, testAccuracy, testResults, ...details } = report;
    const json = {
      model: model.name,
      data: data.name,
      epochs,
      testAccuracy,
      ...details,
      adapter: adapter.description,
      settings,
      skipped: data.skipped,
    };
    return { json, text: describe(report) };
  },
});

async function trainModel(settings: TrainSettings, saveInitial: string | undefined, context: CommandContext) {
  const { page, interruption } = context;
  let initial: Promise<void> | undefined;
  page.onEvent = (event) => {
    show(event, context);
    if (saveInitial === undefined || initial !== undefined || event.kind === 'progress') return;
    initial = save('saveInitialModel', saveInitial, context);
    initial.catch(() => undefined); // awaited below, unless the training fails first
  };
  const report = await interruption.cancellable(page.call('train', settings), () => {
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

/** Writes beside the file and renames, so that a file which was there before is never left half overwritten. */
async function save(command: 'saveModel' | 'saveInitialModel', path: string, { page }: CommandContext): Promise<void> {
  const posted = page.server.files.expect();
  await page.call(command, posted.url);
  const partial = `${path}.partial`;
  await writeFile(partial, await posted.bytes);
  await rename(partial, path);
}

function describe(report: TrainReport): string {
  const ending = report.isComplete ? '' : `cancelled after ${report.epochs.length} epochs: `;
  const accuracy = `${ending}test accuracy ${printPercent(report.testAccuracy)}`;
  return `${accuracy}, ${printCount(report.trainableParameters)} weights trained in ${printDuration(report.seconds)}`;
}
