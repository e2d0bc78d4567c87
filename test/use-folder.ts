/** A temporary folder for the tests of a file. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Makes one before the tests and removes it after them; gives paths in it, and its own for no names. */
export function useFolder(): (...names: readonly string[]) => string {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-test-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  return (...names) => join(folder, ...names);
}
