/** Undo and redo: change by change, a gesture as one. */

import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../../../engine/index.js';
import { initialState } from '../../../playground/state/app-state.js';
import {
  emptyHistory,
  recorded,
  redone,
  undone,
  type History,
  type Undoable,
} from '../../../playground/state/history.js';

const state = (seed: number): Undoable => ({ ...initialState, recipe: { ...defaultRecipe, seed } });
const seedOf = (then: ReturnType<typeof undone>) => then?.recipe.seed;

/** Seeds 0, 1, 2 … one after another, each kept before it changes. */
function after(keys: readonly (string | undefined)[], milliseconds = 100): { history: History; now: Undoable } {
  const history = keys.reduce<History>(
    (before, key, index) => recorded(before, state(index), key, index * milliseconds),
    emptyHistory,
  );
  return { history, now: state(keys.length) };
}

describe('a history', () => {
  it('goes back change by change, and forth again', () => {
    const { history, now } = after([undefined, undefined]);
    const first = undone(history, now);
    expect(seedOf(first)).toBe(1);
    const second = first && undone(first.history, first);
    expect(seedOf(second)).toBe(0);
    expect(second && undone(second.history, second)).toBeUndefined();
    expect(seedOf(second && redone(second.history, second))).toBe(1);
  });

  it('takes a drag, or a number being typed, as one change', () => {
    const { history, now } = after([undefined, 'line', 'line', 'line']);
    expect(seedOf(undone(history, now))).toBe(1);
  });

  it('takes the same thing after a pause as another change', () => {
    const { history, now } = after(['line', 'line'], 1000);
    expect(seedOf(undone(history, now))).toBe(1);
  });

  it('forgets what was undone once something else is changed', () => {
    const { history, now } = after([undefined]);
    const back = undone(history, now);
    const other = back && recorded(back.history, back, undefined, 0);
    expect(other && redone(other, state(5))).toBeUndefined();
  });
});
