/** Where the time goes: every kernel in a roofline and a table; tiles that are timed and kept. */

import { beforeAll, describe, expect, test } from 'vitest';
import { click, openCloserLook } from './hands.js';
import { faultsInBothThemes, textsOf, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { mapsAreThere } from './waits.js';

const opened = useOpenPlayground({ height: 1400 });

const panel = '>>> thaw-kernel-profile';
const tuning = `${panel} >>> thaw-tile-tuning`;
const texts = (selector: string) => textsOf(opened.page, selector);
const press = (selector: string) => click(opened.page, selector);

beforeAll(async () => {
  await mapsAreThere(opened.page);
  await openCloserLook(opened.page, 'profile');
});

describe('the kernels of a look', () => {
  const rows = () => texts(`${panel} >>> .scroller tbody tr`);

  test('are timed, each in a row of the table, with what the adapter does at best', async () => {
    await press(`${panel} >>> button.primary`);
    const found = await until(rows, ({ length }) => length > 0, 120);
    expect(found.length).toBeGreaterThan(20);
    const [summary = ''] = await texts(`${panel} >>> p:nth-of-type(2)`);
    expect(summary.replace(/\s+/g, ' ')).toMatch(
      new RegExp(
        `^${found.length} launches take [\\d.]+ ms for 0\\.06 GFLOP.* at best [\\d.]+ GFLOP/s and [\\d.]+ GB/s`,
      ),
    );
  });

  test('lie under the roofs of arithmetic and memory', async () => {
    const [label = ''] = await opened.page.$$eval(`${panel} >>> svg.roofline`, (found) =>
      found.map((plot) => plot.getAttribute('aria-label')),
    );
    expect(label).toMatch(
      /^Roofline: \d+ kernels? under the roof of arithmetic, \d+ kernels? under the roof of memory/,
    );
    const titles = await texts(`${panel} >>> svg.roofline circle title`);
    expect(titles.length).toBeGreaterThan(20);
    expect(titles[0]).toMatch(/^[\w.]+, conv2d: [\d.]+ GFLOP\/s, \d+ % of its roof$/);
  });

  test('are sorted by their time when that is asked for', async () => {
    await press(`${panel} >>> input[type=checkbox]`);
    const times = await texts(`${panel} >>> .scroller tbody td:nth-child(3)`);
    const numbers = times.map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test('have nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });
});

test('timing a training step can be cancelled', async () => {
  await press(`${panel} >>> .segmented label:nth-of-type(2)`);
  await press(`${panel} >>> button.primary`);
  await until(
    () => texts(`${panel} >>> [role=status]`),
    ([status = '']) => status.startsWith('Timing kernels'),
    120,
  );
  await press(`${panel} >>> button:not(.primary)`);
  const [status] = await until(
    () => texts(`${panel} >>> [role=status]`),
    ([words = '']) => words !== '' && !words.startsWith('Timing'),
  );
  expect(status).toMatch(/got a cancelled one/);
});

// The tiles of a product are a dozen kernels, which a software adapter compiles for seconds each.
test('tiles are timed until it is enough, and kept in the browser', { timeout: 600_000 }, async () => {
  await press(`${tuning} >>> button`);
  await until(
    () => texts(`${tuning} >>> tbody tr`),
    ({ length }) => length > 0,
    280,
  );
  await press(`${tuning} >>> button`);
  const [status = ''] = await until(
    () => texts(`${tuning} >>> [role=status]`),
    ([words = '']) => words.endsWith('have their tiles.'),
    280,
  );
  const [, timed, known] = /^(\d+) products were timed; (\d+) have/.exec(status) ?? [];
  expect(timed).toBe(known);
  expect(await keptTiles()).toBe(Number(known));
  expect(opened.faults).toEqual([]);
});

/** The products in the one table of the browser's database. */
function keptTiles(): Promise<number> {
  return opened.page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('thaw-tiles');
        opening.onerror = () => reject(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('tiles').objectStore('tiles').getAll();
          reading.onsuccess = () => resolve((reading.result as { tiles: unknown[] }[])[0]?.tiles.length ?? 0);
        };
      }),
  );
}
