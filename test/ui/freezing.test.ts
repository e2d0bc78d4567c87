/** The freeze editor as a person uses it: with the mouse, the keyboard alone and a finger. */

import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { click, press } from './hands.js';
import { faultsInBothThemes, until, type OpenOptions } from './harness.js';
import { testNoFaults, usePlayground } from './use-playground.js';

const opened = usePlayground();
const { texts } = opened;
let page: Page;

/** What the buttons under the tiles say, block by block. */
const states = async () => (await texts('thaw-spine >>> .state')).map((text) => text.split(/\s+/).slice(1).join(' '));
const figures = () => texts('thaw-freeze-editor >>> .figures b');
const learning = async () => (await figures())[0];
const line = '>>> thaw-ice-line >>> .line';
const lineValue = () => page.$eval(line, (element) => Number(element.getAttribute('aria-valuenow')));
const stateButton = (block: number) => `>>> thaw-spine >>> .state[data-index="${block}"]`;

/** Frozen up to the block of that number, the rest learns. */
const cut = (frozen: number) => [...Array<string>(frozen).fill('frozen'), ...Array<string>(11 - frozen).fill('learns')];

/** Waits for the page to be drawn anew. */
async function reach(expected: readonly string[]): Promise<void> {
  await until(states, (all) => all.join() === expected.join(), 20);
}

async function open(options?: OpenOptions): Promise<void> {
  ({ page } = await opened.open(options));
  await until(learning, (weights) => weights === '780');
}

/** The middle of the ice line, on screen. */
async function lineAt(): Promise<{ x: number; y: number }> {
  const element = await page.waitForSelector(line);
  await element?.evaluate((found) => found.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }));
  const box = await element?.boundingBox();
  if (!box) throw new Error('the ice line is not on screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

beforeAll(() => open());

describe('as it opens', () => {
  test('all but the head is frozen, with the figures of such a training', async () => {
    await reach(cut(10));
    const [weights, memory, multiplyAdds, time, saved] = await figures();
    expect(weights).toBe('780');
    expect(memory).toMatch(/^[\d.]+ MB$/);
    expect(multiplyAdds).toMatch(/^[\d.]+ k$/);
    expect(time).toMatch(/^≈ [\d.]+ m?s$/);
    expect(saved).toMatch(/^99\.\d\d %$/);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(page)).toEqual([]);
  });
});

describe('with the mouse', () => {
  test('the ice line is dragged over blocks, which thaw as it passes, and the figures follow', async () => {
    const { x, y } = await lineAt();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 330, y, { steps: 8 });
    await page.mouse.up();
    await reach(cut(7));
    expect(await until(learning, (text) => text !== '780')).toBe('206,476');
  });

  test('a block is thawed within the ice', async () => {
    await click(page, stateButton(2));
    expect(await states()).toEqual(cut(7).map((state, index) => (index === 2 ? 'learns' : state)));
    expect(await lineValue()).toBe(2);
  });

  test('with Shift all blocks from the last one are', async () => {
    await page.keyboard.down('Shift');
    await click(page, stateButton(4));
    await page.keyboard.up('Shift');
    expect((await states()).slice(0, 7)).toEqual([
      'frozen',
      'frozen',
      'learns',
      'learns',
      'learns',
      'frozen',
      'frozen',
    ]);
  });

  test('undo goes back change by change, and redo forth', async () => {
    await press(page, 'Undo');
    await press(page, 'Undo');
    await reach(cut(7));
    await press(page, 'Redo');
    expect((await states())[2]).toBe('learns');
    await press(page, 'Undo');
    await press(page, 'Undo');
    await reach(cut(10));
  });

  test('a whole stage is thawed by its name', async () => {
    await press(page, 'layer3');
    await reach(cut(7));
    await press(page, 'layer3');
    await reach(cut(10));
  });

  test('a preset changes what learns, and can be undone', async () => {
    await page.locator('>>> #preset').fill('all');
    await reach(cut(0));
    await page.locator('>>> #preset').fill('small-different');
    await reach(cut(4));
    await page.locator('>>> #preset').fill('gradual');
    expect((await texts('thaw-freeze-editor >>> .now'))[0]).toMatch(/^4 phases; frozen up to: head, then layer2/);
    await until(learning, (text) => text?.startsWith('780 → 27') ?? false);
    await page.locator('>>> #preset').fill('head');
    await reach(cut(10));
  });
});

