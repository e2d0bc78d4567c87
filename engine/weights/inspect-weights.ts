/** What a weights file holds and what it would be loaded as: the facts, whether or not it can be loaded. */

import { ThawError } from '../core/errors.js';
import type { Shape } from '../core/shape.js';
import { countParameters } from '../models/layer.js';
import type { Preprocessing, PreprocessingSource } from '../models/model.js';
import { describeModel, type KnownDescription } from './describe.js';
import { examineFile, isHeadAlone, type HeadOptions } from './load.js';
import { checkMatch } from './match.js';
import { readWeights } from './read-weights.js';
import type { ReportLine } from './report.js';
import { nothingBeside, type OpenBeside, type WeightFile } from './weight-file.js';

export interface WeightsInspection {
  /** `safetensors`, `PyTorch zip` */
  readonly format: string;
  /** In which the weights are stored: `F16`. */
  readonly elementTypes: readonly string[];
  readonly metadata: WeightFile['metadata'];
  /** By the file's own names. */
  readonly tensors: readonly { readonly name: string; readonly shape: Shape }[];
  /** What the reader chose or left aside, as sentences for a person. */
  readonly notes: readonly string[];
  /** Absent where the tensors are of no network of the family. */
  readonly model?: ModelInspection;
  /** Why it cannot be loaded, if it cannot. */
  readonly problem?: string;
}

export interface ModelInspection {
  /** `ResNet-18 (ImageNet)` */
  readonly architecture: string;
  /** Weights, without running statistics. */
  readonly parameters: number;
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing & { readonly source: PreprocessingSource };
  readonly report: readonly ReportLine[];
}

type Inspected = Pick<WeightsInspection, 'model' | 'problem'>;

/**
 * @param known what the zoo has on a file of that name.
 * @throws ThawError for a damaged file, or one of an unknown format; all else is in the answer.
 */
export async function inspectWeights(
  bytes: Uint8Array,
  name: string,
  known: KnownDescription = {},
  beside: OpenBeside = nothingBeside,
  options: HeadOptions = {},
): Promise<WeightsInspection> {
  const file = await readWeights(bytes, name, beside);
  const { format, elementTypes, metadata, notes } = file;
  const tensors = [...file.tensors].map(([tensor, { shape }]) => ({ name: tensor, shape }));
  const inspected = isHeadAlone(file) ? headAlone(file) : await inspectModel(file, name, known, beside, options);
  return { format, elementTypes, metadata, tensors, notes, ...inspected };
}

async function inspectModel(
  file: WeightFile,
  name: string,
  known: KnownDescription,
  beside: OpenBeside,
  options: HeadOptions,
): Promise<Inspected> {
  try {
    const { network, match, report } = examineFile(file, name, options);
    const described = await describeModel(network.architecture, file, known, beside);
    const { classes, preprocessing, preprocessingSource: source } = described;
    const model: ModelInspection = {
      architecture: network.architecture.title,
      parameters: countParameters(network.parameters),
      classes,
      preprocessing: { ...preprocessing, source },
      report: report.lines,
    };
    return { model, ...problemIn(() => checkMatch(network, match, name)) };
  } catch (error) {
    return { problem: messageOfThaw(error) };
  }
}

/** A head has a place, but not by itself. */
function headAlone({ metadata }: WeightFile): Inspected {
  const body = `${metadata.architecture ?? 'a network'} whose body has the SHA-256 ${metadata.body_sha256 ?? ''}`;
  return { problem: `A head alone: it goes onto the ${body}.` };
}

function problemIn(check: () => void): Pick<Inspected, 'problem'> {
  try {
    check();
    return {};
  } catch (error) {
    return { problem: messageOfThaw(error) };
  }
}

/** A file's fault is a fact about it; a fault of the program is not. */
function messageOfThaw(error: unknown): string {
  if (error instanceof ThawError) return error.message;
  throw error;
}
