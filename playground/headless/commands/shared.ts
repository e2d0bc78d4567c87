/** Options and steps that several commands have in common. */

import { duplicateKinds, duplicateWords, ofKind, sayDuplicates } from '../../state/duplicates.js';
import type { AdapterReport, DataOptions, DataSummary, ModelSummary } from '../../worker/protocol.js';
import type { CommandContext } from '../command.js';
import { embeddedNames, offerData, offerFile, offerModel, type ModelOptions } from '../named-files.js';
import type { Values } from '../options.js';
import type { OfferedModel } from '../page.js';
import { preprocessingOf, preprocessingOptions } from '../preprocessing-options.js';

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

/** A weights file that a command reads itself. */
export const weightsOperand = {
  kind: 'operands',
  value: 'FILE',
  what: 'FILE, the weights',
  help: '.safetensors, or PyTorch’s .pth, .pt, .th, .bin, or .onnx, with what belongs to it in the same folder',
} as const;

/** A model, what of it is taken, and how it is fed. */
export const modelOptions = {
  model: modelOption,
  'leave-out': leaveOutOption,
  head: { kind: 'text', value: 'F', help: 'puts a head on it that `train --save-head` wrote' },
  ...preprocessingOptions,
} as const;

/** A model by its name or file, and what is made of it. */
export interface ModelChoice extends ModelOptions {
  readonly model: string;
  /** A file with a head alone. */
  readonly head?: string | undefined;
}

/** What was typed. */
export function chosenModel(values: Omit<Values<typeof modelOptions>, 'model'>): Omit<ModelChoice, 'model'> {
  return { preprocessing: preprocessingOf(values), leaveOut: values['leave-out'], head: values.head };
}

/** Of a forward pass. */
export const precisionOption = {
  kind: 'text',
  value: 'P',
  choices: ['f32', 'f16'],
  fallback: 'f32',
  help: 'what weights and values are kept as: f32 or, in half the memory, f16',
} as const;

export const dataOption = {
  kind: 'text',
  value: 'D',
  isRequired: true,
  help: `a data set: a folder or zip of class folders, a CIFAR-10 .bin, or ${embeddedNames.join(', ')}`,
} as const;

export interface Opened {
  readonly adapter: AdapterReport;
  readonly model: ModelSummary;
}

/** Finds the adapter and loads the model. */
export async function openModel(choice: ModelChoice, context: CommandContext): Promise<Opened> {
  return load(await findModel(choice, context), context);
}

/** The same, and loads a data set; names, on standard error, what of it cannot be used and what stands in it twice. */
export async function openModelAndData(
  { data, ...choice }: { readonly data: string } & ModelChoice,
  options: DataOptions,
  context: CommandContext,
): Promise<Opened & { readonly data: DataSummary }> {
  const { page, progress } = context;
  // All files are looked for before any is read.
  const found = await findModel(choice, context);
  const offeredData = await offerData(data, page.server.files);
  const opened = await load(found, context);
  const summary = await page.call('loadData', offeredData, options);
  for (const { name, reason } of summary.skipped) progress.line(`skipped ${name}: ${reason}`);
  for (const kind of duplicateKinds) {
    const count = ofKind(kind, summary.duplicates).length;
    if (count > 0) progress.line(`${sayDuplicates(kind, count)}: ${duplicateWords[kind].why}`);
  }
  return { ...opened, data: summary };
}

interface FoundModel {
  readonly model: OfferedModel;
  readonly head: OfferedModel | undefined;
}

async function findModel({ model, head, ...options }: ModelChoice, context: CommandContext): Promise<FoundModel> {
  const { preprocessing } = options;
  const { files } = context.page.server;
  return {
    model: await offerModel(model, context, options),
    head: head === undefined ? undefined : { kind: 'file', preprocessing, ...(await offerFile(head, files)) },
  };
}

async function load({ model, head }: FoundModel, { page, progress }: CommandContext): Promise<Opened> {
  page.onEvent = (event) => {
    if (event.kind === 'progress') progress.show(event.progress);
  };
  const adapter = await page.call('start');
  const body = await page.call('loadModel', model);
  return { adapter, model: head ? await page.call('loadModel', head) : body };
}

/** How a model is fed, and who says so, as `--json` has it. */
export function preprocessingJson({ preprocessing, preprocessingSource }: ModelSummary) {
  return { preprocessing: { ...preprocessing, source: preprocessingSource } };
}
