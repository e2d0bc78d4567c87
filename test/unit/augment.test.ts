/** Augmentation: what is drawn, and in which copies it can be cached. */

import { describe, expect, it, test } from 'vitest';
import { drawAugmentation, neutralDraw, packDraws, type Augmentation } from '../../engine/data/augment.js';
import { planCopies } from '../../engine/train/copies.js';
import { defaultRecipe, noAugmentation } from '../../engine/train/recipe.js';

const all: Augmentation = { flip: true, crop: 3, brightness: 0.4, contrast: 0.3, saturation: 0.2 };
const draws = Array.from({ length: 500 }, (_, sample) => drawAugmentation(all, 7, sample, 1));

describe('a draw', () => {
  it('leaves the image as it is where everything is off', () => {
    expect(drawAugmentation(noAugmentation, 7, 12, 3)).toEqual(neutralDraw);
  });

  it('is the same for the same seed, sample and round, and another for any other', () => {
    const draw = (seed: number, sample: number, round: number) => drawAugmentation(all, seed, sample, round);
    expect(draw(7, 4, 1)).toEqual(draw(7, 4, 1));
    for (const other of [draw(8, 4, 1), draw(7, 5, 1), draw(7, 4, 2)]) expect(other).not.toEqual(draw(7, 4, 1));
  });

  it('stays within its ranges, and uses them', () => {
    const shifts = new Set(draws.map(({ dx }) => dx));
    expect([...shifts].sort((a, b) => a - b)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    for (const { brightness, contrast, saturation } of draws) {
      expect(Math.abs(brightness - 1)).toBeLessThanOrEqual(0.4);
      expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.3);
      expect(Math.abs(saturation - 1)).toBeLessThanOrEqual(0.2);
    }
    const mirrored = draws.filter(({ flip }) => flip).length;
    expect(mirrored).toBeGreaterThan(200);
    expect(mirrored).toBeLessThan(300);
  });

  it('of one quantity does not depend on the others', () => {
    const alone = drawAugmentation({ ...noAugmentation, contrast: 0.3 }, 7, 12, 1);
    expect(alone.contrast).toBe(drawAugmentation(all, 7, 12, 1).contrast);
  });

  it('is packed as the kernel reads it', () => {
    const draw = { ...neutralDraw, dx: 2, dy: -1, flip: true, saturation: 0.5 };
    expect([...packDraws([draw])]).toEqual([2, -1, 1, 0, 1, 1, 0.5, 0]);
  });
});

describe('cached copies', () => {
  const plan = (augment: Partial<Augmentation>, augmentedCopies = 0) =>
    planCopies({ ...defaultRecipe, augment: { ...noAugmentation, ...augment }, augmentedCopies });

  test('are one without augmentation', () => {
    expect(plan({})).toMatchObject({ key: 'plain', count: 1 });
  });

  test('are two of images that are mirrored by chance, which is what fresh draws would give', () => {
    const copies = plan({ flip: true });
    expect(copies?.count).toBe(2);
    for (let sample = 0; sample < 50; sample++) {
      const fresh = drawAugmentation({ ...noAugmentation, flip: true }, 0, sample, 3);
      expect(copies?.drawOf(sample, copies.copyOf(sample, 3))).toEqual(fresh);
    }
  });

  test('are impossible where shifts or colours are drawn anew in every epoch', () => {
    expect(plan({ crop: 4 })).toBeUndefined();
    expect(plan({ contrast: 0.1 })).toBeUndefined();
  });

  test('are as many as are asked for, each epoch seeing one of them', () => {
    const copies = plan({ crop: 4 }, 5);
    const seen = Array.from({ length: 100 }, (_, epoch) => copies?.copyOf(3, epoch));
    expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(copies?.drawOf(3, 0)).not.toEqual(copies?.drawOf(3, 1));
  });
});
