/** What a training run has told, as the columns that its two plots draw. */

import { describe, expect, it } from 'vitest';
import { curvesOf } from '../../../playground/elements/training-curves.js';
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
      rate: 0.1,
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

describe('the curves of a run', () => {
  it('are empty before the first step', () => {
    expect(curvesOf(begun(5))).toEqual({ loss: [[], [], [], []], accuracy: [[], [], []] });
  });

  it('place steps between the epochs, and an epoch where its last step is', () => {
    const { loss } = curvesOf(run(2, 2, 3));
    const [x, step, train, test] = loss;
    expect(x).toEqual([0.5, 1, 1.5]);
    expect(step).toEqual([1, 1 / 2, 1 / 3]);
    expect(train).toEqual([undefined, 2, undefined]);
    expect(test).toEqual([undefined, 3, undefined]);
  });

  it('give accuracy in percent, one point an epoch', () => {
    expect(curvesOf(run(2, 3, 6)).accuracy).toEqual([
      [1, 2],
      [25, 25],
      [50, 50],
    ]);
  });

  it('have a gap where a loss ran away', () => {
    const { loss } = curvesOf(run(1, 4, 3, (step) => (step === 2 ? Infinity : 1)));
    expect(loss[1]).toEqual([1, null, 1]);
  });

  it('draw a long run as means of neighbouring steps, in order and none left out', () => {
    const { loss } = curvesOf(run(1, 10_000, 5000, (step) => step));
    const [x, means] = loss;
    expect(x.length).toBeLessThanOrEqual(800);
    expect(x).toEqual(x.toSorted((a, b) => a - b));
    expect(x.at(-1)).toBe(0.5);
    expect(means?.[0]).toBe(4);
  });
});
