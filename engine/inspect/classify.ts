/** Classifying many pictures: logits of a whole set, batch by batch. */

import type { PixelSet } from '../data/pixels.js';
import { Forward } from '../forward.js';
import type { Precision } from '../graph/value.js';
import type { Model } from '../model.js';
import type { RowsDone } from '../train/activation-cache.js';

/** Pictures that the network takes at once. */
const batchSize = 64;

export interface ClassifyOptions {
  /** What weights and the values of every layer but the last are kept as; f32 where it is absent. */
  readonly precision?: Precision | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Logits [N, classes] of every picture of the set in order; yields how many are done.
 * @throws the signal's reason when it aborts.
 */
export async function* classify(
  model: Model,
  pixels: PixelSet,
  { precision, signal }: ClassifyOptions = {},
): AsyncGenerator<RowsDone, Float32Array<ArrayBuffer>> {
  const classes = model.description.architecture.classCount;
  const logits = new Float32Array(pixels.count * classes);
  const batch = Math.min(batchSize, pixels.count);
  const layer = model.network.layers.at(-1)?.name ?? '';
  const forward = await Forward.create(model, { batch, keep: [layer], precision });
  try {
    for (let row = 0; row < pixels.count; row += batch) {
      signal?.throwIfAborted();
      const count = forward.writeRows(pixels, row, Math.min(batch, pixels.count - row));
      const [rows] = await forward.session.runAndRead(forward.value(layer));
      logits.set(rows?.subarray(0, count * classes) ?? [], row * classes);
      yield { done: row + count, total: pixels.count };
    }
    return logits;
  } finally {
    forward.destroy();
  }
}
