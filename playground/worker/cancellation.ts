/** Long work of one kind, one after another: what begins ends what went on before, and a person may end it too. */

import { ThawError } from '../../engine/index.js';

export class Cancellation {
  #abort = new AbortController();

  /** @param operation what is cancelled, for errors. */
  constructor(readonly operation = 'inspection') {}

  /** The signal of what begins now. */
  start(): AbortSignal {
    this.cancel();
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  cancel(): void {
    const expected = 'it to end';
    this.#abort.abort(new ThawError({ operation: this.operation, got: 'a cancelled one', expected }));
  }
}
