/** Editing the data: the page's list of edits, the worker's, and undo keep step. */

import { beforeEach, describe, expect, it } from 'vitest';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { Editing } from '../../../playground/state/editing.js';
import type { Look } from '../../../playground/state/look.js';
import { Planning } from '../../../playground/state/planning.js';
import { Store } from '../../../playground/state/store.js';
import { begun } from '../../../playground/state/training.js';
import type { DataEdit, DataSource, DataSummary, EngineWorker } from '../../../playground/worker/protocol.js';

const source: DataSource = { kind: 'embedded', name: 'emoji12' };
const first: DataEdit = { kind: 'delete class', className: 'cat' };
const second: DataEdit = { kind: 'rename class', className: 'dog', to: 'wolf' };
const refused: DataEdit = { kind: 'delete class', className: 'cow' };

let store: Store<AppState>;
let planning: Planning;
let editing: Editing;
let told: (readonly DataEdit[])[];
let errors: unknown[];

beforeEach(() => {
  told = [];
  errors = [];
  store = new Store<AppState>(initialState);
  const engine = {
    editData: (edits: readonly DataEdit[]) => {
      if (edits.includes(refused)) return Promise.reject(new Error('no class "cow"'));
      told.push(edits);
      return Promise.resolve(summaryOf(edits));
    },
    thumbnails: (names: readonly string[]) =>
      Promise.resolve(
        names.map((name) => ({ name, className: `${told.length}`, size: 1, pixels: new Uint8ClampedArray(4) })),
      ),
  } as unknown as EngineWorker;
  planning = new Planning(engine, store);
  editing = new Editing(engine, store, { report: (error: unknown) => errors.push(error) } as unknown as Look, planning);
  load();
});

function load(): void {
  store.update({ data: { ...initialState.data, source: { ...source }, summary: summaryOf([]) } });
}

function summaryOf(edits: readonly DataEdit[]): DataSummary {
  return { name: `${edits.length} edits` } as DataSummary;
}

/** Until the worker has answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const shown = () => store.state.data.summary?.name;

describe('an edit', () => {
  it('is made by the worker, then shown', async () => {
    await editing.edit(first);
    await editing.edit(second);
    expect(told).toEqual([[first], [first, second]]);
    expect([store.state.edits, shown()]).toEqual([[first, second], '2 edits']);
  });

  it('waits for the one before it', async () => {
    void editing.edit(first);
    await editing.edit(second);
    expect(store.state.edits).toEqual([first, second]);
  });

  it('that is refused is told of, and leaves everything as it was', async () => {
    await editing.edit(first);
    await editing.edit(refused);
    expect(errors).toHaveLength(1);
    expect([store.state.edits, shown(), store.state.history.past.length]).toEqual([[first], '1 edits', 1]);
  });

  it('is refused while a training runs', async () => {
    store.update({ training: begun(1) });
    await editing.edit(first);
    expect(String(errors[0])).toMatch(/edit the data: got a training that is going on/);
    expect(told).toEqual([]);
  });

  it('lets opened samples say their classes anew', async () => {
    const thumbnail = { name: 'a.png', className: 'cat', size: 1, pixels: new Uint8ClampedArray(4) };
    store.update({ samples: { title: 'cats', indices: [3], thumbnails: [thumbnail] } });
    await editing.edit(first);
    expect(store.state.samples).toMatchObject({ title: 'cats', indices: [3], thumbnails: [{ className: '1' }] });
  });
});

describe('undo', () => {
  it('takes an edit back, and redo makes it again, in the worker too', async () => {
    await editing.edit(first);
    await editing.edit(second);
    planning.undo();
    await settled();
    expect([store.state.edits, shown()]).toEqual([[first], '1 edits']);
    planning.undo();
    await settled();
    expect([store.state.edits, shown()]).toEqual([[], '0 edits']);
    planning.redo();
    await settled();
    expect([store.state.edits, shown(), told.at(-1)]).toEqual([[first], '1 edits', [first]]);
  });

  it('does not reach edits of data that are gone, but changes before them', async () => {
    planning.changeRecipe({ epochs: 7 });
    await editing.edit(first);
    load();
    expect(store.state.edits).toEqual([]);
    expect(store.state.history.past).toHaveLength(1);
    planning.undo();
    await settled();
    expect(store.state.recipe.epochs).toBe(initialState.recipe.epochs);
    expect(told).toEqual([[first]]);
  });
});
