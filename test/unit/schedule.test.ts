/** Schedules, against the numbers that PyTorch's schedulers give, and the rates of parameter groups. */

import { describe, expect, it, test } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { parameterGroups } from '../../engine/train/parameter-groups.js';
import { momentumAt, rateAt, type Schedule } from '../../engine/train/schedule.js';
import fixture from '../fixtures/schedules.json' with { type: 'json' };

const steps = fixture.steps;
const places = Array.from({ length: steps }, (_, step) => ({ step, steps }));
const ratesOf = (schedule: Schedule, rate = 0.1) => places.map((place) => rateAt(schedule, rate, place));

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value / (expected[index] ?? NaN)).toBeCloseTo(1, 6));
}

describe('a schedule is PyTorch’s', () => {
  test('cosine: CosineAnnealingLR', () => {
    expectClose(ratesOf({ kind: 'cosine', warmUp: 0 }), fixture.cosine);
  });

  test('step: MultiStepLR', () => {
    const milestones = fixture.milestones.map((step) => step / steps);
    expectClose(ratesOf({ kind: 'step', warmUp: 0, milestones, factor: 0.1 }), fixture.step);
  });

  test('one-cycle: OneCycleLR, the momentum too', () => {
    const schedule = { kind: 'one-cycle', rise: 0.3, start: 25, end: 250_000, lowMomentum: 0.85 } as const;
    expectClose(ratesOf(schedule), fixture.oneCycle);
    const momenta = places.map((place) => momentumAt(schedule, 0.95, place));
    expectClose(momenta, fixture.oneCycleMomentum);
  });
});

describe('a schedule', () => {
  it('is the rate itself where it is constant', () => {
    expect(new Set(ratesOf({ kind: 'constant', warmUp: 0 }))).toEqual(new Set([0.1]));
  });

  it('warms up in equal steps, and reaches the rate after them', () => {
    const rates = ratesOf({ kind: 'constant', warmUp: 0.25 });
    expectClose(
      rates.slice(0, 5),
      [1, 2, 3, 4, 5].map((part) => (0.1 * part) / 6),
    );
    expect(rates[5]).toBe(0.1);
  });

  it('of a range test grows by the same factor from step to step', () => {
    const rates = ratesOf({ kind: 'range-test', to: 10 }, 1e-7);
    expect(rates[0]).toBe(1e-7);
    expect(rates.at(-1)).toBeCloseTo(10, 6);
    expectClose(
      rates.slice(1).map((rate, index) => rate / (rates[index] ?? NaN)),
      new Array<number>(steps - 1).fill(1e8 ** (1 / (steps - 1))),
    );
  });

  it('leaves the momentum alone unless it is one-cycle', () => {
    expect(momentumAt({ kind: 'cosine', warmUp: 0 }, 0.9, { step: 3, steps })).toBe(0.9);
  });
});

describe('parameter groups', () => {
  const network = resnet(architecture('resnet20'));
  const groups = (rest: Partial<Parameters<typeof parameterGroups>[1]>) =>
    parameterGroups(network, { layerDecay: 1, rateOf: {}, decayNormAndBias: true, ...rest });

  it('are all the same by default', () => {
    expect([...new Set([...groups({}).values()].map((group) => JSON.stringify(group)))]).toEqual([
      '{"rate":1,"decay":1}',
    ]);
  });

  it('learn more slowly block by block from the head down', () => {
    const found = groups({ layerDecay: 0.5 });
    expect(found.get('fc.weight')?.rate).toBe(1);
    expect(found.get('layer3.2.conv1.weight')?.rate).toBe(0.5);
    expect(found.get('conv1.weight')?.rate).toBe(0.5 ** 10);
  });

  it('have the rate of the innermost module that is named', () => {
    const found = groups({ rateOf: { 'layer2.0': 0, layer2: 3 } });
    expect(found.get('layer2.1.bn1.bias')?.rate).toBe(3);
    expect(found.get('layer2.0.bn1.bias')).toEqual({ rate: 0, decay: 0 });
    expect(found.get('layer1.0.bn1.bias')?.rate).toBe(1);
  });

  it('may leave batch norm and biases without weight decay', () => {
    const found = groups({ decayNormAndBias: false });
    expect(found.get('layer1.0.bn1.weight')?.decay).toBe(0);
    expect(found.get('fc.bias')?.decay).toBe(0);
    expect(found.get('layer1.0.conv1.weight')?.decay).toBe(1);
  });

  it('refuse a module that is not there', () => {
    expect(() => groups({ rateOf: { layr1: 2 } })).toThrow(/recipe, rateOf: got "layr1"/);
  });
});
