/** The elements in another page: the plain HTML example of the docs, served as any host would, used as a person would. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pointAt, press } from './hands.js';
import {
  accessibilityFaults,
  startPlayground,
  textsOf,
  until,
  type OpenedPlayground,
  type Playground,
} from './harness.js';
import { smallZip } from './small-data.js';
import { serveFolder } from './static-server.js';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
let folder = '';
let site: Awaited<ReturnType<typeof serveFolder>>;
let playground: Playground;
let opened: OpenedPlayground;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-elements-'));
  const outDir = join(folder, 'dist/elements');
  await build({ configFile: at('vite.config.ts'), mode: 'elements', logLevel: 'silent', build: { outDir } });
  // A few drawings in the place of emoji12, which would take a processor minutes.
  await writeFile(join(outDir, 'datasets/emoji12.zip'), await smallZip());
  await cp(at('docs/elements.html'), join(folder, 'docs/elements.html'));
  site = await serveFolder(folder, '/some/where/');
  playground = await startPlayground();
  opened = await playground.open({ url: new URL('docs/elements.html', site.url).href });
});

afterAll(async () => {
  await playground.close();
  site.close();
  await rm(folder, { recursive: true, force: true });
});

const texts = (selector: string) => textsOf(opened.page, `>>> ${selector}`);

test('it classifies a photograph and reads the value that is pointed at', async () => {
  await until(
    () => texts('#status'),
    ([status]) => status?.includes('%') ?? false,
    180,
  );
  let across = 0.1;
  await until(
    // Until the maps are drawn, there is nothing to point at.
    async () => {
      await pointAt(opened.page, '>>> thaw-feature-maps >>> canvas', (across += 0.01), 0.1);
      return texts('#value');
    },
    ([value]) => /^layer1\.0\S*, channel \d+, row \d+, column \d+: -?\d/.test(value ?? ''),
  );
}, 200_000);

test('a preset changes what would be trained, and the figures of it', async () => {
  const figures = () => texts('thaw-freeze-editor >>> [part=figures] b');
  const before = await figures();
  await opened.page.select('>>> #preset', 'last-stage');
  await until(figures, ([trainable]) => trainable !== before[0]);
});

test('it trains, and draws the curves as they come', async () => {
  await opened.page.select('>>> #preset', 'head');
  await press(opened.page, 'Train for 5 epochs on emoji12');
  await until(
    () => texts('#status'),
    ([status]) => status?.includes('of the test pictures are right') ?? false,
    150,
  );
  await opened.page.locator('>>> thaw-training-chart >>> summary').click();
  await until(
    () => texts('thaw-training-chart >>> tbody tr'),
    ({ length }) => length === 5,
  );
  expect(await accessibilityFaults(opened.page)).toEqual([]);
  expect(opened.faults).toEqual([]);
}, 180_000);
