/** Editing the data as a person does it: classes, pictures, duplicates, and what was taken for something else. */

import { writeFile } from 'node:fs/promises';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openData, press, type } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { longestTask } from './longest-task.js';
import { manyPictures, smallZip } from './small-data.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(async () => {
  await writeFile(at('drawings.zip'), await untidyZip());
  await writeFile(at('many.zip'), manyPictures());
  await dataHave(opened.page, '12 classes', 120);
  await openData(opened.page, at('drawings.zip'), '3 classes');
}, 240_000);

/** Drawings of three classes; two birds are there again, one of them to test with and one as a building; one file is broken. */
async function untidyZip(): Promise<Uint8Array> {
  const files = unzipSync(await smallZip());
  const [first, second] = Object.keys(files).filter((path) => path.startsWith('train/bird/'));
  return zipSync({
    ...files,
    'test/bird/again.png': files[first ?? ''] ?? new Uint8Array(),
    'train/building/no-building.png': files[second ?? ''] ?? new Uint8Array(),
    'train/bird/broken.png': strToU8('no picture'),
  });
}

const figures = () => texts('thaw-data-panel >>> .figures');
const duplicates = () => texts('thaw-data-panel >>> .duplicates b');
const classes = () => texts('thaw-data-editor >>> nav ul:first-child button');
const editorSays = async () => (await texts('thaw-data-editor >>> .title p'))[0];
const selected = async () => (await texts('thaw-data-editor >>> thaw-sample-actions >>> p'))[0];
const options = () => texts('thaw-data-editor >>> [role="option"] .caption');

const grid = '>>> thaw-data-editor >>> thaw-picture-grid >>> .scroller';

/** Chooses an option of a list. */
async function pick(selector: string, value: string): Promise<void> {
  const list = (await opened.page.waitForSelector(`>>> ${selector}`)) as ElementHandle<HTMLSelectElement>;
  await list.select(value);
}

/** Waits for the colours of either theme, which may take a while to arrive, and holds them against axe-core. */
const isAccessible = () =>
  until(
    () => faultsInBothThemes(opened.page),
    ({ length }) => length === 0,
    30,
  );

/** Opens the editor with its first class. */
async function edit(): Promise<void> {
  await press(opened.page, 'Edit…');
  await until(options, ({ length }) => length > 0);
}

async function close(): Promise<void> {
  await opened.page.keyboard.press('Escape');
  await until(
    () => texts('thaw-data-editor'),
    ({ length }) => length === 0,
  );
}

describe('the data panel', () => {
  test('says what stands there twice and what is broken', async () => {
    expect((await figures())[0]?.split(/\s{2,}/)).toEqual(['3 classes', '25 train', '13 test']);
    expect(await duplicates()).toEqual(['1 picture in train and test', '1 picture under two classes']);
    expect(await texts('thaw-data-panel >>> .skipped li code')).toEqual(['train/bird/broken.png']);
  });

  test('takes the copies of one kind away with one press, and undo brings them back', async () => {
    await press(opened.page, 'Remove the copies of 1 picture in train and test');
    await until(duplicates, ({ length }) => length === 1);
    expect((await figures())[0]).toMatch(/24\s+train/);
    await press(opened.page, 'Undo');
    await until(duplicates, ({ length }) => length === 2);
  });
});

describe('classes', () => {
  test('are listed with their pictures', async () => {
    await edit();
    expect((await classes()).map((row) => row.split(/\s+/).slice(0, 2))).toEqual([
      ['bird', '13'],
      ['building', '13'],
      ['clothing', '12'],
    ]);
    expect(await until(options, ({ length }) => length === 13)).toEqual([
      ...Array<string>(8).fill('train'),
      ...Array<string>(5).fill('test'),
    ]);
  });

  test('have nothing for axe-core to find, in either theme', async () => {
    await isAccessible();
  });

  test('are renamed in their place, and undo is in reach', async () => {
    await type(opened.page, 'Name of the class', 'fowl');
    await opened.page.keyboard.press('Enter');
    await until(classes, ([first]) => first?.startsWith('fowl') ?? false);
    expect(await editorSays()).toBe('drawings.zip (edited): 25 to train on, 13 to test with');
    await press(opened.page, 'Undo');
    await until(classes, ([first]) => first?.startsWith('bird') ?? false);
    expect(await editorSays()).toMatch(/^drawings\.zip: /);
  });

  test('cannot have a name that is taken: the dialog says so, and nothing is changed', async () => {
    await type(opened.page, 'Name of the class', 'building');
    await opened.page.keyboard.press('Enter');
    const [notice] = await until(
      () => texts('thaw-data-editor >>> thaw-notice >>> .parts'),
      ({ length }) => length > 0,
    );
    expect(notice).toMatch(/got "building", which is another class/);
    expect((await classes())[0]).toMatch(/^bird/);
    await press(opened.page, 'Dismiss');
  });

  test('are merged into another, and deleted', async () => {
    await pick('thaw-data-editor >>> .tools select', 'building');
    await until(classes, ({ length }) => length === 2);
    expect((await classes())[0]).toMatch(/^building\s+26/);
    await press(opened.page, 'Delete class');
    const [notice] = await until(
      () => texts('thaw-data-editor >>> thaw-notice >>> .parts'),
      ({ length }) => length > 0,
    );
    expect(notice).toMatch(/got 1 class left, expected at least 2/);
    await press(opened.page, 'Undo');
    await until(classes, ({ length }) => length === 3);
    await press(opened.page, 'Delete class');
    await until(classes, ({ length }) => length === 2);
    await press(opened.page, 'Undo');
    await until(classes, ({ length }) => length === 3);
    await close();
  });
});

