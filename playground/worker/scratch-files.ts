/**
 * Scratch files in the browser's private file system, for cached activations that the GPU has no room for. What a page
 * that was closed left behind goes when the next one opens a file: those in use cannot be removed.
 */

import type { ScratchFile } from '../../engine/index.js';
import { checkRoom, openSyncFile, privateFolder } from './private-files.js';

const folderName = 'scratch';
let count = 0;

export async function openScratchFile(bytes: number): Promise<ScratchFile> {
  await checkRoom('activation cache', bytes, 'Use fewer images, cache as f16, or do not cache.');
  const folder = await privateFolder(folderName);
  if (count === 0) await removeLeftovers(folder);
  const name = `${Date.now()}-${(count += 1)}`;
  const file = await openSyncFile(folder, name);
  return {
    write: (part, at) => void file.write(part, { at }),
    read: (into, at) => void file.read(into, { at }),
    destroy() {
      file.close();
      folder.removeEntry(name).catch(() => undefined); // the next page removes it
    },
  };
}

async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => undefined);
}
