/** Where the browser keeps what tuning found, a table an adapter: in IndexedDB. A private window may refuse; nothing is kept then. */

import type { TileTable } from '../../engine/index.js';

const storeName = 'tiles';

/** All of them; none where they cannot be read. */
export async function keptTables(): Promise<readonly TileTable[]> {
  try {
    return await inStore('readonly', (store) => store.getAll() as IDBRequest<TileTable[]>);
  } catch {
    return [];
  }
}

/** In place of the adapter's table before. */
export async function keepTable(table: TileTable): Promise<void> {
  await inStore('readwrite', (store) => store.put(table)).catch(() => undefined);
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('thaw-tiles', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName, { keyPath: 'adapter' });
  const database = await answerOf(opening);
  try {
    return await answerOf(ask(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no answer of the browser’s database'));
  });
}
