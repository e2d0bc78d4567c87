/** The moments of a training: shows the network that was trained here as it stood between two of its steps. */

import type { EngineWorker } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import type { Look } from './look.js';
import type { Store } from './store.js';

export class Moments {
  /** Never the same again, whatever was loaded since. */
  #revision = 0;
  /** What was asked for last and is not shown yet: a slider asks faster than networks can look. */
  #wanted: { readonly step: number | undefined } | undefined;
  #isShowing = false;

  constructor(
    private readonly engine: EngineWorker,
    private readonly store: Store<AppState>,
    private readonly look: Look,
  ) {}

  /** A training has ended: the network is shown as it is now. */
  async begin(): Promise<void> {
    this.#update({ ...(await this.engine.describeTrained()), step: undefined, revision: (this.#revision += 1) });
  }

  /** Shows it as it stood after so many steps, or at the end; its predictions follow. */
  async show(step: number | undefined): Promise<void> {
    this.#wanted = { step };
    if (this.#isShowing) return;
    this.#isShowing = true;
    try {
      for (let wish = this.#take(); wish; wish = this.#take()) await this.#show(wish.step);
    } catch (error) {
      this.look.report(error);
    } finally {
      this.#isShowing = false;
    }
  }

  async #show(step: number | undefined): Promise<void> {
    await this.engine.showMoment(step);
    const { trained } = this.store.state;
    if (!trained) return;
    this.#update({ ...trained, step, revision: (this.#revision += 1) });
    await this.look.predict();
  }

  #take(): { readonly step: number | undefined } | undefined {
    const wish = this.#wanted;
    this.#wanted = undefined;
    return wish;
  }

  #update(trained: AppState['trained']): void {
    this.store.update({ trained });
  }
}
