/** Parts of a data set that is already decoded: some of its samples, some of its classes, or other labels. */

import type { PixelSet, TrainingData } from './pixels.js';
import type { Sample } from './sample.js';

/** Rows of both parts, by number, and the labels that stay, in their new order. */
export interface Selection {
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly labels: readonly number[];
}

/** Those rows in that order; a label becomes its place in `labels`. */
export function takeRows(set: PixelSet, rows: readonly number[], labels: readonly number[]): PixelSet {
  return {
    size: set.size,
    count: rows.length,
    pixels: copyRows(set, rows),
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

/**
 * The set once it has just these samples, found in it by their names, with these labels: nothing is decoded again, and
 * where all rows stay their pixels are shared.
 */
export function relabel(set: PixelSet, samples: readonly Sample[]): PixelSet {
  const byName = new Map(samples.map((sample) => [sample.name, sample]));
  const rows = set.samples.flatMap(({ name }, row) => (byName.has(name) ? [row] : []));
  const kept = rows.flatMap((row) => byName.get(set.samples[row]?.name ?? '') ?? []);
  return {
    ...set,
    count: rows.length,
    pixels: rows.length === set.count ? set.pixels : copyRows(set, rows),
    labels: Uint32Array.from(kept, ({ label }) => label),
    samples: kept,
  };
}

function copyRows({ size, pixels }: PixelSet, rows: readonly number[]): Uint8Array<ArrayBuffer> {
  const stride = size ** 2 * 4;
  const copy = new Uint8Array(rows.length * stride);
  rows.forEach((row, index) => copy.set(pixels.subarray(row * stride, (row + 1) * stride), index * stride));
  return copy;
}
