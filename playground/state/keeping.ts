/**
 * Keeping the data: what a person brought stays in this browser, with what is changed of it, and is there on the next
 * visit; data that come with the page are only named. One thing is written after the other.
 */

import type { DataEdit, DataSource, EngineWorker } from '../worker/protocol.js';
import type { AppState, KeptState } from './app-state.js';
import { bytesOf, isOwn } from './data-parts.js';
import { noticeOf } from './notice.js';
import type { Store } from './store.js';
import { whileWorking } from './while-working.js';

type Keeper = Pick<EngineWorker, 'findKeptData' | 'keepData' | 'noteOpened' | 'forgetKeptData'>;

export class Keeping {
  #source: DataSource | undefined;
  #edits: readonly DataEdit[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Keeper,
    private readonly store: Store<AppState>,
  ) {
    store.subscribe(() => this.#follow());
  }

  /** Finds what is kept; gives what was open last, if anything. */
  async start(): Promise<DataSource | undefined> {
    const { own, opened } = await this.engine.findKeptData();
    this.#update({ own });
    if (opened?.embedded === undefined) return opened && own?.source;
    return { kind: 'embedded', name: opened.embedded, edits: opened.edits };
  }

  /** The kept data, to be opened again as they were last. */
  async find(): Promise<DataSource | undefined> {
    const { own } = await this.engine.findKeptData();
    this.#update({ own });
    return own?.source;
  }

  /** What is open stays open, and is gone with the page; opened from there, it cannot be decoded anew for another model. */
  forget(): Promise<void> {
    return this.#then(async () => {
      await this.engine.forgetKeptData();
      this.#update({ own: undefined, error: undefined });
    });
  }

  #follow(): void {
    const { data, edits } = this.store.state;
    const { source, summary } = data;
    if (!source || !summary) return;
    const isOther = source !== this.#source;
    if (!isOther && edits === this.#edits) return;
    this.#source = source;
    this.#edits = edits;
    void this.#then(async () => {
      if (isOther) await this.#keep(source, summary.name);
      await this.#note(source, edits);
    });
  }

  /** Own data, unless they have been opened from there. */
  async #keep(source: DataSource, name: string): Promise<void> {
    this.#update({ error: undefined });
    if (!isOwn(source) || source === this.store.state.kept.own?.source) return;
    await whileWorking(
      (progress) => this.#update({ progress }),
      (tell) => this.engine.keepData(source, name, tell),
    );
    this.#update({ own: { name, bytes: bytesOf(source), source } });
  }

  /** Edits of own data that are not kept are not either. */
  async #note(source: DataSource, edits: readonly DataEdit[]): Promise<void> {
    if (isOwn(source) && source !== this.store.state.kept.own?.source) return;
    await this.engine.noteOpened({ embedded: source.kind === 'embedded' ? source.name : undefined, edits });
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue
      .then(work)
      .catch((error: unknown) => this.#update({ error: noticeOf(error).text }))
      .finally(() => this.#update({ progress: undefined }));
    return this.#queue;
  }

  #update(change: Partial<KeptState>): void {
    this.store.update({ kept: { ...this.store.state.kept, ...change } });
  }
}
