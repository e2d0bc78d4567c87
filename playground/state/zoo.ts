/** The zoo: opens its dialog, downloads and loads a model, deletes what is kept; what goes wrong is told in the dialog. */

import type { EngineWorker, ModelSource, Progress, ZooReport } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import type { Look } from './look.js';
import { noticeOf, type Notice } from './notice.js';
import type { Store } from './store.js';
import { expectIdle } from './training.js';
import { whileWorking } from './while-working.js';

export interface ZooState {
  readonly isOpen: boolean;
  /** Undefined until it is first opened. */
  readonly report: ZooReport | undefined;
  readonly download: { readonly name: string; readonly progress: Progress } | undefined;
  readonly error: Notice | undefined;
  /** Whether what is loaded from the dialog comes without its head. */
  readonly leavesOutHead: boolean;
}

export const closedZoo: ZooState = {
  isOpen: false,
  report: undefined,
  download: undefined,
  error: undefined,
  leavesOutHead: false,
};

export class Zoo {
  constructor(
    private readonly engine: EngineWorker,
    private readonly store: Store<AppState>,
    private readonly look: Look,
  ) {}

  async open(): Promise<void> {
    this.#update({ isOpen: true, error: undefined, leavesOutHead: false });
    await this.#attempt(() => Promise.resolve());
  }

  /** What of a model is not to be loaded: that is chosen in the dialog, and counts for what comes from there. */
  get leaveOut(): ModelSource['leaveOut'] {
    const { isOpen, leavesOutHead } = this.store.state.zoo;
    return isOpen && leavesOutHead ? 'head' : undefined;
  }

  leaveOutHead(leavesOutHead: boolean): void {
    this.#update({ leavesOutHead });
  }

  /** A download goes on, and its model is loaded when it is there. */
  close(): void {
    this.#update({ isOpen: false });
  }

  /** Loads a model by its name, once it is there. */
  async choose(name: string): Promise<void> {
    const { leaveOut } = this;
    if (!(await this.#attempt(() => this.#download(name)))) return;
    this.close();
    await this.look.loadModel({ kind: 'zoo', name, leaveOut });
  }

  async cancel(): Promise<void> {
    await this.#attempt(() => this.engine.cancelDownload());
  }

  async delete(fileName: string): Promise<void> {
    await this.#attempt(() => this.engine.deleteKept(fileName));
  }

  async clear(): Promise<void> {
    await this.#attempt(() => this.engine.clearKept());
  }

  async #download(name: string): Promise<void> {
    expectIdle(this.store.state.training, 'load model');
    const tell = (progress: Progress) => {
      this.#update({ download: { name, progress } });
      this.store.update({ progress });
    };
    tell({ stage: `Downloading ${name}`, done: 0, total: 0 });
    try {
      await whileWorking(tell, (telling) => this.engine.downloadModel(name, telling));
    } finally {
      this.#update({ download: undefined });
      this.store.update({ progress: undefined });
    }
  }

  /** Does it, and looks what is kept then. Being cancelled is no error: the person wanted it. */
  async #attempt(work: () => Promise<void>): Promise<boolean> {
    this.#update({ error: undefined });
    try {
      await work();
      return true;
    } catch (error) {
      const isCancelled = error instanceof Error && error.name === 'AbortError';
      if (!isCancelled) this.#fail(error);
      return false;
    } finally {
      await this.#refresh();
    }
  }

  async #refresh(): Promise<void> {
    try {
      this.#update({ report: await this.engine.zoo() });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** In the dialog, or over the page where that was closed meanwhile. */
  #fail(error: unknown): void {
    if (this.store.state.zoo.isOpen) this.#update({ error: noticeOf(error) });
    else this.look.report(error);
  }

  #update(change: Partial<ZooState>): void {
    this.store.update({ zoo: { ...this.store.state.zoo, ...change } });
  }
}
