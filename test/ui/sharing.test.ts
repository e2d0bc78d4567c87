/** Sharing: the address follows the page and opens it again, the experiment as code, the curves as pictures, lessons. */

import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, downloadOf, openSmallData, press } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, usePlayground } from './use-playground.js';
import { trainingIs } from './waits.js';

const at = useFolder();
const opened = usePlayground();
const { texts } = opened;
let page: Page;

const hash = () => page.evaluate(() => location.hash);
const dialog = 'thaw-share-dialog >>> dialog';

beforeAll(async () => {
  ({ page } = await opened.open({
    url: '/#v=1&freeze=layer2&unfreeze=layer1.0&epochs=7&late=layer2.1.relu_1&late-scale=layer&picture=allium-oreophilum.jpg',
  }));
  await until(
    () => texts('thaw-freeze-editor >>> .figures b'),
    ([first]) => (first ?? '–') !== '–',
  );
});

describe('a link', () => {
  test('opens the page as it was shared', async () => {
    const states = (await texts('thaw-spine >>> .state')).map((text) => text.split(/\s+/).at(-1));
    expect(states).toEqual([
      'frozen',
      'learns',
      ...Array<string>(5).fill('frozen'),
      ...Array<string>(4).fill('learns'),
    ]);
    expect(await page.$eval('>>> #epochs', (input) => (input as HTMLInputElement).value)).toBe('7');
    const layers = await page.$$eval('>>> thaw-layer-pane >>> .chooser select', (all) => all.map((one) => one.value));
    expect(layers).toEqual(['layer1.0.relu_1', 'layer2.1.relu_1']);
    expect(await texts('thaw-picture >>> figcaption b')).toEqual(['Allium oreophilum']);
  });

  test('stays the same while nothing changes, and follows what does', async () => {
    await page.focus('>>> thaw-ice-line >>> .line');
    await page.keyboard.press('Home');
    const now = await until(hash, (text) => text.includes('freeze=layer2') && text.includes('unfreeze=stem,layer1.0'));
    expect(now).toContain('picture=allium-oreophilum.jpg');
    expect(now.length).toBeLessThan(2000);
  });

  test('that is followed within the page changes it', async () => {
    await page.evaluate(() => (location.hash = '#v=1&freeze=none&epochs=3'));
    await until(
      () => page.$eval('>>> #epochs', (input) => (input as HTMLInputElement).value),
      (text) => text === '3',
    );
    expect(await texts('thaw-spine >>> .stage.frozen')).toEqual([]);
    await until(
      () => texts('thaw-picture >>> figcaption b'),
      ([caption]) => caption === 'Boats in Nagasaki',
    );
  });
});

describe('the dialog', () => {
  test('opens with the keyboard, and has the link', async () => {
    await page.keyboard.down('Control');
    await page.keyboard.down('Shift');
    await page.keyboard.press('L');
    await page.keyboard.up('Shift');
    await page.keyboard.up('Control');
    await page.waitForSelector(`>>> ${dialog}`, { visible: true });
    const link = await page.$eval('>>> thaw-share-dialog >>> input[readonly]', (input) => input.value);
    expect(link).toBe(`${opened.origin}/#v=1&freeze=none&epochs=3`);
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  test('has the training as code in three languages', async () => {
    for (const [language, words] of [
      ['Command line', '--freeze none'],
      ['TypeScript', 'import { Engine,'],
      ['PyTorch', '"none", epochs=3'],
    ] as const) {
      await click(page, `::-p-aria([name="${language}"][role="radio"])`);
      expect((await texts('thaw-share-dialog >>> pre'))[0]).toContain(words);
    }
  });

  test('hides parts of the page for a lesson, which the link then says', async () => {
    await click(page, '::-p-aria([name="data"][role="checkbox"])');
    await click(page, '::-p-aria([name="maps of layers"][role="checkbox"])');
    await page.keyboard.press('Escape');
    await until(hash, (text) => text.includes('hide=inspector,data'));
    const isShown = (selector: string) => page.$eval(`>>> ${selector}`, (part) => part.checkVisibility());
    expect(await isShown('.panes')).toBe(false);
    expect(await isShown('[aria-label="Data"]')).toBe(false);
    expect(await faultsInBothThemes(page)).toEqual([]);
    await press(page, 'Show everything');
    expect(await isShown('.panes')).toBe(true);
  });
});

describe('the curves', () => {
  beforeAll(async () => {
    await openSmallData(page, at('drawings.zip'));
    await page.locator('>>> #preset').fill('head');
    await press(page, 'Train');
    await trainingIs(page, 'done', 170);
    await press(page, 'Share');
    await page.waitForSelector(`>>> ${dialog}`, { visible: true });
  }, 200_000);

  test('are saved as an SVG file that draws them', async () => {
    const { name, bytes } = await downloadOf(page, at(), () => press(page, 'Save as SVG'));
    const svg = new TextDecoder().decode(bytes);
    expect(name).toBe('thaw-curves.svg');
    expect(svg.match(/stroke="#925000"/g)).toHaveLength(3);
    const isDrawing = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
      svg,
    );
    expect(isDrawing).toBe(true);
  });

  test('and as a PNG of twice that size', async () => {
    const { name, bytes } = await downloadOf(page, at(), () => press(page, 'Save as PNG'));
    expect(name).toBe('thaw-curves.png');
    const header = new DataView(bytes.buffer, bytes.byteOffset);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([1440, 1200]);
  });
});

testNoFaults(opened);
