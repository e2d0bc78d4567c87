/**
 * Where downloads are kept, as the downloader needs it: files by name, written at a place. The browser's private files
 * and the user's cache folder are such stores; this file has one in memory, for hosts that have neither.
 */

export interface FileStore {
  /** Of all files, in no order. */
  names(): Promise<readonly string[]>;
  /** In bytes; `undefined` where there is no such file. */
  size(name: string): Promise<number | undefined>;
  /** Rejects where there is no such file. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens a file to write to it, made where there is none; what is in it stays. */
  open(name: string): Promise<FileWriter>;
  /** Where there is no such file, nothing is done. */
  remove(name: string): Promise<void>;
}

export interface FileWriter {
  /** Two that write the same file, each from its own download, write the same bytes to the same places. */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): Promise<void>;
  close(): Promise<void>;
}

/** Replaces a file as a whole. */
export async function writeFile(store: FileStore, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await store.remove(name);
  const file = await store.open(name);
  try {
    await file.write(bytes, 0);
  } finally {
    await file.close();
  }
}

/** Forgets everything with the page. */
export class MemoryStore implements FileStore {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>[]>();

  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()]);
  }

  size(name: string): Promise<number | undefined> {
    return Promise.resolve(this.#files.get(name)?.reduce((sum, { length }) => sum + length, 0));
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await new Blob(this.#files.get(name) ?? []).arrayBuffer());
  }

  open(name: string): Promise<FileWriter> {
    const parts = this.#files.get(name) ?? [];
    this.#files.set(name, parts);
    // Only one page sees this store, and it writes from front to back.
    const write = (bytes: Uint8Array<ArrayBuffer>) => Promise.resolve(void parts.push(bytes));
    return Promise.resolve({ write, close: () => Promise.resolve() });
  }

  remove(name: string): Promise<void> {
    this.#files.delete(name);
    return Promise.resolve();
  }
}
