/** How long a stage will still take, judged by its pace so far. */

import type { Progress } from '../worker/protocol.js';

/** Before that a pace says little, and a stage that is over by then needs no forecast. In seconds. */
const leastElapsed = 3;

export class StageClock {
  #began: { readonly progress: Progress; readonly at: number } | undefined;

  /** Seconds until the stage is done; `undefined` while that cannot be told. To be asked whenever it has moved on. */
  secondsLeft(progress: Progress | undefined, now = performance.now() / 1000): number | undefined {
    if (!progress || progress.stage !== this.#began?.progress.stage || progress.done < this.#began.progress.done) {
      this.#began = progress && { progress, at: now };
      return undefined;
    }
    const elapsed = now - this.#began.at;
    const done = progress.done - this.#began.progress.done;
    if (elapsed < leastElapsed || done === 0) return undefined;
    return (elapsed / done) * Math.max(0, progress.total - progress.done);
  }
}
