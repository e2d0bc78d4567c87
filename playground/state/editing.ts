/**
 * Editing the data: the list of edits is part of the state, and so of what is undone. The worker is told of every new
 * list, one after the other, and what is shown of the data follows its answers.
 */

import type { DataEdit, DataSource, DataSummary, EngineWorker } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import { withoutEdits } from './history.js';
import type { Look } from './look.js';
import type { Planning } from './planning.js';
import type { Store } from './store.js';
import { expectIdle } from './training.js';

export class Editing {
  /** The data that are loaded, and the edits of them that the worker knows. */
  #source: DataSource | undefined;
  #known: readonly DataEdit[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Pick<EngineWorker, 'editData' | 'thumbnails'>,
    private readonly store: Store<AppState>,
    private readonly look: Look,
    private readonly planning: Planning,
  ) {
    store.subscribe(() => this.#follow());
  }

  /**
   * Makes an edit, unless a training runs; one that cannot be made is told of and leaves the data as they are. Notices of
   * earlier work are done with.
   */
  edit(edit: DataEdit): Promise<void> {
    return this.#then(async () => {
      this.store.update({ notices: [] });
      const { training, edits: before } = this.store.state;
      expectIdle(training, 'edit the data');
      const edits = [...before, edit];
      const summary = await this.engine.editData(edits);
      // Otherwise something was undone or loaded meanwhile, and the worker is told of that next.
      if (this.store.state.edits !== before) return;
      this.planning.record();
      this.#known = edits;
      await this.#show(edits, summary);
    });
  }

  /** Other data come with edits of their own, or none; undo and redo bring those of before back. */
  #follow(): void {
    const { data, edits, history } = this.store.state;
    if (data.source !== this.#source) {
      this.#source = data.source;
      this.#known = data.source?.edits ?? [];
      const now = { ...this.store.state, edits: this.#known };
      this.store.update({ edits: now.edits, history: withoutEdits(history, now) });
    } else if (edits !== this.#known) {
      this.#known = edits;
      void this.#then(async () => {
        const summary = await this.engine.editData(edits);
        if (this.store.state.edits === edits) await this.#show(edits, summary);
      });
    }
  }

  async #show(edits: readonly DataEdit[], summary: DataSummary): Promise<void> {
    this.store.update({ edits, data: { ...this.store.state.data, summary } });
    await this.#showSamplesAnew();
  }

  /** Opened samples say which class they are of by now. */
  async #showSamplesAnew(): Promise<void> {
    const { samples } = this.store.state;
    if (!samples) return;
    const thumbnails = await this.engine.thumbnails(samples.thumbnails.map(({ name }) => name));
    if (this.store.state.samples === samples) this.store.update({ samples: { ...samples, thumbnails } });
  }

  /** One thing after the other; what fails is told of. */
  #then(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: unknown) => this.look.report(error));
    return this.#queue;
  }
}
