/** What tells sets of weights apart: a hash of all that they are, whatever file they came in. */

import { sha256 } from '../core/sha256.js';
import { writeSafetensors } from './safetensors.js';
import type { Tensors } from './tensor.js';

/**
 * SHA-256, in hex, of the .safetensors file without metadata that holds the tensors: of their names, shapes and numbers
 * in their order, which is that of the network wherever they come from a model.
 */
export function hashTensors(tensors: Tensors): Promise<string> {
  return sha256(writeSafetensors(tensors));
}
