/** Experiments: adds them to the queue of their worker, follows what it does, and stops it by ending the worker. */

import { ThawError } from '../../engine/index.js';
import { connectExperiments, type ConnectedExperiments } from '../worker/experiment-client.js';
import type {
  DocumentInput,
  ExperimentProgress,
  ExperimentWorker,
  KeptExperiment,
  Parts,
  ReportFiles,
} from '../worker/experiment-protocol.js';
import type { DataSource } from '../worker/protocol.js';
import { noticeOf, type Notice } from './notice.js';

export interface ExperimentsState {
  readonly kept: readonly KeptExperiment[];
  /** Of the one that is being done. */
  readonly progress: ExperimentProgress | undefined;
  readonly error: Notice | undefined;
}

export class Experiments {
  state: ExperimentsState = { kept: [], progress: undefined, error: undefined };
  #connected: ConnectedExperiments | undefined;
  /** Of work that goes on. */
  #session: object | undefined;

  /** @param onChange is told of every new state. */
  constructor(
    readonly onChange: () => void,
    readonly connect = connectExperiments,
  ) {}

  /** Lists what this browser keeps, and goes on with what waits. */
  open(): Promise<void> {
    return this.#change(() => Promise.resolve());
  }

  add(document: DocumentInput, parts: Parts, source: DataSource | undefined): Promise<void> {
    return this.#change(() => this.#worker.add(document, parts, source));
  }

  continue(name: string, source: DataSource | undefined): Promise<void> {
    return this.#change(() => this.#worker.continue(name, source));
  }

  /** The run that is being done is lost; those before it are kept. What else waits is gone on with. */
  stop(name: string): Promise<void> {
    return this.#change(async () => {
      if (await this.#worker.stop(name)) this.#end();
    });
  }

  delete(name: string): Promise<void> {
    return this.#change(() => this.#worker.delete(name));
  }

  /** Everything that is written about one, as texts by file name. */
  async report(name: string): Promise<ReportFiles | undefined> {
    let files: ReportFiles | undefined;
    await this.#attempt(async () => {
      files = await this.#worker.report(name);
    });
    return files;
  }

  get #worker(): ExperimentWorker {
    this.#connected ??= this.connect((error) => {
      this.#end();
      this.#update({ error: noticeOf(error) });
    });
    return this.#connected.worker;
  }

  #end(): void {
    this.#connected?.end();
    this.#connected = undefined;
    this.#session = undefined;
    this.#update({ progress: undefined });
  }

  /** Changes what is kept, lists it anew, and does what waits then. */
  async #change(work: () => Promise<void>): Promise<void> {
    await this.#attempt(async () => {
      await work();
      await this.#list();
    });
    await this.#work();
  }

  /**
   * Does what waits. One that fails waits no longer, and the next is begun; a worker that is ended never answers, but what
   * it told before may still be on its way.
   */
  async #work(): Promise<void> {
    if (this.#session || !this.state.kept.some(({ status }) => status === 'waiting')) return;
    const session = (this.#session = {});
    const inSession = (show: () => void) => this.#session === session && show();
    let isHere = true;
    try {
      isHere = await this.#worker.work(
        (progress) => inSession(() => this.#update({ progress })),
        (kept) => inSession(() => this.#replace(kept)),
      );
    } catch (error) {
      this.#update({ error: noticeOf(error) });
    }
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#update({ progress: undefined });
    await this.#list().catch(() => undefined); // what went wrong before it is told
    if (isHere) await this.#work();
    else this.#update({ error: noticeOf(inAnotherTab()) });
  }

  #replace(kept: KeptExperiment): void {
    this.#update({ kept: this.state.kept.map((one) => (one.name === kept.name ? kept : one)) });
  }

  async #list(): Promise<void> {
    this.#update({ kept: await this.#worker.list() });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.#update({ error: undefined });
    try {
      await work();
    } catch (error) {
      this.#update({ error: noticeOf(error) });
    }
  }

  #update(change: Partial<ExperimentsState>): void {
    this.state = { ...this.state, ...change };
    this.onChange();
  }
}

function inAnotherTab(): ThawError {
  const remedy = 'They go on there; close that tab to do them here.';
  return new ThawError({ operation: 'experiments', got: 'another tab that does them', expected: 'one', remedy });
}
