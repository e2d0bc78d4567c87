/** Keeping the data for the next visit: what is written when, and what is not. */

import { beforeEach, describe, expect, it } from 'vitest';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { Keeping } from '../../../playground/state/keeping.js';
import { Store } from '../../../playground/state/store.js';
import type { DataEdit, DataSource, DataSummary, KeptData, OpenedData } from '../../../playground/worker/protocol.js';

const pets: DataSource = { kind: 'files', files: [{ path: 'pets/cat/1.png', file: new Blob(['tom']) }] };
const emoji12: DataSource = { kind: 'embedded', name: 'emoji12' };
const edits: readonly DataEdit[] = [{ kind: 'delete class', className: 'cat' }];

let store: Store<AppState>;
let keeping: Keeping;
let kept: KeptData;
let written: DataSource[];
let noted: OpenedData[];
let refusal: Error | undefined;

beforeEach(() => {
  [kept, written, noted, refusal] = [{ own: undefined, opened: undefined }, [], [], undefined];
  store = new Store<AppState>(initialState);
  keeping = new Keeping(
    {
      findKeptData: () => Promise.resolve(kept),
      keepData: (source) => {
        if (refusal) return Promise.reject(refusal);
        written.push(source);
        return Promise.resolve();
      },
      noteOpened: (opened) => {
        noted.push(opened);
        return Promise.resolve();
      },
      forgetKeptData: () => Promise.resolve(),
    },
    store,
  );
});

/** Until the worker has answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function open(source: DataSource): Promise<void> {
  const summary = { name: 'pets' } as DataSummary;
  store.update({ data: { ...initialState.data, source, summary }, edits: source.edits ?? [] });
  await settled();
}

describe('own data', () => {
  it('are written once, and their edits noted', async () => {
    await open(pets);
    store.update({ edits });
    await settled();
    expect(written).toEqual([pets]);
    expect(noted).toEqual([
      { embedded: undefined, edits: [] },
      { embedded: undefined, edits },
    ]);
    expect(store.state.kept.own).toEqual({ name: 'pets', bytes: 3, source: pets });
  });

  it('that come from there are not written again', async () => {
    const source = { ...pets, edits };
    kept = { own: { name: 'pets', bytes: 3, source }, opened: { edits } };
    expect(await keeping.start()).toBe(source);
    await open(source);
    expect([written, noted]).toEqual([[], [{ embedded: undefined, edits }]]);
  });

  it('for which there is no room stay open, are told of, and nothing is noted of them', async () => {
    refusal = new Error('no room');
    await open(pets);
    store.update({ edits });
    await settled();
    expect(store.state.kept).toMatchObject({ own: undefined, error: 'no room' });
    expect([store.state.data.source, noted]).toEqual([pets, []]);
    await open(emoji12);
    expect(store.state.kept.error).toBeUndefined();
  });
});

describe('data that come with the page', () => {
  it('are named, with their edits', async () => {
    await open(emoji12);
    store.update({ edits });
    await settled();
    expect(written).toEqual([]);
    expect(noted.at(-1)).toEqual({ embedded: 'emoji12', edits });
    kept = { own: undefined, opened: { embedded: 'emoji12', edits } };
    expect(await keeping.start()).toEqual({ ...emoji12, edits });
  });

  it('are opened the first time too', async () => {
    expect(await keeping.start()).toBeUndefined();
  });
});
