/** The built playground: plain files that work from any sub-path of any host. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlayground, textsOf, until, type Playground } from './harness.js';
import { serveFolder } from './static-server.js';

let folder = '';
let playground: Playground;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-site-'));
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  playground = await startPlayground();
});

afterAll(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

test('it opens, loads its model and classifies from below a sub-path', async () => {
  const site = await serveFolder(folder, '/some/where/');
  const { page, faults } = await playground.open({ url: site.url });
  await until(
    () => textsOf(page, '>>> thaw-predictions >>> li'),
    (rows) => rows.some((row) => row.includes('%')),
  );
  expect(faults).toEqual([]);
  await page.close();
  site.close();
});
