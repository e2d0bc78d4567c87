/** The time that a stage of preparation will still take. */

import { describe, expect, it } from 'vitest';
import { StageClock } from '../../../playground/elements/stage-clock.js';

const at = (done: number, stage = 'Frozen layers') => ({ stage, done, total: 100 });

describe('the clock of a stage', () => {
  it('goes by the pace since the stage was first seen', () => {
    const clock = new StageClock();
    clock.secondsLeft(at(20), 0);
    expect(clock.secondsLeft(at(40), 10)).toBe(30);
    expect(clock.secondsLeft(at(100), 40)).toBe(0);
  });

  it('says nothing at first, nor where nothing has moved', () => {
    const clock = new StageClock();
    expect(clock.secondsLeft(at(0), 0)).toBeUndefined();
    expect(clock.secondsLeft(at(10), 2)).toBeUndefined();
    expect(clock.secondsLeft(at(0), 20)).toBeUndefined();
  });

  it('begins anew with another stage, and with the same one of another run', () => {
    const clock = new StageClock();
    clock.secondsLeft(at(0), 0);
    expect(clock.secondsLeft(at(50, 'Test images'), 100)).toBeUndefined();
    expect(clock.secondsLeft(at(60, 'Test images'), 110)).toBe(40);
    expect(clock.secondsLeft(undefined, 120)).toBeUndefined();
    expect(clock.secondsLeft(at(60, 'Test images'), 130)).toBeUndefined();
  });
});
