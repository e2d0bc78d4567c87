/** The state of a training run, event by event. */

import { describe, expect, it } from 'vitest';
import { advanced, begun, failed, finished, isTraining, untrained } from '../../../playground/state/training.js';
import type { TrainEvent, TrainReport } from '../../../playground/worker/protocol.js';

const step = (number: number): TrainEvent => ({
  kind: 'step',
  step: number,
  steps: 10,
  loss: 1 / number,
  rate: 0.1,
  secondsLeft: 3,
});
const progress: TrainEvent = { kind: 'progress', progress: { stage: 'Features', done: 4, total: 8 } };
const report = { isComplete: true, epochs: [], testAccuracy: 0.5 } as unknown as TrainReport;

describe('a training run', () => {
  it('prepares until the first step, and then runs', () => {
    const preparing = advanced(begun(5), progress);
    expect(preparing).toMatchObject({ phase: 'preparing', epochCount: 5, progress: { done: 4 } });
    expect(advanced(preparing, step(1))).toMatchObject({ phase: 'running', step: 1, progress: undefined });
  });

  it('stays paused when a step that was under way arrives late', () => {
    const paused = advanced(advanced(begun(5), step(1)), { kind: 'state', state: 'paused', step: 1 });
    expect(advanced(paused, step(2)).phase).toBe('paused');
    expect(advanced(paused, { kind: 'state', state: 'running', step: 1 }).phase).toBe('running');
  });

  it('keeps the loss of every step', () => {
    const run = [step(1), step(2), step(3)].reduce(advanced, begun(1));
    expect(run.stepLosses.map(({ loss }) => loss)).toEqual([1, 1 / 2, 1 / 3]);
  });

  it('has how the last step moved each layer, which its report has too', () => {
    const layers = [{ layer: 'fc', gradientNorm: 1, weightNorm: 2, updateNorm: 0.01 }];
    const run = [step(1), { kind: 'layers', step: 1, layers } as const].reduce(advanced, begun(1));
    expect(run.layers).toBe(layers);
    expect(finished(run, report).layers).toBe(layers);
    expect(finished(begun(1), { ...report, layers }).layers).toBe(layers);
  });

  it('tells a finished run from a cancelled one, and keeps what either reached', () => {
    expect(finished(begun(5), report)).toMatchObject({ phase: 'done', report });
    const partial = { ...report, isComplete: false };
    expect(finished(begun(5), partial)).toMatchObject({ phase: 'cancelled', report: partial });
  });

  it('keeps what was measured before a failure', () => {
    const run = failed(advanced(begun(5), step(1)), 'the device was lost');
    expect(run).toMatchObject({ phase: 'failed', error: 'the device was lost', stepLosses: { length: 1 } });
  });

  it('has nothing more to learn from events that come after its end', () => {
    const ended = [finished(begun(1), report), failed(begun(1), 'the device was lost')];
    expect(ended.map((run) => [step(2), progress].reduce(advanced, run))).toEqual(ended);
  });

  it('is in progress from its beginning to its end', () => {
    expect([untrained, begun(1), finished(begun(1), report)].map(isTraining)).toEqual([false, true, false]);
  });
});
