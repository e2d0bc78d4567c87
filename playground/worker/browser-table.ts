/** Rows of plain data that the browser keeps between visits: one object store of an IndexedDB database of its own. */

export class BrowserTable<Row> {
  #database: Promise<IDBDatabase> | undefined;

  /** @param key the field that tells rows apart. */
  constructor(
    readonly name: string,
    readonly key: keyof Row & string,
  ) {}

  list(): Promise<Row[]> {
    return this.#do('readonly', (store) => store.getAll() as IDBRequest<Row[]>);
  }

  /** Keeps a row, in the place of the one with its key if there is one. */
  async put(row: Row): Promise<void> {
    await this.#do('readwrite', (store) => store.put(row));
  }

  async remove(key: string): Promise<void> {
    await this.#do('readwrite', (store) => store.delete(key));
  }

  async #do<Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
    this.#database ??= this.#open();
    const transaction = (await this.#database).transaction(this.name, mode);
    return settled(act(transaction.objectStore(this.name)));
  }

  #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(`thaw-${this.name}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(this.name, { keyPath: this.key });
    return settled(request);
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not say why'));
  });
}
