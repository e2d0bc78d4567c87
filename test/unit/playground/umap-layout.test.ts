/** Layouts by UMAP: the same every time, near where they began, and neighbours are kept together. */

import { describe, expect, it } from 'vitest';
import { nearestOthers } from '../../../engine/inspect/neighbours.js';
import { principalComponents } from '../../../engine/inspect/principal-components.js';
import type { Tensor } from '../../../engine/weights/tensor.js';
import { layOut, spreadOut } from '../../../playground/worker/umap-layout.js';
import { randomFeatures } from '../../seeded-features.js';

function last<Step, Result>(steps: Generator<Step, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** Three clouds of 20 pictures, far apart. */
function clouds(seed: number): Tensor {
  const features = randomFeatures(60, 5, seed);
  features.data.forEach(
    (value, index) => (features.data[index] = value + (index % 5 === Math.floor(index / 100) ? 20 : 0)),
  );
  return features;
}

const neighboursOf = (features: Tensor, count = 10) => last(nearestOthers(features, count));
const features = clouds(1);
const start = spreadOut(principalComponents(features).places);

describe('a layout', () => {
  const layout = last(layOut(neighboursOf(features), start, 60));

  it('keeps neighbours together and others apart', () => {
    const inThePlane: Tensor = { shape: [60, 2], data: Float32Array.from(layout) };
    const { indices } = neighboursOf(inThePlane, 1);
    expect(indices.every((other, row) => Math.floor(other / 20) === Math.floor(row / 20))).toBe(true);
  });

  it('is the same bits every time', () => {
    expect(last(layOut(neighboursOf(features), start, 60))).toEqual(layout);
  });

  it('goes on from another: points stay about where they were when features change little', () => {
    const changed: Tensor = { ...features, data: features.data.map((value, index) => value + 0.1 * Math.sin(index)) };
    const next = last(layOut(neighboursOf(changed), layout, 60));
    const meanOf = (places: Float64Array, cloud: number, axis: number) =>
      places.filter((_, index) => index % 2 === axis && Math.floor(index / 40) === cloud).reduce((a, b) => a + b, 0) /
      20;
    const extent = Math.max(...layout) - Math.min(...layout);
    for (const cloud of [0, 1, 2]) {
      for (const axis of [0, 1]) {
        expect(Math.abs(meanOf(next, cloud, axis) - meanOf(layout, cloud, axis))).toBeLessThan(extent / 5);
      }
    }
  });

  it('tells of every epoch, so that it can be stopped after any', () => {
    expect([...layOut(neighboursOf(features), start, 3)].map(({ done }) => done)).toEqual([1, 2, 3]);
  });

  it('needs three pictures', () => {
    const two = randomFeatures(2, 4, 1);
    expect(() => last(layOut(neighboursOf(two), new Float64Array(4), 5))).toThrow(
      'UMAP: got 2 pictures, expected 3 or more',
    );
  });
});

describe('where a layout begins', () => {
  it('reaches as far as the library’s own random places, or nowhere', () => {
    expect([...spreadOut(Float64Array.of(0, -0.5, 0.25, 0.1))]).toEqual([0, -10, 5, 2]);
    expect([...spreadOut(new Float64Array(2))]).toEqual([0, 0]);
  });
});
