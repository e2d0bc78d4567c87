/** Saving the data, as they are edited, in a file for the person to keep; one after another, and until cancelled. */

import type { DataSummary, EngineWorker, Progress } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import { savedDataFile } from './data-parts.js';
import { download } from './download.js';
import { noticeOf } from './notice.js';
import type { Store } from './store.js';
import { whileWorking } from './while-working.js';

export class DataSaving {
  #run: { isCancelled: boolean } | undefined;
  /** What is there to be saved. */
  #summary: DataSummary | undefined;

  constructor(
    private readonly engine: Pick<EngineWorker, 'saveData' | 'cancelSavingData'>,
    private readonly store: Store<AppState>,
    private readonly keep = download,
  ) {
    store.subscribe(() => this.#follow());
  }

  async save(): Promise<void> {
    if (this.#run) return;
    const run: { isCancelled: boolean } = { isCancelled: false };
    this.#run = run;
    this.#update({ stage: 'Saving the data', done: 0, total: 0 });
    try {
      const file = await whileWorking(
        (progress) => this.#update(progress),
        (tell) => this.engine.saveData(tell),
      );
      this.keep(file, savedDataFile);
      this.#update(undefined);
    } catch (error) {
      this.#update(undefined, run.isCancelled ? undefined : noticeOf(error).text);
    }
    this.#run = undefined;
  }

  async cancel(): Promise<void> {
    if (this.#run) this.#run.isCancelled = true;
    await this.engine.cancelSavingData();
  }

  /** What could not be done with the data before says nothing of these. */
  #follow(): void {
    const { data, saving } = this.store.state;
    if (data.summary === this.#summary) return;
    this.#summary = data.summary;
    if (saving.error !== undefined) this.#update(saving.progress);
  }

  #update(progress: Progress | undefined, error?: string): void {
    this.store.update({ saving: { progress, error } });
  }
}
