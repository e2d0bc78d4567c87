/**
 * Pictures of the playground, always written to test/screenshots. `npm run pictures` writes those of the README too, with
 * a head trained on the whole of emoji12.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, Viewport } from 'puppeteer';
import { beforeAll, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openCloserLook, openFullestCell, openSmallData, press } from './hands.js';
import { until } from './harness.js';
import { encodePalettePng } from './palette-png.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const isForReadme = process.env.npm_lifecycle_event === 'pictures';
const repository = new URL('../../', import.meta.url);
const folders = ['test/screenshots/', ...(isForReadme ? ['docs/'] : [])].map((path) =>
  fileURLToPath(new URL(path, repository)),
);

/** A picture in the README is loaded by everyone who looks at the project. */
const mostBytes = 250_000;

const at = useFolder();
const opened = useOpenPlayground({ height: 1060 });
const { texts } = opened;

beforeAll(async () => {
  for (const folder of folders) await mkdir(folder, { recursive: true });
  await hideScrollbars();
  await dataHave(opened.page, '12 classes');
  // What the training would take is worked out by then, too.
  await until(
    () => texts('thaw-freeze-editor >>> .figures b'),
    ([weights]) => /\d/.test(weights ?? ''),
  );
});

/** As most screens show the page: with scroll bars that take no room. */
async function hideScrollbars(): Promise<void> {
  const session = await opened.page.createCDPSession();
  await session.send('Emulation.setScrollbarsHidden', { hidden: true });
}

/** Writes what is on screen as `name`.png; gives its size in bytes. */
async function picture(name: string): Promise<number> {
  const screenshot = await opened.page.screenshot({ encoding: 'base64' });
  const png = encodePalettePng(await decode(opened.page, screenshot));
  for (const folder of folders) await writeFile(join(folder, `${name}.png`), png);
  return png.length;
}

/** The pixels of a PNG, decoded by the browser that made it. */
async function decode(page: Page, screenshot: string) {
  const { width, height, binary } = await page.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    const { data = [], width = 0, height = 0 } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
    let binary = '';
    for (const byte of data) binary += String.fromCharCode(byte);
    return { width, height, binary };
  }, screenshot);
  return { width, height, data: Buffer.from(binary, 'latin1') };
}

/** Another screen, with the top of the page on it, once everything has its place there. */
async function resize(screen: Viewport): Promise<void> {
  const { page } = opened;
  await page.setViewport(screen);
  await page.evaluate(() => window.scrollTo(0, 0));
  await until(
    () => page.evaluate(() => document.documentElement.scrollWidth),
    (width) => width <= screen.width,
    10,
  );
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

test('looking: the page as it opens', async () => {
  await opened.page.evaluate(() => window.scrollTo(0, 0));
  expect(await picture('playground')).toBeLessThan(mostBytes);
});

test('training: the curves, the confusion matrix and the pictures behind one of its cells, in the dark', async () => {
  const { page } = opened;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  if (!isForReadme) await openSmallData(page, at('drawings.zip'));
  await press(page, 'Train');
  await trainingIs(page, 'done', isForReadme ? 1800 : 120);
  await openFullestCell(page);
  await until(
    () => texts('thaw-sample-grid >>> li'),
    ({ length }) => length > 0,
  );
  await page.mouse.move(0, 0);
  const results = await page.$('>>> section.results');
  await results?.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  expect(await picture('training')).toBeLessThan(mostBytes);
}, 1_900_000);

test('a tablet: where the class is seen, below the maps', async () => {
  const { page } = opened;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await resize({ width: 768, height: 1024 });
  await openCloserLook(page, 'saliency');
  await until(
    () => texts('thaw-saliency >>> .choices b'),
    ({ length }) => length === 1,
  );
  const closer = await page.$('>>> section.closer');
  await closer?.evaluate((element) => element.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await page.mouse.move(0, 0);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await picture('tablet')).toBeLessThan(mostBytes);
  await click(page, '>>> thaw-closer-look >>> summary');
});

test('a phone: everything in one column, as wide as the screen', async () => {
  const { page } = opened;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await resize({ width: 360, height: 780, deviceScaleFactor: 2 });
  expect(await picture('phone')).toBeLessThan(mostBytes);
});
