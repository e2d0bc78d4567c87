/** Where the browser keeps the checkpoints of a training, and whether there are any: cheap to ask as the page opens. */

import { privateFolder } from './private-files.js';

export function checkpointFolder(): Promise<FileSystemDirectoryHandle> {
  return privateFolder('checkpoints');
}

export async function hasCheckpoints(): Promise<boolean> {
  const names = (await checkpointFolder()).keys();
  return (await names.next()).done !== true;
}