describe('the settings of a block', () => {
  const settings = '>>> thaw-block-settings >>> .sheet';

  test('open beside it, with the focus in them', async () => {
    await click(page, '>>> thaw-spine >>> .settings[data-index="8"]');
    await page.waitForSelector(settings, { visible: true });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('THAW-APP');
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  test('thaw a single layer, at a rate and with a batch norm of its own', async () => {
    await page.locator('>>> input[aria-label="layer3.1.bn2 learns"]').click();
    expect((await states())[8]).toBe('in part');
    const rate = page.locator('>>> input[aria-label="Learning rate of layer3.1.bn2, as a multiple"]');
    await rate.fill('0.25');
    await page.keyboard.press('Tab');
    await page.locator('>>> select[aria-label="Batch norm of layer3.1.bn2"]').fill('recalibrate');
    const said = await until(
      () => texts('thaw-spine >>> .settings[data-index="8"]'),
      ([text]) => text?.includes('0.25') ?? false,
    );
    expect(said[0]?.replaceAll(/\s+/g, ' ')).toBe('Settings of layer3.1: × 0.25 · BN mixed');
  });

  test('close with Escape, and give the focus back', async () => {
    await page.keyboard.press('Escape');
    await until(
      () => page.$$(settings),
      ({ length }) => length === 0,
    );
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    expect((await states())[8]).toBe('learns');
  });
});

describe('with the keyboard alone', () => {
  beforeAll(async () => {
    await page.locator('>>> #preset').fill('head');
    await page.focus(line);
  });

  test('the arrow keys move the ice line, Home and End to the ends', async () => {
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
    await reach(cut(7));
    await page.keyboard.press('Home');
    await reach(cut(0));
    await page.keyboard.press('End');
    await reach(cut(10));
  });

  test('the keys of the page undo and redo', async () => {
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await reach(cut(10));
    await page.keyboard.down('Shift');
    await page.keyboard.press('Z');
    await page.keyboard.up('Shift');
    await page.keyboard.up('Control');
    expect(await states()).not.toEqual(cut(10));
    await page.locator('>>> #preset').fill('head');
  });

  test('a question mark opens the sheet of keys', async () => {
    await page.focus(line);
    await page.keyboard.press('?');
    const rows = await until(
      () => texts('thaw-shortcut-sheet >>> th'),
      ({ length }) => length > 0,
    );
    expect(rows).toContain('Ctrl+Shift+Z');
    expect(await faultsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

describe('with a finger, on a phone', () => {
  beforeAll(async () => {
    await open({ width: 360 });
    await page.bringToFront(); // a page behind another feels the finger, but takes no tap for a click
  });

  test('the ice line follows it', async () => {
    const { x, y } = await lineAt();
    const touch = await page.touchscreen.touchStart(x, y);
    await touch.move(x - 120, y);
    await touch.end();
    await reach(cut(9));
  });

  test('a tap thaws a block', async () => {
    await until(learning, (text) => text === '74,764'); // a tap right after a drag is part of it
    const button = await page.waitForSelector(stateButton(7));
    await button?.evaluate((found) => found.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }));
    const isThawed = () => until(states, (all) => all[7] === 'learns', 5).then(Boolean, () => false);
    let isDone = false;
    // On a slow machine a tap may take so long that the browser holds it for a long press, which thaws nothing.
    for (let tries = 0; tries < 3 && !isDone; tries++) {
      await button?.tap();
      isDone = await isThawed();
    }
    expect(isDone).toBe(true);
  });
});

testNoFaults(opened);
