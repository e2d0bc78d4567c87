/** Weights files that the command line reads itself: that takes no GPU, and so no browser. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OpenBeside } from '../../engine/weights/weight-file.js';
import { oneFile } from './named-files.js';

export interface LocalWeights {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Opens what lies in the same folder. */
  readonly beside: OpenBeside;
}

/** @throws ThawError where there is no such file, or one that may not be read. */
export async function readLocalWeights(path: string): Promise<LocalWeights> {
  const { source, path: name } = await oneFile('weights', path);
  return { name, bytes: new Uint8Array(await readFile(source)), beside: openIn(dirname(source)) };
}

/** Names with a path in them, which could lead anywhere, are not there. */
function openIn(folder: string): OpenBeside {
  return async (name) => {
    if (name !== basename(name)) return undefined;
    try {
      return new Uint8Array(await readFile(join(folder, name)));
    } catch {
      return undefined;
    }
  };
}
