/** Data sets and pixels made of nothing but their labels, for tests. */

import type { DataSet } from '../engine/data/dataset.js';
import type { PixelSet } from '../engine/data/pixels.js';
import type { Sample } from '../engine/data/sample.js';

/** The class of every sample, part by part. */
export interface ClassesOf {
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** A data set whose samples are named by their place in the stated order: `0`, `1`… */
export function dataSetOf({ train, test }: ClassesOf, classes: readonly string[]): DataSet {
  const samples = [...train, ...test].map((className, index): Sample => ({
    name: String(index),
    label: classes.indexOf(className),
    index,
    read: () => Promise.reject(new Error('there is no picture')),
  }));
  return {
    name: 'made',
    classes,
    train: samples.slice(0, train.length),
    test: samples.slice(train.length),
    skipped: [],
    isHeldOut: false,
  };
}

/** The decoded samples of a part: squares of `size` pixels, each of one colour. */
export function pixelsOf(samples: readonly Sample[], colours: readonly number[], size = 2): PixelSet {
  const words = Uint32Array.from(colours.flatMap((colour) => Array.from({ length: size * size }, () => colour)));
  return {
    size,
    count: samples.length,
    pixels: new Uint8Array(words.buffer),
    labels: Uint32Array.from(samples, ({ label }) => label),
    samples,
    skipped: [],
  };
}
