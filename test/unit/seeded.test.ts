/** The numbers of the PyTorch fixtures come out the same in TypeScript. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSafetensors } from '../../engine/weights/safetensors.js';
import { mosaic, seededTensor } from '../seeded.js';

const { tensors } = readSafetensors(readFileSync(new URL('../fixtures/networks.safetensors', import.meta.url)));

it('seeded numbers are Python’s, bit for bit', () => {
  expect(seededTensor('seeded numbers', [32], { seed: 3 }).data).toEqual(tensors.get('seeded numbers')?.data);
});

it('a mosaic is Python’s', () => {
  const colours = [...mosaic(3)].filter((_, index) => index % 4 !== 3);
  expect(colours.slice(0, 2 * 32 * 3)).toEqual([...(tensors.get('mosaic 3')?.data ?? [])]);
});
