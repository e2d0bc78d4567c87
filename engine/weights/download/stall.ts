/** Ends a try on which nothing comes any more, or that a person cancels, through one signal. */

import { PassingFailure } from './request.js';

export class Stall {
  readonly #silence = new AbortController();
  readonly #seconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal: AbortSignal;

  /** Counts from now on. */
  constructor(seconds: number, cancelled: AbortSignal | undefined) {
    this.#seconds = seconds;
    this.signal = cancelled ? AbortSignal.any([cancelled, this.#silence.signal]) : this.#silence.signal;
    this.restart();
  }

  /** Something has come. */
  restart(): void {
    clearTimeout(this.#timer);
    const silence = new PassingFailure(`nothing for ${this.#seconds} s`);
    this.#timer = setTimeout(() => this.#silence.abort(silence), 1000 * this.#seconds);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
