/** What a training run has told, as the columns that its plots draw. */

import { describe, expect, it } from 'vitest';
import { curvesOf, stepAt } from '../../../playground/elements/training-curves.js';
import { advanced, begun } from '../../../playground/state/training.js';
import type { TrainingState } from '../../../playground/state/training.js';

/** A run of `epochs` epochs of `stepsPerEpoch` steps, stopped after `count` steps; a step's loss is 1 / its number. */
function run(epochs: number, stepsPerEpoch: number, count: number, loss = (step: number) => 1 / step): TrainingState {
  let state = begun(epochs);
  for (let step = 1; step <= count; step++) {
    state = advanced(state, {
      kind: 'step',
      step,
      steps: epochs * stepsPerEpoch,
      loss: loss(step),
      rate: 1 / (10 * step),
      gradientNorm: step,
      secondsLeft: 1,
    });
    if (step % stepsPerEpoch > 0) continue;
    const epoch = step / stepsPerEpoch;
    const report = {
      epoch,
      phase: 1,
      learningRate: 0.1,
      trainLoss: 2,
      trainAccuracy: 0.25,
      testLoss: 3,
      testAccuracy: 0.5,
      seconds: 1,
    };
    state = advanced(state, { kind: 'epoch', epochs, secondsLeft: 1, report });
  }
  return state;
}

const plain = { smoothing: 0, compared: [] };

describe('the curves of a run', () => {
  it('are empty before the first step', () => {
    const nothing = [[], []];
    const curves = { loss: [[], [], [], []], accuracy: [[], [], []], rate: nothing, gradientNorm: nothing };
    expect(curvesOf(begun(5), plain)).toEqual(curves);
  });

  it('place steps between the epochs, and an epoch where its last step is', () => {
    const { loss } = curvesOf(run(2, 2, 3), plain);
    const [x, step, train, test] = loss;
    expect(x).toEqual([0.5, 1, 1.5]);
    expect(step).toEqual([1, 1 / 2, 1 / 3]);
    expect(train).toEqual([undefined, 2, undefined]);
    expect(test).toEqual([undefined, 3, undefined]);
  });

  it('give accuracy in percent, one point an epoch', () => {
    expect(curvesOf(run(2, 3, 6), plain).accuracy).toEqual([
      [1, 2],
      [25, 25],
      [50, 50],
    ]);
  });

  it('give the rate and the norm of the gradients step by step', () => {
    const { rate, gradientNorm } = curvesOf(run(2, 2, 3), plain);
    expect(rate).toEqual([
      [0.5, 1, 1.5],
      [1 / 10, 1 / 20, 1 / 30],
    ]);
    expect(gradientNorm[1]).toEqual([1, 2, 3]);
  });

  it('have no norms where none were told', () => {
    const { stepLosses, ...rest } = run(1, 2, 2);
    const untold = stepLosses.map(({ step, loss, rate }) => ({ step, loss, rate }));
    expect(curvesOf({ ...rest, stepLosses: untold }, plain).gradientNorm).toEqual([[], []]);
  });

  it('have a gap where a loss ran away', () => {
    const { loss } = curvesOf(
      run(1, 4, 3, (step) => (step === 2 ? Infinity : 1)),
      plain,
    );
    expect(loss[1]).toEqual([1, null, 1]);
  });

  it('draw a long run as means of neighbouring steps, in order and none left out', () => {
    const { loss } = curvesOf(
      run(1, 10_000, 5000, (step) => step),
      plain,
    );
    const [x, means] = loss;
    expect(x.length).toBeLessThanOrEqual(800);
    expect(x).toEqual(x.toSorted((a, b) => a - b));
    expect(x.at(-1)).toBe(0.5);
    expect(means?.[0]).toBe(4);
  });

  it('are smoothed without beginning at zero, and keep their gaps', () => {
    const state = run(1, 4, 3, (step) => (step === 2 ? Infinity : step));
    const [, step] = curvesOf(state, { ...plain, smoothing: 0.5 }).loss;
    expect(step?.[0]).toBe(1);
    expect(step?.[1]).toBeNull();
    expect(step?.[2]).toBeCloseTo((0.5 * 0.5 + 0.5 * 3) / 0.75);
  });

  it('take in the test curves of other runs, however long they are', () => {
    const other = run(4, 1, 4);
    const { loss, accuracy, rate } = curvesOf(run(2, 1, 2), { ...plain, compared: [other] });
    expect(loss[0]).toEqual([1, 2, 3, 4]);
    expect(loss[4]).toEqual([3, 3, 3, 3]);
    expect(accuracy).toEqual([
      [1, 2, 3, 4],
      [25, 25, undefined, undefined],
      [50, 50, undefined, undefined],
      [50, 50, 50, 50],
    ]);
    expect(rate[2]).toEqual([1 / 10, 1 / 20, 1 / 30, 1 / 40]);
  });
});

describe('the step that a cursor shows', () => {
  it('is the last one that told of itself, or the last of the epoch pointed at', () => {
    expect(stepAt(run(3, 2, 5), undefined)?.step).toBe(5);
    expect(stepAt(run(3, 2, 5), 2)?.step).toBe(4);
    expect(stepAt(begun(3), 1)).toBeUndefined();
  });
});
