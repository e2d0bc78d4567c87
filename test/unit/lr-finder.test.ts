/** The range test of learning rates: curves whose best rate is known. */

import { describe, expect, it } from 'vitest';
import { hasExploded, suggestRate, type RatePoint } from '../../engine/train/lr-finder.js';

const rates = Array.from({ length: 100 }, (_, step) => 1e-7 * 1e8 ** (step / 99));

/** Falls around `best`, is flat before it, and explodes beyond a hundred times that. */
function curve(best: number): RatePoint[] {
  return rates.map((rate) => {
    const fallen = 1 / (1 + (best / rate) ** 2);
    return { rate, loss: 2.3 - 1.5 * fallen + (rate / (100 * best)) ** 2 };
  });
}

describe('a range test', () => {
  it.each([1e-4, 1e-2, 0.1])('suggests about %s where the loss falls there', (best) => {
    const { suggestion = NaN } = suggestRate(curve(best)) ?? {};
    expect(suggestion / best).toBeGreaterThan(0.3);
    expect(suggestion / best).toBeLessThan(6);
  });

  it('suggests nothing where the loss only grows, or where it is too short', () => {
    expect(suggestRate(rates.map((rate) => ({ rate, loss: 1 + rate })))).toBeUndefined();
    expect(suggestRate(curve(0.01).slice(0, 4))).toBeUndefined();
  });

  it('has seen enough when the loss is no number or four times its best', () => {
    expect(hasExploded([2, 1, 1.5], 4.1)).toBe(true);
    expect(hasExploded([2, 1], NaN)).toBe(true);
    expect(hasExploded([2, 1], 3.9)).toBe(false);
    expect(hasExploded([], 5)).toBe(false);
  });
});
