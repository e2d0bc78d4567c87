/** From a model to the bytes of a .safetensors file with torchvision's names, which describes itself. */

import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import { matchTensors } from './match.js';
import { describeAsMetadata, type Provenance } from './metadata.js';
import { writeSafetensors } from './safetensors.js';
import type { Tensors } from './tensor.js';

/**
 * @param weights in PyTorch's layouts and by its names (see `unpack`); written in the order of the state dict. Batch norms'
 * `num_batches_tracked` are left out: PyTorch's `load_state_dict(strict=True)` does without them.
 * @param provenance what the model was trained from, and how.
 * @throws ThawError where they are not those of the described architecture.
 */
export function saveModel(
  description: ModelDescription,
  weights: Tensors,
  provenance?: Provenance,
): Uint8Array<ArrayBuffer> {
  const tensors = matchTensors(resnet(description.architecture), weights, `save ${description.name}`);
  return writeSafetensors(tensors, describeAsMetadata(description, provenance));
}
