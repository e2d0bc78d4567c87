/**
 * Lets errors keep their parts on the way to the page. Comlink carries an error's name, message and stack; with this, in
 * the worker, a `ThawError`'s complaint travels too and arrives as the property `complaint` of the error that is thrown.
 */

import { transferHandlers } from 'comlink';
import { ThawError } from '../../engine/index.js';

interface Thrown {
  readonly value: unknown;
}

/** Called once, in the worker, before anything is exposed. */
export function carryComplaints(): void {
  const plain = transferHandlers.get('throw');
  if (plain === undefined) return;
  transferHandlers.set('throw', {
    ...plain,
    serialize(thrown: Thrown) {
      const { value } = thrown;
      if (!(value instanceof ThawError)) return plain.serialize(thrown);
      const { name, message, stack, complaint } = value;
      return [{ isError: true, value: { name, message, stack, complaint } }, []];
    },
  });
}
