/** A gate between steps: closed while training is paused. */

export class Gate {
  #opened: Promise<void> | undefined;
  #open: () => void = () => undefined;

  get isClosed(): boolean {
    return this.#opened !== undefined;
  }

  close(): void {
    this.#opened ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
    this.#opened = undefined;
  }

  /** Lets through who waits, and is closed behind them. */
  openOnce(): void {
    this.open();
    this.close();
  }

  /** Resolves when the gate is open, or the signal aborts. */
  async pass(signal?: AbortSignal): Promise<void> {
    if (!this.#opened || signal?.aborted) return;
    const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([this.#opened, aborted]);
  }
}
