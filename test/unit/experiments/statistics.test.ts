/** Statistics, against SciPy on the same numbers. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holm, pairedStatistics } from '../../../engine/experiments/statistics.js';
import { criticalT, twoSidedP } from '../../../engine/experiments/student-t.js';
import fixture from '../../fixtures/paired-statistics.json' with { type: 'json' };

const expectRatio = (actual: number | undefined, expected: number, digits = 10) =>
  expect((actual ?? NaN) / expected).toBeCloseTo(1, digits);

describe('Student’s t is SciPy’s', () => {
  test.each(fixture.tails)('P(|T| > $t) with $degrees degrees of freedom', ({ t, degrees, p }) => {
    expectRatio(twoSidedP(t, degrees), p);
    expect(twoSidedP(-t, degrees)).toBe(twoSidedP(t, degrees));
  });

  test.each(fixture.critical)('the 97.5th percentile with $degrees degrees', ({ degrees, t }) => {
    expectRatio(criticalT(0.95, degrees), t);
  });
});

describe('paired differences', () => {
  test.each(fixture.samples)('$differences: mean, interval, effect and p are SciPy’s', (sample) => {
    const { mean, deviation, interval, effect, p } = pairedStatistics(sample.differences);
    expectRatio(mean, sample.mean);
    expectRatio(deviation, sample.deviation);
    expectRatio(effect, sample.effect);
    expectRatio(p, sample.p);
    expectRatio(interval?.low, sample.interval[0] ?? NaN);
    expectRatio(interval?.high, sample.interval[1] ?? NaN);
  });

  test.each(fixture.samples)('$differences: the bootstrap interval is SciPy’s but for its draws', (sample) => {
    const { bootstrap, deviation = 0 } = pairedStatistics(sample.differences);
    const [low = NaN, high = NaN] = sample.bootstrap;
    expect(Math.abs((bootstrap?.low ?? NaN) - low)).toBeLessThan(0.03 * deviation);
    expect(Math.abs((bootstrap?.high ?? NaN) - high)).toBeLessThan(0.03 * deviation);
  });

  it('say nothing where there is only one', () => {
    expect(pairedStatistics([0.3])).toEqual({
      count: 1,
      mean: 0.3,
      deviation: undefined,
      interval: undefined,
      bootstrap: undefined,
      effect: undefined,
      p: undefined,
    });
  });

  it('say nothing of how they vary where they are all the same', () => {
    expect(pairedStatistics([0.1, 0.1, 0.1])).toMatchObject({ count: 3, p: undefined, interval: undefined });
    expect(pairedStatistics([0, 0])).toMatchObject({ mean: 0, p: undefined });
  });

  it('change sides with their sign', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 }), (values) => {
        const [one, other] = [pairedStatistics(values), pairedStatistics(values.map((value) => -value))];
        expect(other.mean).toBeCloseTo(-one.mean, 12);
        expect(other.p).toBe(one.p);
      }),
    );
  });
});

describe('Holm’s correction', () => {
  it('is what its definition gives', () => {
    holm(fixture.holm.p).forEach((value, index) => expect(value).toBeCloseTo(fixture.holm.adjusted[index] ?? NaN, 12));
  });

  it('makes no p-value smaller, keeps their order, and is no harder than Bonferroni’s', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holm(values);
        values.forEach((p, index) => {
          const own = adjusted[index] ?? NaN;
          expect(own).toBeGreaterThanOrEqual(p);
          expect(own).toBeLessThanOrEqual(Math.min(1, values.length * p) + 1e-12);
          values.forEach((q, other) => {
            if (p < q) expect(own).toBeLessThanOrEqual(adjusted[other] ?? NaN);
          });
        });
      }),
    );
  });
});
