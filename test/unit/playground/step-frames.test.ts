/** A training step in slow motion: its frames, and how a person is walked through them. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultRecipe } from '../../../engine/index.js';
import { SlowMotion, type SlowMotionAct } from '../../../playground/state/slow-motion.js';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { stepFrames } from '../../../playground/state/step-frames.js';
import { Store } from '../../../playground/state/store.js';
import { untrained, type TrainingState } from '../../../playground/state/training.js';

const stages = {
  from: 'layer3.0.relu_1',
  forward: ['layer3.1', 'layer3.2', 'head'],
  backward: ['head', 'layer3.2'],
  update: ['layer3.2', 'head'],
};

describe('the frames of a step', () => {
  it('light up block by block, forward and then backward, and all that learn at once', () => {
    const frames = stepFrames(stages, false);
    expect(frames.map(({ part, blocks }) => [part, ...blocks].join(' '))).toEqual([
      'batch',
      'forward layer3.1',
      'forward layer3.2',
      'forward head',
      'loss',
      'backward head',
      'backward layer3.2',
      'update layer3.2 head',
      'done',
    ]);
  });

  it('take each way through the network as a whole for who does without motion', () => {
    const frames = stepFrames(stages, true);
    expect(frames.map(({ part }) => part)).toEqual(['batch', 'forward', 'loss', 'backward', 'update', 'done']);
    expect(frames[1]?.blocks).toEqual(stages.forward);
  });

  it('keep a deep network from taking minutes', () => {
    const forward = Array.from({ length: 52 }, (_, index) => `block ${index}`);
    const frames = stepFrames({ ...stages, forward, backward: forward.toReversed() }, false);
    expect(frames.reduce((sum, { time }) => sum + time, 0)).toBeLessThan(30_000);
  });
});

describe('a walk through a step', () => {
  const part = { phase: 1, recipe: defaultRecipe, stages };
  const paused: TrainingState = { ...untrained, phase: 'paused', step: 4, steps: 9, part };
  let store: Store<AppState>;
  let taken = 0;

  function walk(prefersStillness = false): (act: SlowMotionAct) => void {
    store = new Store<AppState>({ ...initialState, training: paused });
    taken = 0;
    const stepTraining = () => {
      taken += 1;
      return Promise.resolve();
    };
    const slowMotion = new SlowMotion({ stepTraining }, store, { report: vi.fn() }, () => prefersStillness);
    return (act) => slowMotion.act(act);
  }

  const shown = () => {
    const { slowMotion } = store.state;
    return slowMotion?.frames[slowMotion.at]?.part;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', globalThis);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('goes by itself, and takes the step at its end, once', () => {
    walk()('begin');
    expect(shown()).toBe('batch');
    vi.advanceTimersByTime(3000);
    expect([shown(), taken]).toEqual(['forward', 0]);
    vi.advanceTimersByTime(60_000);
    expect([shown(), taken]).toEqual(['done', 1]);
  });

  it('goes by hand once a person takes over', () => {
    const act = walk();
    act('begin');
    act('next');
    vi.advanceTimersByTime(60_000);
    expect([shown(), store.state.slowMotion?.isPlaying, taken]).toEqual(['forward', false, 0]);
  });

  it('does not move by itself for who prefers stillness', () => {
    const act = walk(true);
    act('begin');
    vi.advanceTimersByTime(60_000);
    expect(shown()).toBe('batch');
    stepFrames(stages, true).forEach(() => act('next'));
    expect([shown(), taken]).toEqual(['done', 1]);
  });

  it('can be skipped to the step, and left without one', () => {
    const act = walk();
    act('begin');
    act('close');
    vi.advanceTimersByTime(60_000);
    expect([store.state.slowMotion, taken]).toEqual([undefined, 0]);
    act('begin');
    act('skip');
    expect([shown(), taken]).toEqual(['done', 1]);
  });

  it('begins only where a training is paused, and ends where it goes on otherwise', () => {
    const act = walk();
    act('begin');
    store.update({ training: { ...paused, phase: 'running' } });
    expect(store.state.slowMotion).toBeUndefined();
    act('begin');
    expect(store.state.slowMotion).toBeUndefined();
  });

  it('stays to tell of the step that was taken, and can walk through the next', () => {
    const act = walk();
    act('begin');
    act('skip');
    store.update({ training: { ...paused, phase: 'running', step: 4 } });
    store.update({ training: { ...paused, step: 5 } });
    expect(shown()).toBe('done');
    act('begin');
    expect([shown(), store.state.slowMotion?.step]).toEqual(['batch', 5]);
  });
});
