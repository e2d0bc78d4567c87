/** What Ctrl+C does: it breaks a command off, or lets work that can end early do so with what it has reached. */

/** Thrown into a command that is broken off. */
export class Interrupted extends Error {}

export class Interruption {
  readonly #broken: Promise<never>;
  #break: () => void = () => undefined;
  #cancel: (() => void) | undefined;
  #signal: NodeJS.Signals | undefined;

  constructor() {
    this.#broken = new Promise<never>((_, reject) => {
      this.#break = () => {
        reject(new Interrupted('Interrupted.'));
      };
    });
    this.#broken.catch(() => undefined);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        this.#receive(signal);
      });
  }

  /** 128 + the signal's number, as shells have it; `undefined` where there was none. */
  get exitCode(): number | undefined {
    const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
    return this.#signal && 128 + (numbers[this.#signal] ?? 0);
  }

  /** The result of `work`; rejects with `Interrupted` when it is broken off. */
  breakable<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#broken]);
  }

  /** While `work` runs, the first Ctrl+C calls `cancel` instead, after which `work` is to end by itself; a second breaks. */
  async cancellable<T>(work: Promise<T>, cancel: () => void): Promise<T> {
    this.#cancel = cancel;
    try {
      return await work;
    } finally {
      this.#cancel = undefined;
    }
  }

  #receive(signal: NodeJS.Signals): void {
    this.#signal = signal;
    const cancel = this.#cancel ?? this.#break;
    this.#cancel = undefined;
    cancel();
  }
}
