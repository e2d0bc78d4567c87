/** Loads elements when they are first asked for; where that fails, the page is told. */

import { emit } from './events.js';

/** Whether the elements of a module are there now. */
export async function loadElements(host: EventTarget, load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (error) {
    emit(host, 'thaw-error', { error });
    return false;
  }
}
