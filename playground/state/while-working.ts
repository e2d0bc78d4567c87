/** Progress of long work: it travels beside the answer, and what comes after that is of no use. */

import type { Progress } from '../worker/protocol.js';

type Tell = (progress: Progress) => void;

/** Does the work; what it tells is shown until it is done or has failed. */
export async function whileWorking<T>(show: Tell, work: (tell: Tell) => Promise<T>): Promise<T> {
  let isDone = false;
  try {
    return await work((progress) => {
      if (!isDone) show(progress);
    });
  } finally {
    isDone = true;
  }
}
