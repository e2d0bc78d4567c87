/** A person's own data over a reload: there again as they were edited, forgotten when asked, refused where there is no room. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, press } from './hands.js';
import {
  accessibilityFaults,
  startPlayground,
  textsOf,
  until,
  type OpenedPlayground,
  type Playground,
} from './harness.js';
import { longestTask } from './longest-task.js';
import { manyPictures, smallZip } from './small-data.js';

let playground: Playground;
let opened: OpenedPlayground;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-keeping-'));
  await writeFile(join(folder, 'drawings.zip'), await smallZip());
  await writeFile(join(folder, 'many.zip'), manyPictures(5000));
  playground = await startPlayground();
  opened = await playground.open();
  await figuresSay('12 classes', 120);
}, 240_000);

afterAll(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

const texts = (selector: string) => textsOf(opened.page, `>>> thaw-data-panel >>> ${selector}`);
const keptSays = (words: RegExp, seconds = 60) =>
  until(
    () => texts('.kept p'),
    ([text]) => words.test(text ?? ''),
    seconds,
  );
const figuresSay = (words: string, seconds = 60) =>
  until(
    () => texts('.figures'),
    ([text]) => text?.includes(words) ?? false,
    seconds,
  );

describe('own data', () => {
  test('are kept, which is told with their size', async () => {
    await choose(opened.page, '.zip or .bin…', [join(folder, 'drawings.zip')]);
    await figuresSay('3 classes');
    await keptSays(/^Kept in this browser: drawings\.zip, [\d.]+ kB$/);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });

  test('are there after a reload, with what was edited of them', async () => {
    await press(opened.page, 'Edit…');
    await press(opened.page, 'Delete class');
    await figuresSay('2 classes');
    await opened.page.keyboard.press('Escape');
    await opened.page.reload();
    await figuresSay('2 classes', 120);
    expect((await texts('header p'))[0]).toBe('drawings.zip (edited)');
  });

  test('give way to others, and are opened again', async () => {
    await press(opened.page, 'emoji12');
    await figuresSay('12 classes');
    await press(opened.page, 'Open drawings.zip');
    await figuresSay('2 classes');
  });

  test('are forgotten when that is asked for', async () => {
    await press(opened.page, 'Forget drawings.zip');
    await keptSays(/^Your own pictures are kept/);
    await opened.page.reload();
    await figuresSay('12 classes', 120);
  });
});

describe('where the storage has no room', () => {
  test('that is said with numbers, and the data are open all the same', async () => {
    const session = await opened.page.createCDPSession();
    const { origin } = playground;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
    await choose(opened.page, '.zip or .bin…', [join(folder, 'drawings.zip')]);
    await figuresSay('3 classes');
    await keptSays(/^keep the data: got [\d.]+ MB, expected at most 0\.0 MB, what the browser's storage has left/);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  });
});

describe('ten thousand pictures', () => {
  test('are opened, kept and there again without a stall', async () => {
    const bring = async () => {
      await choose(opened.page, '.zip or .bin…', [join(folder, 'many.zip')]);
      await figuresSay('2 classes', 150);
      await keptSays(/^Kept in this browser: many\.zip/);
    };
    expect(await longestTask(opened.page, bring)).toBeLessThan(100);
  });
});

test('nothing was logged, and nothing was fetched from another host', () => {
  expect(opened.faults).toEqual([]);
});
