/** Saving the data: the file that comes of it, what is told meanwhile, and that it can be given up. */

import { beforeEach, describe, expect, it } from 'vitest';
import { openDataSet, type DataSet, type Progress } from '../../../engine/index.js';
import { editData } from '../../../engine/data/edit.js';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { DataSaving } from '../../../playground/state/data-saving.js';
import { Store } from '../../../playground/state/store.js';
import type { DataSummary } from '../../../playground/worker/protocol.js';
import { SaveDesk } from '../../../playground/worker/save-desk.js';
import { sourceFile, sourceFiles } from '../../source-files.js';

const files = ['train/cat/a.png', 'train/cat/b.png', 'train/dog/c.png', 'test/cat/d.png', 'test/dog/e.png'];
const ignore = () => undefined;

let pets: DataSet;

beforeEach(async () => {
  const all = await openDataSet('pets', sourceFiles(...files));
  pets = editData(all, [{ kind: 'move samples', samples: ['train/cat/b.png', 'test/cat/d.png'], to: 'dog' }]);
});

describe('the file', () => {
  it('is a zip that opens as the data that were edited, each picture with its own bytes', async () => {
    const file = await new SaveDesk().save(pets, ignore);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const again = await openDataSet('again', [sourceFile('my-data.zip', bytes)]);
    expect(again.classes).toEqual(['cat', 'dog']);
    expect([...again.train, ...again.test].map(({ name }) => name)).toEqual([
      'train/cat/a.png',
      'train/dog/b.png',
      'train/dog/c.png',
      'test/dog/d.png',
      'test/dog/e.png',
    ]);
    expect(await again.train[1]?.read()).toEqual(await pets.train[1]?.read());
  });

  it('is told of as it grows, and can be given up', async () => {
    const slow = (sample: DataSet['train'][number]) => ({
      ...sample,
      read: () => new Promise<Uint8Array<ArrayBuffer>>((resolve) => setTimeout(() => resolve(new Uint8Array(9)), 40)),
    });
    const desk = new SaveDesk();
    const told: Progress[] = [];
    const file = desk.save({ ...pets, train: pets.train.map(slow), test: pets.test.map(slow) }, (progress) => {
      told.push(progress);
      desk.cancel();
    });
    await expect(file).rejects.toThrow('save the data: got a cancelled one');
    expect(told).toEqual([{ stage: 'Saving the data', done: 1, total: 5 }]);
  });

  it('is none where a picture is gone: that is said by its name', async () => {
    const gone = pets.train.map((sample) => ({ ...sample, read: () => Promise.reject(new Error('no such file')) }));
    await expect(new SaveDesk().save({ ...pets, train: gone }, ignore)).rejects.toThrow(
      'train/cat/a.png: got no such file, expected a picture that can still be read',
    );
  });
});

describe('the page', () => {
  let store: Store<AppState>;
  let saving: DataSaving;
  let kept: string[];
  /** How the worker ends it. */
  let finish: (file: Blob) => void;
  let fail: (error: Error) => void;

  beforeEach(() => {
    kept = [];
    store = new Store<AppState>(initialState);
    const engine = {
      saveData: (tell: (progress: Progress) => void) => {
        tell({ stage: 'Saving the data', done: 1, total: 2 });
        return new Promise<Blob>((resolve, reject) => ([finish, fail] = [resolve, reject]));
      },
      cancelSavingData: () => {
        fail(new Error('cancelled'));
        return Promise.resolve();
      },
    };
    saving = new DataSaving(engine, store, (_, name) => kept.push(name));
  });

  it('gives the file the name by which code reads it', async () => {
    const saved = saving.save();
    expect(store.state.saving.progress).toMatchObject({ done: 1, total: 2 });
    finish(new Blob());
    await saved;
    expect([kept, store.state.saving]).toEqual([['my-data.zip'], initialState.saving]);
  });

  it('saves once at a time', async () => {
    const saved = saving.save();
    await saving.save();
    finish(new Blob());
    await saved;
    expect(kept).toEqual(['my-data.zip']);
  });

  it('says nothing of what was given up', async () => {
    const saved = saving.save();
    await saving.cancel();
    await saved;
    expect([kept, store.state.saving]).toEqual([[], initialState.saving]);
  });

  it('says why it could not be done, until there are other data', async () => {
    const saved = saving.save();
    fail(new Error('too large'));
    await saved;
    expect(store.state.saving.error).toBe('too large');
    store.update({ data: { ...initialState.data, summary: { name: 'pets (edited)' } as DataSummary } });
    expect(store.state.saving.error).toBeUndefined();
  });
});
