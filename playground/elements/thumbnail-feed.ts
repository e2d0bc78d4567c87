/**
 * Thumbnails for what is in sight, asked for in chunks: what has gone out of sight meanwhile is not asked for, and what
 * was seen last is kept.
 */

import type { Thumbnail } from '../worker/protocol.js';

const chunkSize = 32;
/** As many pixels are kept, in bytes. */
const mostBytes = 64e6;

export class ThumbnailFeed {
  readonly #kept = new Map<string, Thumbnail>();
  #wanted: readonly string[] = [];
  #isAsking = false;

  /** @param onArrival is told of every chunk that has come. */
  constructor(
    private readonly ask: (names: readonly string[]) => Promise<readonly Thumbnail[]>,
    private readonly onArrival: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  get(name: string): Thumbnail | undefined {
    return this.#kept.get(name);
  }

  /** Says what is in sight now. */
  want(names: readonly string[]): void {
    this.#wanted = names;
    if (!this.#isAsking) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#isAsking = true;
    try {
      for (;;) {
        const missing = this.#wanted.filter((name) => !this.#kept.has(name)).slice(0, chunkSize);
        if (missing.length === 0) return;
        for (const thumbnail of await this.ask(missing)) this.#kept.set(thumbnail.name, thumbnail);
        this.#forget();
        this.onArrival();
      }
    } catch (error) {
      // What cannot be had is not asked for again until something else is in sight.
      this.#wanted = [];
      this.onError(error);
    } finally {
      this.#isAsking = false;
    }
  }

  /** Those that came first go first, unless they are in sight. */
  #forget(): void {
    const wanted = new Set(this.#wanted);
    let bytes = [...this.#kept.values()].reduce((sum, { pixels }) => sum + pixels.length, 0);
    for (const [name, { pixels }] of this.#kept) {
      if (bytes <= mostBytes) return;
      if (wanted.has(name)) continue;
      this.#kept.delete(name);
      bytes -= pixels.length;
    }
  }
}
