/**
 * The memory that the values of one pickle may take. A byte of a pickle can ask for hundreds in memory, so every
 * instruction and every value is paid for, by estimates that are rather too high.
 */

import { ThawError } from '../../core/errors.js';

/** A checkpoint of ResNet-152 with its optimiser's state takes a seventh of this. */
const allowedBytes = 24 * 2 ** 20;

/** In bytes, on a 64-bit engine. */
export const costs = {
  /** A slot of the stack, and later one of a list. */
  instruction: 16,
  /** Of a map of any kind. */
  entry: 48,
  /** An empty list or tuple, a number that is no small integer, an object around a few of those. */
  object: 64,
  /** An empty map or set, which has room for a few entries. */
  map: 256,
  /** Of a text, whose characters may take two bytes each. */
  textByte: 2,
} as const;

export class Allowance {
  #left = allowedBytes;

  constructor(readonly file: string) {}

  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left >= 0) return;
    throw new ThawError({
      operation: this.file,
      got: `a pickle whose values take more than ${allowedBytes / 2 ** 20} MiB beside the tensors`,
      expected: 'tensors with names',
      remedy: 'Save the state dict alone in PyTorch: torch.save(model.state_dict(), path).',
    });
  }
}
