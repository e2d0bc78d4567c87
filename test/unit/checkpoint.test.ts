/** Checkpoint files: what comes back, and what is refused. */

import { describe, expect, it } from 'vitest';
import { checkFits, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../engine/train/checkpoint.js';
import { atTheStart } from '../../engine/train/ledger.js';
import { defaultRecipe } from '../../engine/train/recipe.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';

const tensor = (...numbers: number[]) => ({ shape: [numbers.length], data: Float32Array.from(numbers) });

const checkpoint: Checkpoint = {
  recipe: defaultRecipe,
  classes: ['ice', 'snow'],
  modelHash: 'a'.repeat(64),
  dataHash: 'b'.repeat(64),
  tiles: { adapter: 'a GPU', kernels: 'c'.repeat(64), tiles: [] },
  position: { ...atTheStart, epochOfPhase: 2, step: 7 },
  epochs: [],
  losses: [{ step: 7, loss: 0.1, rate: 0.02 }],
  sums: { loss: 1.5, correct: 3 },
  tensors: new Map([['fc.bias', tensor(1, -0)]]),
  optimiser: new Map([['momentum/fc.bias', tensor(1e-40, 3)]]),
};

describe('a checkpoint', () => {
  it('comes back as it was, by the bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it('is refused when a byte has changed', () => {
    const bytes = encodeCheckpoint(checkpoint);
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    expect(() => decodeCheckpoint(bytes, 'run.ckpt')).toThrow(/run\.ckpt: got bytes that do not match their checksum/);
  });

  it('is refused when it is cut short', () => {
    expect(() => decodeCheckpoint(encodeCheckpoint(checkpoint).subarray(0, -4), 'run.ckpt')).toThrow(/^run\.ckpt/);
  });

  it('is told from mere weights', () => {
    const weights = writeSafetensors(checkpoint.tensors);
    expect(() => decodeCheckpoint(weights)).toThrow(/got weights without a training/);
  });
});

describe('a training is resumed', () => {
  it('with the model and the data it began with', () => {
    expect(() => checkFits(checkpoint, checkpoint)).not.toThrow();
  });

  it.each([
    ['modelHash', 'model'],
    ['dataHash', 'data set'],
  ] as const)('with no other %s', (field, what) => {
    const own = { ...checkpoint, [field]: 'c'.repeat(64) };
    expect(() => checkFits(checkpoint, own)).toThrow(`resume the training: got another ${what} (cccccccc)`);
  });
});
