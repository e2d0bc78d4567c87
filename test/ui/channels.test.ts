/** Channel by channel: maps sorted and coloured by what their channels are like. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointAt } from './hands.js';
import {
  faultsInBothThemes,
  startPlayground,
  textsOf,
  until,
  type OpenedPlayground,
  type Playground,
} from './harness.js';

let playground: Playground;
let opened: OpenedPlayground;

const late = '>>> thaw-layer-pane >>> section[aria-label="Late layer"]';
const texts = (selector: string) => textsOf(opened.page, selector);
const rules = async () => (await texts(`${late} .legend .rule`)).map((text) => text.replaceAll(/\s+/g, ' '));

beforeAll(async () => {
  playground = await startPlayground();
  opened = await playground.open({ height: 1400, url: '/#v=1&late-order=maximum' });
  await until(
    () => texts('>>> thaw-layer-pane >>> .legend'),
    (legends) => legends.length === 2 && legends.every((legend) => legend.includes('to')),
  );
});

afterAll(() => playground.close());

describe('sorted maps', () => {
  test('say their rule, and the layer in figures', async () => {
    const [, order = ''] = await rules();
    expect(order).toMatch(/^largest maximum first mean [\d.e-]+ · \d+ of 64 channels dead \([\d.]+ %\)$/);
  });

  test('name the true channel where they are pointed at: the first is the one with the largest value', async () => {
    await pointAt(opened.page, `${late} >>> canvas`, 0.05, 0.05);
    const [readout = ''] = await until(
      () => texts(`${late} .readout`),
      ([text = '']) => text.startsWith('channel'),
    );
    const [colours = '', order = ''] = await rules();
    const channel = /channel (\d+)/.exec(readout)?.[1];
    const largest = new RegExp(`channel ${channel}: ([\\d.]+)`).exec(order)?.[1];
    expect(colours).toContain(`channel ${channel} on its own range`);
    expect(colours.endsWith(`to ${largest}`)).toBe(true);
  });

  test('are sorted anew and coloured over the network by the keyboard, and the address says so', async () => {
    const { page } = opened;
    await page.mouse.move(0, 0);
    await page.focus(`${late} >>> thaw-map-view >>> select`);
    await page.keyboard.type('share');
    await page.focus(`${late} >>> thaw-map-view >>> input:checked`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const [colours] = await until(rules, ([rule = '']) => rule.includes('all layers'));
    expect(colours).toMatch(/^one range for all layers without a sign, viridis layer: /);
    await until(
      () => page.evaluate(() => location.hash),
      (hash) => hash === '#v=1&late-scale=network&late-order=zeros',
    );
    const [, order = ''] = await until(rules, ([, rule = '']) => rule.startsWith('most values'));
    expect(order).toContain('most values not above zero first');
    expect(await faultsInBothThemes(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});
