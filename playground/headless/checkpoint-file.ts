/** Checkpoints of the command line: one file, replaced as a whole each time, and resumed from. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { messageOf, ThawError } from '../../engine/core/errors.js';
import { decodeCheckpoint, type Checkpoint } from '../../engine/train/checkpoint.js';

/** Writes beside the file and renames, so that a file which was there before is never left half overwritten. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, bytes);
  await rename(partial, path);
}

/** @throws ThawError for a file that cannot be read or is no whole checkpoint. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ThawError({ operation: `--resume ${path}`, got: messageOf(error), expected: 'a checkpoint' });
  }
  return decodeCheckpoint(new Uint8Array(bytes), `--resume ${path}`);
}
