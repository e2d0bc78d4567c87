/** The most probable classes of a picture, with what WordNet says that they are. */

import { imagenetOf, softmaxRow } from '../../engine/index.js';
import type { Prediction } from './protocol.js';

/** @param logits [classes], of one picture. */
export async function predictionsOf(
  logits: Float32Array,
  classes: readonly string[],
  count: number,
): Promise<readonly Prediction[]> {
  const probabilities = softmaxRow(logits);
  const imagenet = await imagenetOf(classes);
  return classes
    .map((className, classIndex) => ({ className, classIndex, probability: probabilities[classIndex] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count)
    .map((prediction) => ({ ...prediction, parent: imagenet?.[prediction.classIndex]?.wordnetPath.at(-1) }));
}
