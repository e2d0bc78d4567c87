/** What can be undone: snapshots of the recipe, the edits and what is selected, as they were before each change. Pure. */

import type { AppState } from './app-state.js';

export type Undoable = Pick<AppState, 'recipe' | 'panes' | 'focusedPane' | 'edits'>;

export interface History {
  readonly past: readonly Undoable[];
  readonly future: readonly Undoable[];
  /** What the last change was of, and when, in milliseconds: a drag or a number being typed is one change. */
  readonly last: { readonly key: string | undefined; readonly at: number } | undefined;
}

export const emptyHistory: History = { past: [], future: [], last: undefined };

const mostKept = 200;
/** Changes of one thing that follow each other within so many milliseconds are undone together. */
const together = 800;

export function snapshotOf({ recipe, panes, focusedPane, edits }: Undoable): Undoable {
  return { recipe, panes, focusedPane, edits };
}

/** The history once `now` is about to be changed. */
export function recorded(history: History, now: Undoable, key: string | undefined, at: number): History {
  const { last, past } = history;
  const goesOn = key !== undefined && last?.key === key && at - last.at < together && past.length > 0;
  return {
    past: goesOn ? past : [...past, snapshotOf(now)].slice(-mostKept),
    future: [],
    last: { key, at },
  };
}

/** What to go back to, and the history then; `undefined` where there is nothing to undo. */
export function undone({ past, future }: History, now: Undoable): (Undoable & { history: History }) | undefined {
  const before = past.at(-1);
  if (!before) return undefined;
  return { ...before, history: { past: past.slice(0, -1), future: [snapshotOf(now), ...future], last: undefined } };
}

/** The same the other way. */
export function redone({ past, future }: History, now: Undoable): (Undoable & { history: History }) | undefined {
  const [next, ...rest] = future;
  if (!next) return undefined;
  return { ...next, history: { past: [...past, snapshotOf(now)], future: rest, last: undefined } };
}

/** The history once `now` has the edits of other data: changes of edits alone are gone. */
export function withoutEdits({ past, future }: History, now: Undoable): History {
  const forget = (all: readonly Undoable[]) => all.map((one) => ({ ...one, edits: now.edits }));
  const differs = (one: Undoable, next: Undoable) =>
    one.recipe !== next.recipe || one.panes !== next.panes || one.focusedPane !== next.focusedPane;
  return {
    past: forget(past.filter((one, index) => differs(one, past[index + 1] ?? now))),
    future: forget(future.filter((one, index) => differs(one, future[index - 1] ?? now))),
    last: undefined,
  };
}
