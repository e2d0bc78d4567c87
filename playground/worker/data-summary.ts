/** What the page is told of a data set: its classes with their counts, what could not be used, and what stands in it twice. */

import { sha256 } from '../../engine/core/sha256.js';
import { duplicatesIn, type DataSet, type PixelSet, type Skipped, type TrainingData } from '../../engine/index.js';
import type { DataSummary } from './protocol.js';

/** @param duplicates names of samples of the same pixels, as the data were opened; `origin` says which those are. */
export function summarise(
  dataset: DataSet,
  data: TrainingData,
  isEdited: boolean,
  { duplicates, origin }: { readonly duplicates: readonly (readonly string[])[]; readonly origin: string },
): DataSummary {
  const count = (set: PixelSet, label: number) => set.labels.filter((own) => own === label).length;
  return {
    name: isEdited ? `${dataset.name} (edited)` : dataset.name,
    origin,
    classes: dataset.classes.map((name, label) => ({
      name,
      train: count(data.train, label),
      test: count(data.test, label),
    })),
    trainCount: data.train.count,
    testCount: data.test.count,
    isHeldOut: dataset.isHeldOut,
    skipped: skippedOf(dataset, data),
    duplicates: duplicatesIn(dataset, duplicates),
  };
}

export function skippedOf(dataset: DataSet, { train, test }: TrainingData): Skipped[] {
  return [...dataset.skipped, ...train.skipped, ...test.skipped];
}

/** A hash of the names and classes of what was opened: two sets that share it hold the same samples. */
export function originOf({ classes, train, test }: DataSet): Promise<string> {
  const named = (samples: DataSet['train']) => samples.map(({ name, label }) => [name, label]);
  return sha256(new TextEncoder().encode(JSON.stringify([classes, named(train), named(test)])));
}
