/**
 * The browser's own storage for one checkpoint, in two files that are written in turn: a crash in mid-write damages the
 * newer one, and the older is whole.
 */

import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../engine/index.js';
import { checkpointFolder } from './checkpoint-folder.js';
import { openSyncFile } from './private-files.js';

const slots = ['a.safetensors', 'b.safetensors'] as const;

export class CheckpointStore {
  #next = 0;

  async save(checkpoint: Checkpoint): Promise<void> {
    const name = slots[this.#next % slots.length] ?? slots[0];
    const file = await openSyncFile(await checkpointFolder(), name);
    try {
      file.truncate(0);
      file.write(encodeCheckpoint(checkpoint));
      file.flush();
    } finally {
      file.close();
    }
    this.#next += 1;
  }

  /** The newest whole checkpoint; the next one is written over the other slot. */
  async load(): Promise<Checkpoint | undefined> {
    const found = await Promise.all(slots.map(readSlot));
    const [first, second] = found.map((checkpoint) => checkpoint?.position.step ?? -1) as [number, number];
    const newest = second > first ? 1 : 0;
    this.#next = newest + 1;
    return found[newest];
  }

  async remove(): Promise<void> {
    const folder = await checkpointFolder();
    for (const name of slots) await folder.removeEntry(name).catch(() => undefined); // it may not be there
  }
}

/** A file that is not there, or was not written to its end, is no checkpoint. */
async function readSlot(name: string): Promise<Checkpoint | undefined> {
  try {
    const file = await (await (await checkpointFolder()).getFileHandle(name)).getFile();
    return decodeCheckpoint(new Uint8Array(await file.arrayBuffer()), name);
  } catch {
    return undefined;
  }
}
