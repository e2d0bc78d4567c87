/** Where runs are kept between visits: one object store of IndexedDB, each call a transaction of its own. */

import type { RunRecord } from './run-record.js';

const databaseName = 'thaw-runs';
const storeName = 'runs';
const version = 1;

export class RunStore {
  #database: Promise<IDBDatabase> | undefined;

  /** All of them, oldest first. */
  async list(): Promise<RunRecord[]> {
    const runs = await this.#do('readonly', (store) => store.getAll() as IDBRequest<RunRecord[]>);
    return runs.sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Keeps a run, in the place of the one with its id if there is one. */
  async put(run: RunRecord): Promise<void> {
    await this.#do('readwrite', (store) => store.put(run));
  }

  async remove(id: string): Promise<void> {
    await this.#do('readwrite', (store) => store.delete(id));
  }

  async #do<Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
    this.#database ??= open();
    const transaction = (await this.#database).transaction(storeName, mode);
    return settled(act(transaction.objectStore(storeName)));
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, version);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
  return settled(request);
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not say why'));
  });
}
