/** Filters in figures and as pictures. */

import { describe, expect, it } from 'vitest';
import {
  colourFilter,
  differenceOf,
  filterOf,
  kernelsOf,
  normOf,
  type FilterBank,
} from '../../engine/inspect/filters.js';

function bankOf(shape: FilterBank['shape'], weightAt: (index: number) => number, groups = 1): FilterBank {
  const [outputs, inputs, height, width] = shape;
  const data = Float32Array.from({ length: outputs * inputs * height * width }, (_, index) => weightAt(index));
  return { layer: 'conv1', shape, data, groups, isOfPicture: inputs === 3 };
}

describe('the kernels of a filter', () => {
  it('come with the largest norms first, equal ones by their input channel', () => {
    const kernels = kernelsOf(
      bankOf([2, 4, 1, 1], (index) => [9, 9, 9, 9, 1, -3, 0, 1][index] ?? 0),
      1,
    );
    expect(kernels.map(({ inputChannel }) => inputChannel)).toEqual([1, 0, 3, 2]);
    expect(kernels.map(({ norm }) => norm)).toEqual([3, 1, 1, 0]);
  });

  it('are all of the filter, each in its place', () => {
    const bank = bankOf([3, 2, 3, 3], (index) => index);
    const [second, first] = kernelsOf(bank, 2);
    expect([...(first?.weights ?? []), ...(second?.weights ?? [])]).toEqual([...filterOf(bank, 2)]);
    expect(first?.norm).toBeCloseTo(normOf([36, 37, 38, 39, 40, 41, 42, 43, 44]), 10);
  });

  it('of a group read the input channels of the group', () => {
    const bank = bankOf([4, 2, 1, 1], (index) => -index, 2);
    expect(kernelsOf(bank, 1).map(({ inputChannel }) => inputChannel)).toEqual([1, 0]);
    expect(kernelsOf(bank, 2).map(({ inputChannel }) => inputChannel)).toEqual([3, 2]);
  });
});

describe('a filter in colour', () => {
  it('is scaled by its own largest weight, grey where it is zero', () => {
    const bank = bankOf([2, 3, 1, 2], (index) => (index < 6 ? 100 : ([0.5, -0.5, 0.25, 0, 0, -1][index - 6] ?? 0)));
    expect([...colourFilter(bank, 1)]).toEqual([191, 159, 128, 255, 64, 128, 0, 255]);
  });

  it('is grey throughout where all weights are zero', () => {
    expect([
      ...colourFilter(
        bankOf([1, 3, 1, 1], () => 0),
        0,
      ),
    ]).toEqual([128, 128, 128, 255]);
  });
});

it('the difference of a bank and itself is exactly zero', () => {
  const bank = bankOf([2, 3, 3, 3], (index) => Math.sin(index) / 3);
  expect(normOf(differenceOf(bank, bank).data)).toBe(0);
  expect(
    differenceOf(
      bankOf([1, 1, 1, 1], () => 3),
      bankOf([1, 1, 1, 1], () => 1),
    ).data,
  ).toEqual(Float32Array.of(2));
});
