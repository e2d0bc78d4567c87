/** More contrast, asked for by the system or on the page, and the few colours of a system that forces its own. */

import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { click, openCloserLook, press } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave } from './waits.js';

const opened = useOpenPlayground();

beforeAll(() => dataHave(opened.page, '12 classes', 120), 240_000);

/** Puppeteer's own emulation knows neither of the two. */
async function emulate(page: Page, features: Readonly<Record<string, string>>): Promise<void> {
  const session = await page.createCDPSession();
  const wanted = Object.entries(features).map(([name, value]) => ({ name, value }));
  await session.send('Emulation.setEmulatedMedia', { features: wanted });
  await new Promise((resolve) => setTimeout(resolve, 400));
}

const colourOf = (selector: string, property: 'color' | 'backgroundColor' | 'outlineStyle') =>
  opened.page.$eval(`>>> ${selector}`, (element, name) => getComputedStyle(element)[name], property);

const enhanced = ['color-contrast-enhanced'];

describe('where the system wants more contrast', () => {
  test.each(['light', 'dark'])('text has 7 : 1 in the %s theme, and axe-core finds nothing else', async (theme) => {
    await emulate(opened.page, { 'prefers-contrast': 'more', 'prefers-color-scheme': theme });
    expect(await colourOf('thaw-app', 'color')).toBe(theme === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)');
    expect(await accessibilityFaults(opened.page, enhanced)).toEqual([]);
  });

  test('numbers on a colour scale have it too', async () => {
    await openCloserLook(opened.page, 'similarity');
    await press(opened.page, 'Compare its blocks');
    await until(
      () => opened.texts('thaw-block-similarity >>> td'),
      ({ length }) => length > 0,
      120,
    );
    expect(await accessibilityFaults(opened.page, enhanced)).toEqual([]);
    await click(opened.page, '>>> thaw-closer-look >>> summary');
  });

  test('the page says so, and can do without', async () => {
    const pressed = () => opened.page.$eval('>>> [aria-label="More contrast"]', (button) => button.ariaPressed);
    expect(await pressed()).toBe('true');
    await press(opened.page, 'More contrast');
    expect(await pressed()).toBe('false');
    expect(await colourOf('thaw-app', 'color')).not.toBe('rgb(255, 255, 255)');
  });
});

describe('where it is chosen on the page', () => {
  test('it is there on the next visit, before anything is drawn', async () => {
    await emulate(opened.page, { 'prefers-color-scheme': 'light' });
    await press(opened.page, 'More contrast');
    expect(await colourOf('thaw-app', 'color')).toBe('rgb(0, 0, 0)');
    await opened.page.reload();
    expect(await opened.page.$eval('html', ({ dataset }) => dataset.contrast)).toBe('more');
    await dataHave(opened.page, '12 classes', 120);
  });
});

describe('where the system forces its colours', () => {
  test.each(['light', 'dark'])('axe-core finds nothing, with %s ones', async (theme) => {
    await emulate(opened.page, { 'forced-colors': 'active', 'prefers-color-scheme': theme });
    expect(await accessibilityFaults(opened.page, enhanced)).toEqual([]);
  });

  test('the focus has an outline instead of a shadow', async () => {
    await opened.page.focus('>>> [aria-label="More contrast"]');
    await opened.page.keyboard.press('Tab');
    await opened.page.keyboard.down('Shift');
    await opened.page.keyboard.press('Tab');
    await opened.page.keyboard.up('Shift');
    expect(await colourOf('[aria-label="More contrast"]', 'outlineStyle')).toBe('solid');
  });

  test('what is frozen is told apart by hatching and by a word', async () => {
    const grounds = (name: string) =>
      opened.page.$$eval(`>>> thaw-spine >>> .stage.${name}`, (all) =>
        all.map((stage) => getComputedStyle(stage).backgroundImage.includes('repeating-linear-gradient')),
      );
    expect(await grounds('frozen')).toContain(true);
    expect(await grounds('frozen')).not.toContain(false);
    const states = await opened.texts('thaw-spine >>> .mask .state');
    expect(new Set(states.map((text) => text.split(/\s+/).at(-1)))).toEqual(new Set(['frozen', 'learns']));
  });
});

testNoFaults(opened);
