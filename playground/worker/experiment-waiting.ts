/** Whether experiments wait to be gone on with, or are being done: cheap to ask, without their worker. */

export const experimentFolder = 'experiments';
export const waitingEnding = '.waiting';

/** Held by the worker that does experiments, for as long as it does, in whichever tab. */
export const experimentLock = 'thaw-experiments';

export async function isDoingExperiments(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === experimentLock);
}

export async function hasWaitingExperiments(): Promise<boolean> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(experimentFolder);
    for await (const name of folder.keys()) if (name.endsWith(waitingEnding)) return true;
    return false;
  } catch {
    return false; // there is no such folder, or there are no private files
  }
}
