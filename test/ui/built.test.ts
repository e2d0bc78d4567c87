/** The built playground: plain files that work from any sub-path of any host. */

import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { serveFolder } from './static-server.js';
import { usePlayground } from './use-playground.js';
import { predictionsAreThere } from './waits.js';

const at = useFolder();
const playground = usePlayground();

beforeAll(async () => {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'silent', build: { outDir: at(), emptyOutDir: true } });
});

test('it opens, loads its model and classifies from below a sub-path', async () => {
  const site = await serveFolder(at(), '/some/where/');
  const { page, faults } = await playground.open({ url: site.url });
  await predictionsAreThere(page);
  expect(faults).toEqual([]);
  await page.close();
  site.close();
});
