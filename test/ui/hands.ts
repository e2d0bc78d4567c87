/** What a person does to the page: presses, types, points, opens data and tabs, trains, drops files, keeps a download. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { textsOf, until } from './harness.js';
import { smallClasses, smallZip } from './small-data.js';
import { dataHave } from './waits.js';

/** Clicks on the first element that the selector finds, in the middle of the window, as soon as it can be pressed. */
export async function click(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(selector);
  // At the foot of the window it may lie under the task bar.
  await element?.evaluate((found) => found.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await page.locator(selector).click();
}

/** Presses the button of that name. */
export async function press(page: Page, name: string): Promise<void> {
  await click(page, `::-p-aria([name="${name}"][role="button"])`);
}

/** Replaces what stands in the field of that label. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await page.locator(`::-p-aria([name="${label}"][role="textbox"])`).fill(text);
}

/** Clicks on the first of the fullest cells of the confusion matrix; gives the number of its pictures. */
export async function openFullestCell(page: Page): Promise<number> {
  const matrix = '>>> thaw-confusion-matrix >>> ';
  const rows = await page.$$eval(`${matrix}tbody tr`, (all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
  );
  const most = Math.max(...rows.flat());
  const row = rows.findIndex((cells) => cells.includes(most));
  const column = rows[row]?.indexOf(most) ?? -1;
  await click(page, `${matrix}tbody tr:nth-child(${row + 1}) > td:nth-of-type(${column + 1})`);
  return most;
}

/** Presses a button that asks for files, and chooses them. */
export async function choose(page: Page, button: string, paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), press(page, button)]);
  await chooser.accept(paths);
}

/** Opens a data set from a file, until its panel has such a figure, as in `3 classes`. */
export async function openData(page: Page, path: string, figure: string, seconds?: number): Promise<void> {
  await choose(page, '.zip or .bin…', [path]);
  await dataHave(page, figure, seconds);
}

/** Opens the drawings of three classes from a file that it writes, once the data that the page comes with are there. */
export async function openSmallData(page: Page, path: string, seconds?: number): Promise<void> {
  await writeFile(path, await smallZip());
  await dataHave(page, '12 classes', seconds);
  await openData(page, path, `${smallClasses.length} classes`, seconds);
}

/** Starts a training of so many epochs, with the button of that name. */
export async function train(page: Page, epochs: number, button = 'Train'): Promise<void> {
  await type(page, 'Epochs', String(epochs));
  await press(page, button);
}

/** Opens the closer look at one of its tabs, which come later than the button that opens it. */
export async function openCloserLook(page: Page, tab: string): Promise<void> {
  await click(page, '>>> thaw-closer-look >>> summary');
  const tabs = `>>> thaw-inspector >>> #tab-${tab}`;
  await until(
    () => textsOf(page, tabs),
    ({ length }) => length === 1,
  );
  await click(page, tabs);
}

/** Drags files over the page and lets go of them at a place of it. */
export async function drop(page: Page, paths: string[], x = 400, y = 40): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await session.detach();
}

/** Lets the mouse rest at a place of an element, given in shares of its width and height. */
export async function pointAt(page: Page, selector: string, across = 0.5, down = 0.5): Promise<void> {
  const element = await page.waitForSelector(selector);
  await element?.scrollIntoView();
  const box = await element?.boundingBox();
  if (!box) throw new Error(`${selector} is not on screen`);
  await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
}

export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The file that the browser saves into `folder` after `act`. */
export async function downloadOf(page: Page, folder: string, act: () => Promise<void>): Promise<Download> {
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  const name = new Promise<string>((resolve) => {
    let suggested = '';
    session.on('Browser.downloadWillBegin', ({ suggestedFilename }) => (suggested = suggestedFilename));
    session.on('Browser.downloadProgress', ({ state }) => {
      if (state === 'completed') resolve(suggested);
    });
  });
  await act();
  const bytes = await readFile(join(folder, await name));
  await session.detach();
  return { name: await name, bytes };
}
