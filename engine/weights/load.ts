/** From the bytes of a weights file to a model: recognised, checked, described, with a report of what became of it. */

import { expect, ThawError } from '../core/errors.js';
import { numberedNames } from '../core/names.js';
import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import type { Network } from '../models/layer.js';
import { describeModel, type KnownDescription } from './describe.js';
import type { DescribedWeights } from './head.js';
import { initialWeights } from './initialise.js';
import { checkMatch, compareTensors, type Match } from './match.js';
import { isOfBody, renameTensors } from './names.js';
import { readWeights } from './read-weights.js';
import { recognise } from './recognise.js';
import { reportLoad, type LoadReport } from './report.js';
import type { Tensor, Tensors } from './tensor.js';
import { nothingBeside, type OpenBeside, type WeightFile } from './weight-file.js';

export interface LoadedModel {
  readonly description: ModelDescription;
  readonly network: Network;
  /** In PyTorch's layouts, by the names and in the order of `network.parameters`. */
  readonly weights: Tensors;
  readonly report: LoadReport;
  /** What the file says beside its tensors. */
  readonly metadata: WeightFile['metadata'];
}

export interface HeadOptions {
  /** Takes the body alone, whatever stands behind it in the file, and puts a new head in its place. */
  readonly leaveOut?: 'head' | undefined;
  /** Outputs of the new head; as many as the file's own, or as the original task has, where absent. */
  readonly classCount?: number | undefined;
  /** That the new head is drawn from. */
  readonly seed?: number | undefined;
  /** The model that a head alone is put on. */
  readonly body?: (() => Promise<DescribedWeights>) | undefined;
}

/** A file held against the network that it is recognised as. */
export interface ExaminedWeights {
  readonly file: WeightFile;
  readonly network: Network;
  readonly match: Match;
  readonly report: LoadReport;
}

/**
 * Loads a weights file of any network of the ResNet family, or a head alone onto the model that it belongs to.
 * @param name of the model, or of the file; it names the model in errors.
 * @param beside opens the other files that it may consist of.
 * @throws ThawError for a damaged file, an unknown architecture, or tensors that do not fit it.
 */
export async function loadModel(
  bytes: Uint8Array,
  name: string,
  known: KnownDescription = {},
  beside: OpenBeside = nothingBeside,
  options: HeadOptions = {},
): Promise<LoadedModel> {
  const file = await readWeights(bytes, name, beside);
  if (isHeadAlone(file)) return loadHeadAlone(file, name, options);
  const { network, match, report } = examineFile(file, name, options);
  checkMatch(network, match, name);
  const described = await describeModel(network.architecture, file, known, beside);
  // A new head knows no classes.
  const isNew = options.leaveOut === 'head';
  const classes = isNew ? numberedNames('class', network.architecture.classCount) : described.classes;
  const description = { name, architecture: network.architecture, ...described, classes };
  return { description, network, weights: match.matched, report, metadata: file.metadata };
}

async function loadHeadAlone(file: WeightFile, name: string, { body }: HeadOptions): Promise<LoadedModel> {
  expect(body !== undefined, () => ({
    operation: name,
    got: 'a head alone',
    expected: 'a whole model',
    remedy: 'Load the model that it was trained on first, then the head.',
  }));
  return (await import('./head.js')).attachHead(file, await body(), name);
}

/**
 * Says what a weights file holds and how that fits, without loading it.
 * @throws ThawError for a damaged file or an unknown architecture; what does not fit otherwise is in the report.
 */
export async function examineWeights(
  bytes: Uint8Array,
  name: string,
  beside: OpenBeside = nothingBeside,
  options: HeadOptions = {},
): Promise<ExaminedWeights> {
  return examineFile(await readWeights(bytes, name, beside), name, options);
}

/** The same for a file that has been read. */
export function examineFile(file: WeightFile, name: string, options: HeadOptions = {}): ExaminedWeights {
  refuseIntegerWeights(file.skipped, name);
  const tensors = renameTensors(file.tensors, name);
  const recognised = recognise(tensors, name, file.metadata.architecture);
  const isLeftOut = (tensor: string) => options.leaveOut === 'head' && !isOfBody(tensor);
  const network = resnet({ ...recognised, classCount: newClassCount(options) ?? recognised.classCount });
  const drawn =
    options.leaveOut === 'head'
      ? initialWeights(network.layers.slice(-1), options.seed ?? 0)
      : new Map<string, Tensor>();
  const kept = [...tensors].filter(([tensor]) => !isLeftOut(tensor));
  const match = compareTensors(network, new Map([...kept, ...drawn]));
  const leftOut = [...tensors.keys()].filter(isLeftOut);
  return { file, network, match, report: reportLoad(network, match, file, { leftOut, drawn: [...drawn.keys()] }) };
}

/** Whether a file is what `saveHead` wrote. */
export function isHeadAlone({ tensors, metadata }: WeightFile): boolean {
  return metadata.body_sha256 !== undefined && ![...tensors.keys()].some(isOfBody);
}

function newClassCount({ leaveOut, classCount }: HeadOptions): number | undefined {
  return leaveOut === 'head' ? classCount : undefined;
}

/** Integers that are no counters are quantised weights, which would otherwise be told as missing. */
function refuseIntegerWeights(skipped: readonly string[], file: string): void {
  const [weight] = skipped.filter((tensor) => !tensor.includes('num_batches_tracked'));
  if (weight === undefined) return;
  throw new ThawError({ operation: file, got: weight, expected: 'F32, F16 or BF16 weights' });
}
