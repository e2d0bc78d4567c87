/** From a model to the bytes of a .safetensors file with torchvision's names, which describes itself. */

import type { ModelDescription } from '../models/model.js';
import { resnet } from '../models/resnet.js';
import { matchTensors } from './match.js';
import { describeAsMetadata } from './metadata.js';
import { writeSafetensors } from './safetensors.js';
import type { Tensors } from './tensor.js';

/**
 * @param weights in PyTorch's layouts and by its names (see `unpack`); written in the order of the state dict.
 * @throws ThawError where they are not those of the described architecture.
 */
export function saveModel(description: ModelDescription, weights: Tensors): Uint8Array<ArrayBuffer> {
  const network = resnet(description.architecture);
  return writeSafetensors(matchTensors(network, weights, `save ${description.name}`), describeAsMetadata(description));
}
