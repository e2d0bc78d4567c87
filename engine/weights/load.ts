/** From the bytes of a weights file to a model: recognised, checked, described. */

import { ThawError } from '../core/errors.js';
import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import type { Network } from '../models/layer.js';
import { describeModel, type KnownDescription } from './describe.js';
import { matchTensors } from './match.js';
import { renameTensors } from './names.js';
import { readWeights } from './read-weights.js';
import { recognise } from './recognise.js';
import type { Tensors } from './tensor.js';
import { nothingBeside, type OpenBeside } from './weight-file.js';

export interface LoadedModel {
  readonly description: ModelDescription;
  readonly network: Network;
  /** In PyTorch's layouts, by the names and in the order of `network.parameters`. */
  readonly weights: Tensors;
}

/**
 * Loads a weights file of any member of the ResNet family.
 * @param name of the model, or of the file; it names the model in errors.
 * @param beside opens the other files that it may consist of.
 * @throws ThawError for a damaged file, an unknown architecture, or tensors that do not fit it.
 */
export async function loadModel(
  bytes: Uint8Array,
  name: string,
  known: KnownDescription = {},
  beside: OpenBeside = nothingBeside,
): Promise<LoadedModel> {
  const file = await readWeights(bytes, name, beside);
  refuseIntegerWeights(file.skipped, name);
  const tensors = renameTensors(file.tensors, name);
  const architecture = recognise(tensors, name, file.metadata.architecture);
  const network = resnet(architecture);
  const weights = matchTensors(network, tensors, name);
  const described = await describeModel(architecture, file, known, beside);
  return { description: { name, architecture, ...described }, network, weights };
}

/** Integers that are no counters are quantised weights, which would otherwise be told as missing. */
function refuseIntegerWeights(skipped: readonly string[], file: string): void {
  const [weight] = skipped.filter((tensor) => !tensor.includes('num_batches_tracked'));
  if (weight === undefined) return;
  throw new ThawError({ operation: file, got: weight, expected: 'F32, F16 or BF16 weights' });
}
