/** The bundled Chromium: unpacked once, whole, also when two processes start at the same moment. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bundledChromium,
  hasBundledChromium,
  type BundledChromium,
} from '../../playground/headless/bundled-chromium.js';

const run = promisify(execFile);
let cache = '';

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'thaw-cache-'));
});

afterEach(() => rm(cache, { recursive: true, force: true }));

async function versionOf({ executablePath, environment }: BundledChromium): Promise<string> {
  return (await run(executablePath, ['--version'], { env: { ...process.env, ...environment } })).stdout.trim();
}

describe.runIf(hasBundledChromium())('unpacking', () => {
  test('two starts on an empty cache both get the same, working browser, and leave nothing else behind', async () => {
    const told: string[] = [];
    const start = () => bundledChromium((folder) => told.push(folder), [cache]);
    const [first, second] = await Promise.all([start(), start()]);
    expect(first).toEqual(second);
    expect(told).toHaveLength(2);
    expect(await versionOf(first)).toContain('147.');
    expect(await readdir(cache)).toHaveLength(1);

    await bundledChromium((folder) => told.push(folder), [cache]);
    expect(told).toHaveLength(2);
  });

  test('where the first cache folder cannot be written, the next is taken; what a killed process left is removed', async () => {
    await writeFile(join(cache, 'file'), '');
    await mkdir(join(cache, 'unpacking-abandoned'));
    await utimes(join(cache, 'unpacking-abandoned'), 0, 0);
    await mkdir(join(cache, 'unpacking-now'));
    const { executablePath } = await bundledChromium(undefined, [join(cache, 'file', 'thaw'), cache]);
    expect(executablePath.startsWith(cache)).toBe(true);
    expect(existsSync(join(cache, 'unpacking-abandoned'))).toBe(false);
    expect(existsSync(join(cache, 'unpacking-now'))).toBe(true);
  });

  test('where no cache folder can be written, the error says what to do', async () => {
    await writeFile(join(cache, 'file'), '');
    await expect(bundledChromium(undefined, [join(cache, 'file', 'thaw')])).rejects.toThrow('set XDG_CACHE_HOME');
  });
});
