/** Work of the engine that an element starts and tells of: how far it is, or why it failed. It redraws its host. */

import type { ReactiveControllerHost } from 'lit';
import { messageOf } from '../../engine/index.js';
import { whileWorking } from '../state/while-working.js';
import type { Progress } from '../worker/protocol.js';
import { printProgress } from './format.js';

export class LongWork {
  isRunning = false;
  #progress: Progress | undefined;
  #refusal = '';

  constructor(readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>) {}

  /** How far it is, or why it failed. */
  get words(): string {
    return this.#refusal || (this.#progress ? printProgress(this.#progress) : '');
  }

  /** Does the work; what it throws is told in `words`. */
  async run(work: (tell: (progress: Progress) => void) => Promise<void>): Promise<void> {
    this.#change(true, '');
    let refusal = '';
    try {
      await whileWorking((progress) => {
        this.#progress = progress;
        this.host.requestUpdate();
      }, work);
    } catch (error) {
      refusal = messageOf(error);
    }
    this.#change(false, refusal);
  }

  #change(isRunning: boolean, refusal: string): void {
    this.isRunning = isRunning;
    this.#refusal = refusal;
    this.#progress = undefined;
    this.host.requestUpdate();
  }
}
