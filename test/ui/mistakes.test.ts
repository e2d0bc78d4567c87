/** Bad input: one clear notice each, and the model, the picture and the data stay as they were. */

import { readFile, writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainPicture } from '../cli/pictures.js';
import { embeddedModel } from '../embedded-model.js';
import { useFolder } from '../use-folder.js';
import { drop, press } from './hands.js';
import { until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;
let before: string[];

beforeAll(async () => {
  await dataHave(opened.page, '12 classes');
  before = await whatIsThere();
});

const notices = () => texts('thaw-notice >>> .parts');
const dataErrors = () => texts('thaw-data-panel >>> .error');

/** The model, the picture with what is said of it, and the data, in the page's own words. */
async function whatIsThere(): Promise<string[]> {
  const parts = [
    'thaw-network-line >>> h2',
    'thaw-picture >>> figcaption',
    'thaw-predictions >>> li',
    'thaw-data-panel >>> header p',
    'thaw-data-panel >>> tbody tr',
  ];
  return (await Promise.all(parts.map(texts))).flat();
}

/** Puts files into the folder and drops them on the page. */
async function dropFiles(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) await writeFile(at(name), bytes);
  await drop(
    opened.page,
    Object.keys(files).map((name) => at(name)),
  );
}

describe('files that are no pictures and no model', () => {
  const letters = Array.from({ length: 20 }, (_, index) => [`letter-${index}.txt`, strToU8('Dear all,')] as const);

  test.each([
    ['20 files of other kinds', () => Object.fromEntries(letters), /got 20 files \(20 \.txt\)/],
    ['a text by the name of a picture', () => ({ 'cat.png': strToU8('no cat') }), /cat\.png|picture|image/],
    [
      'weights that are cut short',
      async () => ({ 'half.safetensors': (await readFile(embeddedModel)).subarray(0, 500_000) }),
      /half\.safetensors.*The file is cut short/s,
    ],
  ] as const)('%s', async (_, files, words) => {
    await dropFiles(await files());
    const [notice, ...others] = await until(notices, ({ length }) => length > 0);
    expect(notice).toMatch(words);
    expect(notice).toMatch(/got .*, expected /s);
    expect(others).toEqual([]);
    expect(await whatIsThere()).toEqual(before);
    await press(opened.page, 'Dismiss');
    expect(await until(notices, ({ length }) => length === 0)).toEqual([]);
  });
});

describe('archives that are no data set', () => {
  const picture = plainPicture(0x336699);

  test.each([
    ['without a picture', 'notes.zip', { 'a.txt': strToU8('a'), 'b.txt': strToU8('b') }, /none of them an image/],
    ['with an empty class', 'pets.zip', { 'cat/1.png': picture, 'dog/': new Uint8Array() }, /class folder "dog"/],
  ] as const)('a zip %s', async (_, name, entries, words) => {
    await dropFiles({ [name]: zipSync(entries) });
    const [error] = await until(dataErrors, ([text]) => text?.includes(name) ?? false);
    expect(error).toMatch(words);
    expect(error).toMatch(/emoji12 is still here\.$/);
    expect(await notices()).toEqual([]);
    expect(await whatIsThere()).toEqual(before);
  });

  test('say so where it is seen, wherever they were dropped', async () => {
    const box = await opened.page.$('>>> thaw-data-panel >>> .error');
    expect(await box?.isIntersectingViewport()).toBe(true);
  });
});

test('nothing was logged', () => {
  expect(opened.faults).toEqual([]);
});
