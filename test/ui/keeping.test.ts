/** A person's own data over a reload: there again as they were edited, forgotten when asked, refused where there is no room. */

import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { openData, press } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { longestTask } from './longest-task.js';
import { manyPictures, smallZip } from './small-data.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();

beforeAll(async () => {
  await writeFile(at('drawings.zip'), await smallZip());
  await writeFile(at('many.zip'), manyPictures(5000));
  await dataHave(opened.page, '12 classes', 120);
}, 240_000);

const texts = (selector: string) => opened.texts(`thaw-data-panel >>> ${selector}`);
const keptSays = (words: RegExp, seconds = 60) =>
  until(
    () => texts('.kept p'),
    ([text]) => words.test(text ?? ''),
    seconds,
  );

describe('own data', () => {
  test('are kept, which is told with their size', async () => {
    await openData(opened.page, at('drawings.zip'), '3 classes');
    await keptSays(/^Kept in this browser: drawings\.zip, [\d.]+ kB$/);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });

  test('are there after a reload, with what was edited of them', async () => {
    await press(opened.page, 'Edit…');
    await press(opened.page, 'Delete class');
    await dataHave(opened.page, '2 classes');
    await opened.page.keyboard.press('Escape');
    await opened.page.reload();
    await dataHave(opened.page, '2 classes', 120);
    expect((await texts('header p'))[0]).toBe('drawings.zip (edited)');
  });

  test('give way to others, and are opened again', async () => {
    await press(opened.page, 'emoji12');
    await dataHave(opened.page, '12 classes');
    await press(opened.page, 'Open drawings.zip');
    await dataHave(opened.page, '2 classes');
  });

  test('are forgotten when that is asked for', async () => {
    await press(opened.page, 'Forget drawings.zip');
    await keptSays(/^Your own pictures are kept/);
    await opened.page.reload();
    await dataHave(opened.page, '12 classes', 120);
  });
});

describe('where the storage has no room', () => {
  test('that is said with numbers, and the data are open all the same', async () => {
    const session = await opened.page.createCDPSession();
    const { origin } = opened;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
    await openData(opened.page, at('drawings.zip'), '3 classes');
    await keptSays(/^keep the data: got [\d.]+ MB, expected at most 0\.0 MB, what the browser's storage has left/);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  });
});

describe('ten thousand pictures', () => {
  test('are opened, kept and there again without a stall', async () => {
    const bring = async () => {
      await openData(opened.page, at('many.zip'), '2 classes', 150);
      await keptSays(/^Kept in this browser: many\.zip/);
    };
    expect(await longestTask(opened.page, bring)).toBeLessThan(100);
  });
});

testNoFaults(opened);
