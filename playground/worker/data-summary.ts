/** What the page is told of a data set: its classes with their counts, what could not be used, and what stands in it twice. */

import { duplicatesIn, type DataSet, type PixelSet, type Skipped, type TrainingData } from '../../engine/index.js';
import type { DataSummary } from './protocol.js';

/** @param duplicates names of samples of the same pixels, as the data were opened. */
export function summarise(
  dataset: DataSet,
  data: TrainingData,
  isEdited: boolean,
  duplicates: readonly (readonly string[])[],
): DataSummary {
  const count = (set: PixelSet, label: number) => set.labels.filter((own) => own === label).length;
  return {
    name: isEdited ? `${dataset.name} (edited)` : dataset.name,
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
