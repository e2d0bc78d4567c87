/** Whether experiments wait to be gone on with: cheap to ask as the page opens. */

export const experimentFolder = 'experiments';
export const waitingEnding = '.waiting';

export async function hasWaitingExperiments(): Promise<boolean> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(experimentFolder);
    for await (const name of folder.keys()) if (name.endsWith(waitingEnding)) return true;
    return false;
  } catch {
    return false; // there is no such folder, or there are no private files
  }
}
