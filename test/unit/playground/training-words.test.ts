/** What the training panel says of the network's parts, of a run's stage and of its outcome. */

import { describe, expect, it } from 'vitest';
import {
  partsOf,
  sayPhase,
  sayStage,
  sayTimeLeft,
  sayWork,
  shareDone,
} from '../../../playground/elements/training-words.js';
import { printAbout, printDuration } from '../../../playground/elements/format.js';
import { begun, failed, finished, untrained } from '../../../playground/state/training.js';
import type { DataSummary, ModelSummary, TrainReport } from '../../../playground/worker/protocol.js';

const running = { ...begun(20), phase: 'running', step: 192, steps: 520, secondsLeft: 6.4 } as const;
const report = {
  isComplete: true,
  epochs: Array.from({ length: 20 }),
  testAccuracy: 0.4447,
  prefixSeconds: 3.94,
  seconds: 10.2,
} as unknown as TrainReport;

describe('the parts of a network', () => {
  const layer = (name: string, parameters: number) => ({ name, kind: 'convolution', shape: [8, 8, 8], parameters });
  const pool = { name: 'avgpool', kind: 'average pool', shape: [64, 1, 1], parameters: 0 };
  const model = {
    blocks: [
      { name: 'stem', layers: [layer('conv1', 350)] },
      { name: 'layer1.0', layers: [layer('layer1.0.conv1', 150)] },
      { name: 'head', layers: [pool, layer('fc', 650)] },
    ],
  } as unknown as ModelSummary;
  const data = { classes: [{ name: 'cat' }, { name: 'dog' }] } as unknown as DataSummary;
  const head = { head: 64 * 2 + 2, features: 64, classes: 2 };

  it('are the body as it came, and a new head with a weight for every feature and class and a bias for every class', () => {
    expect(partsOf(model, data, new Set(['fc']))).toEqual({ frozen: 500, thawed: 0, ...head });
  });

  it('are those weights of the body too that go on learning', () => {
    expect(partsOf(model, data, new Set(['layer1.0.conv1', 'fc']))).toEqual({ frozen: 350, thawed: 150, ...head });
  });
});

describe('a duration', () => {
  it.each([
    [0.25, '0.3 s'],
    [7, '7 s'],
    [59.4, '59 s'],
    [125, '2 min 05 s'],
  ])('of %d seconds reads %s', (seconds, text) => expect(printDuration(seconds)).toBe(text));
});

describe('a duration that is forecast', () => {
  it.each([
    [8, 'under a minute'],
    [700, 'about 12 min'],
    [9000, 'about 3 h'],
  ])('of %d seconds reads %s', (seconds, text) => expect(printAbout(seconds)).toBe(text));
});

describe('a stage', () => {
  it('counts what is prepared', () => {
    const preparing = { ...begun(20), progress: { stage: 'Frozen layers', done: 400, total: 1616 } };
    expect(sayStage(preparing)).toBe('Frozen layers: 400 of 1,616');
    expect(shareDone(preparing)).toBeCloseTo(0.2475, 4);
  });

  it('of unknown extent has no share', () => {
    expect(sayStage(begun(20))).toBe('Preparing');
    expect(shareDone(begun(20))).toBeUndefined();
  });

  it('of training is an epoch and a step', () => {
    expect(sayStage(running)).toBe('Epoch 1 of 20, step 192 of 520');
    expect(shareDone(running)).toBeCloseTo(192 / 520, 10);
  });

  it('has its time left, in whole seconds, where that is known', () => {
    expect(sayTimeLeft(running)).toBe('about 7 s left');
    expect(sayTimeLeft(begun(20))).toBe('');
    expect(sayTimeLeft({ ...running, secondsLeft: 0.4 })).toBe('less than a second left');
    expect(sayTimeLeft({ ...running, phase: 'paused' })).toBe('paused');
  });
});

describe('an outcome', () => {
  it('says how long the run took, and how much of it was for the body', () => {
    expect(sayWork(report, 20)).toBe('20 epochs in 10 s, 3.9 s of it for the body');
  });

  it('says so where the body was there already', () => {
    expect(sayWork({ ...report, prefixSeconds: 0 }, 20)).toBe('20 epochs in 10 s, the body was computed before');
  });

  it('of a cancelled run says how far it came', () => {
    const epochs = report.epochs.slice(0, 7);
    const cancelled = { ...report, isComplete: false, epochs };
    expect(sayWork(cancelled, 20)).toBe('7 of 20 epochs in 10 s, 3.9 s of it for the body');
  });

  it('is one sentence for those who hear the page', () => {
    expect(sayPhase(untrained)).toBe('');
    expect(sayPhase(finished(running, report))).toBe('Training is done: test accuracy 44.5 %.');
    expect(sayPhase(failed(running, 'the device was lost'))).toBe('Training failed: the device was lost');
  });
});
