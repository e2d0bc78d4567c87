/** Which samples make up which batch of an epoch: a pure function of the seed and the epoch's number. */

import { permutation } from '../core/random.js';

export interface SamplerOptions {
  readonly seed: number;
  /** A number of its own gives every epoch an order of its own. */
  readonly epoch: number;
  /** Without it, samples come in the data set's stated order. */
  readonly shuffle: boolean;
}

/** The batches of an epoch: every sample index below `count` once, the last batch as small as need be. */
export function batches(count: number, batchSize: number, { seed, epoch, shuffle }: SamplerOptions): Uint32Array[] {
  const order = shuffle
    ? permutation(count, seed, 'shuffle', epoch)
    : Uint32Array.from({ length: count }, (_, index) => index);
  const size = Math.max(1, Math.floor(batchSize));
  return Array.from({ length: Math.ceil(count / size) }, (_, batch) =>
    order.subarray(batch * size, (batch + 1) * size),
  );
}
