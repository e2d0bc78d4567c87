/** The elements in another page: the plain HTML example of the docs, served as any host would, used as a person would. */

import { cp, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { pointAt, press } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { smallZip } from './small-data.js';
import { serveFolder } from './static-server.js';
import { usePlayground } from './use-playground.js';

const repository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const at = useFolder();
const opened = usePlayground();
const { texts } = opened;
let site: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  const outDir = at('dist/elements');
  await build({ configFile: repository('vite.config.ts'), mode: 'elements', logLevel: 'silent', build: { outDir } });
  // A few drawings in the place of emoji12, which would take a processor minutes.
  await writeFile(at('dist/elements/datasets/emoji12.zip'), await smallZip());
  await cp(repository('docs/elements.html'), at('docs/elements.html'));
  site = await serveFolder(at(), '/some/where/');
  await opened.open({ url: new URL('docs/elements.html', site.url).href });
});

afterAll(() => site.close());

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
