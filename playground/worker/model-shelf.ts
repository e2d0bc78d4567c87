/** The models that this browser keeps, and the one download that is on its way to them. */

import {
  KeptFiles,
  reportZoo,
  ThawError,
  type Engine,
  type FileStore,
  type Progress,
  type ZooReport,
} from '../../engine/index.js';
import { openPrivateStore } from './private-store.js';

export class ModelShelf {
  readonly #store = openPrivateStore('models');
  #download: AbortController | undefined;

  get store(): Promise<FileStore> {
    return this.#store;
  }

  async report(): Promise<ZooReport> {
    return reportZoo(await this.#store);
  }

  /** Rejects with an `AbortError` when it is cancelled. */
  async download(engine: Engine, name: string, tell: (progress: Progress) => void): Promise<void> {
    if (this.#download) {
      throw new ThawError({ operation: name, got: 'a second download', expected: 'one at a time' });
    }
    this.#download = new AbortController();
    try {
      await engine.fetch(name, tell, { signal: this.#download.signal });
    } finally {
      this.#download = undefined;
    }
  }

  cancel(): void {
    this.#download?.abort();
  }

  /** @param fileName of the file, not of the model. */
  async delete(fileName: string): Promise<void> {
    await new KeptFiles(await this.#store).delete(fileName);
  }

  async clear(): Promise<void> {
    await new KeptFiles(await this.#store).clear();
  }
}
