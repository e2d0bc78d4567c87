/** The operations of a PyTorch fixture, and how the references are held against them. */

import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { assertClose } from '../assert.js';
import { Fixture, type toNhwc } from '../fixture.js';
import { Tensor } from '../reference/tensor.js';

/** @param file of test/fixtures. */
export function openOperations(file: string) {
  const fixture = new Fixture(readFileSync(new URL(`../fixtures/${file}`, import.meta.url)));
  return {
    fixture,

    /** A part of an operation of the fixture, in the layout that `arrange` gives it. */
    part: (operation: string, name: string, arrange: typeof toNhwc = (tensor) => tensor): Tensor => {
      const { shape, data } = arrange(fixture.tensor(`${operation}/${name}`));
      return Tensor.from(shape, data);
    },

    /** A test for each operation of the fixture whose name begins so. */
    eachOperation: (kind: string, check: (operation: string) => void): void => {
      test.each(fixture.operations.filter((operation) => operation.startsWith(kind)))('%s', check);
    },
  };
}

/** PyTorch computed in float64 and its results were then rounded to float32. */
export function expectSame(actual: Tensor, expected: Tensor): void {
  assertClose(actual.data, expected.data, 1e-7);
}
