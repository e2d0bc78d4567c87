/**
 * Tuning while nothing else is asked of the engine, for the next time that the page is opened. It stands between the page and
 * its worker to know when that is; whatever is asked meanwhile waits for the product under way and no longer.
 *
 * A software adapter is left alone: its default tiles were measured, and its time is the page's own.
 */

import { defaultRecipe } from '../../engine/index.js';
import type { AdapterReport, EngineWorker } from '../worker/protocol.js';

/** Milliseconds without a call after which the engine counts as idle. */
const idleAfter = 10_000;

/** That tuning may take each time that the page is open. */
const secondsAllowed = 20;

type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>;

export class IdleTuning {
  /** The worker, its calls counted. */
  readonly engine: EngineWorker;
  #pending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #secondsLeft = 0;
  #now: 'waiting' | 'tuning' | 'cancelled' = 'waiting';

  /** @param isBusy whether the adapter has work that does not come through here: experiments have a worker of their own. */
  constructor(
    private readonly worker: EngineWorker,
    private readonly isBusy: () => Promise<boolean>,
  ) {
    const get =
      (calls: Calls, name: string) =>
      (...args: unknown[]) =>
        this.#counted(() => calls[name]?.(...args));
    this.engine = new Proxy(worker as unknown as Calls, { get }) as unknown as EngineWorker;
  }

  /** To be called when the page has shown its first result. */
  begin({ isSoftware }: Pick<AdapterReport, 'isSoftware'>): void {
    if (isSoftware) return;
    this.#secondsLeft = secondsAllowed;
    this.#wait();
  }

  async #counted(call: () => Promise<unknown> | undefined): Promise<unknown> {
    this.#pending += 1;
    clearTimeout(this.#timer);
    this.#cancel();
    try {
      return await call();
    } finally {
      this.#pending -= 1;
      this.#wait();
    }
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#pending > 0 || this.#now !== 'waiting' || this.#secondsLeft <= 0) return;
    this.#timer = setTimeout(() => void this.#tuneUnlessBusy(), idleAfter);
  }

  async #tuneUnlessBusy(): Promise<void> {
    const isBusy = await this.isBusy();
    if (isBusy || this.#pending > 0) this.#wait();
    else await this.#tune();
  }

  async #tune(): Promise<void> {
    const started = performance.now();
    this.#now = 'tuning';
    const request = { batchSize: defaultRecipe.batchSize, seconds: this.#secondsLeft };
    // Nobody asked for it, so nobody is told where it fails.
    await this.worker.tune(request, () => undefined).catch(() => undefined);
    // Unless it was cancelled, all is done that there was time for.
    this.#secondsLeft = this.#wasCancelled() ? this.#secondsLeft - (performance.now() - started) / 1000 : 0;
    this.#now = 'waiting';
    this.#wait();
  }

  #cancel(): void {
    if (this.#now !== 'tuning') return;
    this.#now = 'cancelled';
    void this.worker.cancelTuning();
  }

  #wasCancelled(): boolean {
    return this.#now === 'cancelled';
  }
}
