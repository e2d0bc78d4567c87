/** What a person does to the page: presses, types, points, chooses and drops files, keeps a download. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';

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
