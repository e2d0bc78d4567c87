/** What both containers refuse alike. */

import { ThawError } from '../../core/errors.js';

/** Numbers that a big-endian machine wrote, the highest byte first. */
export function bigEndian(file: string): ThawError {
  return new ThawError({
    operation: file,
    got: 'numbers in big-endian order',
    expected: 'little-endian ones',
    remedy: 'Load it in PyTorch on the machine that wrote it, and save the weights as .safetensors.',
  });
}
