/** Parts of a data set that is already decoded: some of its samples, some of its classes. */

import type { PixelSet, TrainingData } from './pixels.js';

/** Rows of both parts, by number, and the labels that stay, in their new order. */
export interface Selection {
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly labels: readonly number[];
}

/** Those rows in that order; a label becomes its place in `labels`. */
export function takeRows(set: PixelSet, rows: readonly number[], labels: readonly number[]): PixelSet {
  const stride = set.size ** 2 * 4;
  const pixels = new Uint8Array(rows.length * stride);
  rows.forEach((row, index) => pixels.set(set.pixels.subarray(row * stride, (row + 1) * stride), index * stride));
  return {
    size: set.size,
    count: rows.length,
    pixels,
    labels: Uint32Array.from(rows, (row) => labels.indexOf(set.labels[row] ?? -1)),
    samples: rows.flatMap((row) => set.samples[row] ?? []),
    skipped: set.skipped,
  };
}

/** The data set of the selected classes and samples. */
export function selectData({ classes, train, test }: TrainingData, selection: Selection): TrainingData {
  return {
    classes: selection.labels.map((label) => classes[label] ?? ''),
    train: takeRows(train, selection.train, selection.labels),
    test: takeRows(test, selection.test, selection.labels),
  };
}
