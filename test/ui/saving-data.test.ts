/** Saving the data as they are edited: what is dropped into a fresh page is what was saved; and the code that names it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, click, downloadOf, drop, press, type } from './hands.js';
import {
  faultsInBothThemes,
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
  folder = await mkdtemp(join(tmpdir(), 'thaw-saving-'));
  await writeFile(join(folder, 'drawings.zip'), await smallZip());
  await writeFile(join(folder, 'many.zip'), manyPictures());
  await writeFile(join(folder, 'train.bin'), records([0, 0, 3, 3]));
  await writeFile(join(folder, 'test.bin'), records([0, 3, 5]));
  playground = await startPlayground();
  opened = await playground.open();
  await figuresSay('12 classes');
}, 240_000);

afterAll(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

/** CIFAR-10 records of those classes, each of its own shades. */
function records(labels: readonly number[]): Uint8Array {
  return Buffer.concat(
    labels.map((label, place) => Uint8Array.of(label, ...Array.from({ length: 3072 }, (_, at) => place * 40 + at))),
  );
}

const texts = (selector: string) => textsOf(opened.page, `>>> ${selector}`);
/** Numbers whole: 12 classes are not 2. */
const figuresSay = (words: string) =>
  until(
    () => texts('thaw-data-panel >>> .figures'),
    ([text]) => new RegExp(`\\b${words}\\b`).test(text ?? ''),
    120,
  );
/** `bird 8 4`: the classes by name, each with its pictures to train on and to test with. */
const classRows = async () => {
  const rows = await texts('thaw-data-panel >>> .classes tbody tr');
  return rows.map((row) => row.split(/\s+/).join(' ')).sort();
};
const lineSays = (words: RegExp) =>
  until(
    () => texts('thaw-data-panel >>> .save p'),
    ([text]) => words.test(text ?? ''),
    60,
  );

const save = (button: string) => downloadOf(opened.page, folder, () => press(opened.page, button));

async function bring(...names: string[]): Promise<void> {
  await choose(
    opened.page,
    '.zip or .bin…',
    names.map((name) => join(folder, name)),
  );
}

/** Moves the first two birds to the clothing, renames the birds and deletes the buildings. */
async function edit(): Promise<void> {
  const { page } = opened;
  await press(page, 'Edit…');
  await until(
    () => texts('thaw-data-editor >>> [role="option"] .caption'),
    ({ length }) => length > 0,
  );
  await page.focus('>>> thaw-data-editor >>> thaw-picture-grid >>> .scroller');
  await page.keyboard.press('Space');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  const targets = '>>> thaw-data-editor >>> thaw-sample-actions >>> select';
  const list = (await page.waitForSelector(targets, { visible: true })) as ElementHandle<HTMLSelectElement>;
  await list.select('clothing');
  await press(page, 'Move');
  await type(page, 'Name of the class', 'sea/air');
  await page.keyboard.press('Enter');
  await click(page, '>>> thaw-data-editor >>> nav li:nth-child(2) button');
  await press(page, 'Delete class');
  await figuresSay('2 classes');
  await page.keyboard.press('Escape');
}

const edited = ['clothing 10 4', 'sea/air 6 4'];

describe('edited data', () => {
  test('are saved as class folders, each picture as the file that it was', async () => {
    await bring('drawings.zip');
    await figuresSay('3 classes');
    await edit();
    expect(await classRows()).toEqual(edited);
    const { name, bytes } = await save('Save as zip');
    expect(name).toBe('my-data.zip');
    const files = Object.entries(unzipSync(bytes));
    const count = (start: string) => files.filter(([path]) => path.startsWith(start)).length;
    const folders = ['train/sea%2Fair/', 'train/clothing/', 'test/sea%2Fair/', 'test/clothing/'];
    expect(folders.map(count)).toEqual([6, 10, 4, 4]);
    const before = new Set(Object.values(unzipSync(await smallZip())).map((content) => String(content)));
    expect(files.filter(([, content]) => !before.has(String(content)))).toEqual([]);
  });

  test('are read by code from that file: the page says so, and saves it there too', async () => {
    await press(opened.page, 'Share');
    const dialog = 'thaw-share-dialog >>> ';
    await opened.page.waitForSelector(`>>> ${dialog}.save`, { visible: true });
    expect((await texts(`${dialog}.save p`))[0]).toMatch(/^The code reads my-data\.zip: your data as they are now/);
    expect((await texts(`${dialog}pre`))[0]).toContain('--data my-data.zip');
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    expect((await save('Save the data as my-data.zip')).name).toBe('my-data.zip');
    await opened.page.keyboard.press('Escape');
  });

  test('are the same in a fresh page that they are dropped into', async () => {
    await opened.page.close();
    opened = await playground.open();
    // This browser keeps those that were edited.
    await figuresSay('2 classes');
    await press(opened.page, 'emoji12');
    await figuresSay('12 classes');
    await drop(opened.page, [join(folder, 'my-data.zip')]);
    await figuresSay('2 classes');
    expect(await classRows()).toEqual(edited);
    expect(await texts('thaw-data-panel >>> header p')).toEqual(['my-data.zip']);
    expect(await texts('thaw-data-panel >>> .figures .quiet-text')).toEqual([]);
  });
});

describe('rows of a CIFAR-10 file', () => {
  test('are saved as PNG, pixel for pixel', async () => {
    await bring('train.bin');
    await figuresSay('10 classes');
    const files = unzipSync((await save('Save as zip')).bytes);
    expect(Object.keys(files).map((path) => path.split('/').slice(0, 2).join('/'))).toEqual([
      'train/airplane',
      'train/cat',
      'test/airplane',
      'test/cat',
    ]);
    const [path = '', png = new Uint8Array()] = Object.entries(files)[0] ?? [];
    const row = Number(/#(\d)/.exec(path)?.[1]);
    const red = await opened.page.evaluate(async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const context = new OffscreenCanvas(32, 32).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return [...(context?.getImageData(0, 0, 32, 32).data ?? [])].filter((_, at) => at % 4 === 0);
    }, Array.from(png));
    expect(red).toEqual(Array.from({ length: 1024 }, (_, at) => (row * 40 + at) % 256));
  });

  test('cannot be saved where a class has none to learn from: that is said until the data change', async () => {
    await bring('train.bin', 'test.bin');
    await figuresSay('3 test');
    await press(opened.page, 'Save as zip');
    await lineSays(/class folder "dog": got pictures to test with only.*Delete the class/);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });
});

describe('thousands of pictures', () => {
  test('are saved without a stall, and given up when that is asked for', async () => {
    await bring('many.zip');
    await figuresSay('2 classes');
    await lineSays(/Take the data with you/);
    let bytes = new Uint8Array();
    const longest = await longestTask(opened.page, async () => {
      bytes = Uint8Array.from((await save('Save as zip')).bytes);
    });
    expect(longest).toBeLessThan(100);
    expect(Object.keys(unzipSync(bytes))).toHaveLength(3000);
    await press(opened.page, 'Save as zip');
    await lineSays(/Saving the data, \d+ %/);
    await press(opened.page, 'Cancel saving the data');
    await opened.page.waitForSelector('::-p-aria([name="Save as zip"][role="button"])');
    expect(await texts('thaw-data-panel >>> .save [role="status"]')).toEqual(['']);
  });
});

test('nothing was logged, and nothing was fetched from another host', () => {
  expect(opened.faults).toEqual([]);
});