describe('pictures', () => {
  test('are selected with the keyboard, and moved to another class', async () => {
    await edit();
    const { keyboard } = opened.page;
    await opened.page.focus(grid);
    await keyboard.press('Space');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await keyboard.down('Shift');
    await keyboard.press('ArrowRight');
    await keyboard.up('Shift');
    await until(selected, (words) => words === '3 selected');
    await pick('thaw-data-editor >>> thaw-sample-actions >>> select', 'clothing');
    await press(opened.page, 'Move');
    await until(classes, ([first]) => /^bird\s+10/.test(first ?? ''));
    expect((await classes())[2]).toMatch(/^clothing\s+15/);
    expect(await selected()).toBe('0 selected');
  });

  test('are selected with the mouse, with Shift from one to another, and removed', async () => {
    await click(opened.page, `${grid} >>> [data-place="1"]`);
    await opened.page.keyboard.down('Shift');
    await click(opened.page, `${grid} >>> [data-place="4"]`);
    await opened.page.keyboard.up('Shift');
    await until(selected, (words) => words === '4 selected');
    await press(opened.page, 'Remove');
    await until(classes, ([first]) => /^bird\s+6/.test(first ?? ''));
  });

  test('are all selected at once; a class keeps one to learn from', async () => {
    await opened.page.focus(grid);
    await opened.page.keyboard.down('Control');
    await opened.page.keyboard.press('a');
    await opened.page.keyboard.up('Control');
    await until(selected, (words) => words === '6 selected');
    await press(opened.page, 'Remove');
    const [notice] = await until(
      () => texts('thaw-data-editor >>> thaw-notice >>> .parts'),
      ({ length }) => length > 0,
    );
    expect(notice).toMatch(/got no picture left to learn "bird" from/);
    await press(opened.page, 'Dismiss');
    expect((await classes())[0]).toMatch(/^bird\s+6/);
    await press(opened.page, 'Undo');
    await until(classes, ([first]) => /^bird\s+10/.test(first ?? ''));
    await press(opened.page, 'Undo');
    await until(classes, ([first]) => /^bird\s+13/.test(first ?? ''));
    await close();
  });
});

describe('duplicates', () => {
  test('are looked at side by side, their copies selected', async () => {
    await press(opened.page, 'Look at 1 picture under two classes');
    expect(await until(options, ({ length }) => length === 2)).toEqual(['bird', 'building']);
    await until(selected, (words) => words === '1 selected');
    await isAccessible();
    await press(opened.page, 'Remove');
    await until(options, ({ length }) => length === 0);
    await close();
    expect(await duplicates()).toEqual(['1 picture in train and test']);
  });
});

describe('training', () => {
  const shown = () => texts('thaw-sample-grid >>> .true-class');

  test('is on the edited data, which stay as they are as long as it goes on', async () => {
    await type(opened.page, 'Epochs', '5000');
    await press(opened.page, 'Train');
    await trainingIs(opened.page, 'running', 120);
    expect(await texts('thaw-data-panel >>> .sources p')).toEqual(['Fixed while a training runs.']);
    await edit();
    await until(selected, (words) => words === 'Fixed while a training runs.');
    await close();
    await press(opened.page, 'Cancel');
    await trainingIs(opened.page, 'cancelled', 120);
    expect(await texts('thaw-run-list >>> .facts')).toEqual([expect.stringContaining('drawings.zip (edited)')]);
  });

  test('shows what it took for what: opened pictures get another class, for the next training', async () => {
    const fullest = (await texts('thaw-confusion-matrix >>> td')).findIndex((count) => Number(count) > 1);
    const [row, column] = [Math.floor(fullest / 3) + 1, (fullest % 3) + 1];
    await click(opened.page, `>>> thaw-confusion-matrix >>> tr:nth-child(${row}) > td:nth-of-type(${column})`);
    const before = await until(shown, ({ length }) => length > 1);
    await click(opened.page, '>>> thaw-sample-grid >>> li:first-child input');
    await pick('thaw-sample-grid >>> thaw-sample-actions >>> select', before[0] === 'bird' ? 'clothing' : 'bird');
    await press(opened.page, 'Move');
    const after = await until(shown, ([first]) => first?.startsWith('now') ?? false);
    expect(after.slice(1)).toEqual(before.slice(1));
    await isAccessible();
    await click(opened.page, '>>> thaw-sample-grid >>> li:first-child input');
    await press(opened.page, 'Remove');
    await until(shown, ([first]) => first?.endsWith('removed') ?? false);
    await press(opened.page, 'Undo');
    await press(opened.page, 'Undo');
    await until(shown, ([first]) => first === before[0]);
  });
});

describe('thousands of pictures', () => {
  test('are scrolled through without a stall', async () => {
    await openData(opened.page, at('many.zip'), '2 classes', 120);
    await edit();
    const scroll = () =>
      opened.page.$eval(grid, async (scroller) => {
        for (let top = 0; top < scroller.scrollHeight; top += 300) {
          scroller.scrollTop = top;
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      });
    expect(await longestTask(opened.page, scroll)).toBeLessThan(50);
    const drawn = () => opened.page.$$eval(`${grid} >>> canvas`, (all) => all.map(({ width }) => width));
    const widths = await until(drawn, (all) => all.every((width) => width > 0));
    expect(widths.length).toBeLessThan(200);
  });
});

testNoFaults(opened);
