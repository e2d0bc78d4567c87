/** Options and steps that several commands have in common. */

import type { AdapterReport, DataOptions, DataSummary, ModelSummary } from '../../worker/protocol.js';
import type { CommandContext } from '../command.js';
import { embeddedData, offerData, offerModel, type ModelOptions } from '../named-files.js';
import type { OfferedModel } from '../page.js';
import { preprocessingOptions } from '../preprocessing-options.js';

export const modelOption = {
  kind: 'text',
  value: 'M',
  isRequired: true,
  help: 'a model: a name that `zoo` lists, or a file: .safetensors, or PyTorch’s .pth, .pt, .th, .bin, or .onnx',
} as const;

export const leaveOutOption = {
  kind: 'text',
  value: 'head',
  choices: ['head'],
  help: "takes the model's body alone, whatever stands behind it in its file, and puts a new head in its place",
} as const;

/** A model, what of it is taken, and how it is fed. */
export const modelOptions = { model: modelOption, 'leave-out': leaveOutOption, ...preprocessingOptions } as const;

export const dataOption = {
  kind: 'text',
  value: 'D',
  isRequired: true,
  help: `a data set: a folder or zip of class folders, a CIFAR-10 .bin, or ${embeddedData.join(', ')}`,
} as const;

export interface Opened {
  readonly adapter: AdapterReport;
  readonly model: ModelSummary;
}

/** Finds the adapter and loads the model. */
export async function openModel(model: OfferedModel, { page, progress }: CommandContext): Promise<Opened> {
  page.onEvent = (event) => {
    if (event.kind === 'progress') progress.show(event.progress);
  };
  return { adapter: await page.call('start'), model: await page.call('loadModel', model) };
}

/** The same, and loads a data set; names, on standard error, what of it cannot be used. */
export async function openModelAndData(
  { model, data, ...rest }: { readonly model: string; readonly data: string } & ModelOptions,
  options: DataOptions,
  context: CommandContext,
): Promise<Opened & { readonly data: DataSummary }> {
  const { page, progress } = context;
  // Both files are looked for before either is read.
  const offeredModel = await offerModel(model, context, rest);
  const offeredData = await offerData(data, page.server.files);
  const opened = await openModel(offeredModel, context);
  const summary = await page.call('loadData', offeredData, options);
  for (const { name, reason } of summary.skipped) progress.line(`skipped ${name}: ${reason}`);
  return { ...opened, data: summary };
}

/** How a model is fed, and who says so, as `--json` has it. */
export function preprocessingJson({ preprocessing, preprocessingSource }: ModelSummary) {
  return { preprocessing: { ...preprocessing, source: preprocessingSource } };
}
