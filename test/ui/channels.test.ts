/** Channel by channel: maps sorted and coloured, filters and how training changed them, and what excites a channel. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openCloserLook, openSmallData, pointAt, press } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { mapsAreThere } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground({ height: 1400, url: '/#v=1&epochs=1&late-order=maximum' });

const late = 'thaw-layer-pane >>> section[aria-label="Late layer"]';
const rules = () => opened.words(`${late} .legend .rule`);

beforeAll(async () => {
  await openSmallData(opened.page, at('drawings.zip'), 100);
  await mapsAreThere(opened.page);
}, 180_000);

describe('sorted maps', () => {
  test('say their rule, and the layer in figures', async () => {
    const [, order = ''] = await rules();
    expect(order).toMatch(/^largest maximum first mean [\d.e-]+ · \d+ of 64 channels dead \([\d.]+ %\)$/);
  });

  test('name the true channel where they are pointed at: the first is the one with the largest value', async () => {
    await pointAt(opened.page, `>>> ${late} >>> canvas`, 0.05, 0.05);
    const [readout = ''] = await until(
      () => opened.texts(`${late} .readout`),
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
    await page.focus(`>>> ${late} >>> thaw-map-view >>> label:nth-of-type(2) select`);
    await page.keyboard.type('share');
    await page.focus(`>>> ${late} >>> thaw-map-view >>> input:checked`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const [colours] = await until(rules, ([rule = '']) => rule.includes('all layers'));
    expect(colours).toMatch(/^one range for all layers without a sign, viridis layer: /);
    await until(
      () => page.evaluate(() => location.hash),
      (hash) => hash === '#v=1&late-scale=network&late-order=zeros&epochs=1',
    );
    const [, order = ''] = await until(rules, ([, rule = '']) => rule.startsWith('most values'));
    expect(order).toContain('most values not above zero first');
    expect(await faultsInBothThemes(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});

const inside = '>>> thaw-inspector';
const words = (selector: string) => opened.words(`thaw-inspector ${selector}`);

describe('filters', () => {
  const tiles = () => words('>>> thaw-filters >>> .tiles li');
  const rule = async () => (await words('>>> thaw-filters >>> [role=status]'))[0] ?? '';

  test('of the first layer are shown in colour, with the rule', async () => {
    await openCloserLook(opened.page, 'filters');
    const shown = await until(tiles, ({ length }) => length === 16);
    expect(shown[3]).toMatch(/^filter 3 norm [\d.]+$/);
    expect(await rule()).toBe(
      '16 filters of 3 × 3, in colour: each is scaled by its own largest weight, and grey is zero.',
    );
  });

  test('of a deeper layer one at a time, kernel by kernel, largest norms first', async () => {
    const { page } = opened;
    await page.focus(`${inside} >>> thaw-filters >>> select`);
    await page.keyboard.type('layer2.0.conv2');
    await until(rule, (text) => text.startsWith('Filter 0 of 32: its 32 kernels'));
    await click(page, `${inside} >>> thaw-filters >>> button[aria-label="Next channel"]`);
    await until(rule, (text) => text.startsWith('Filter 1 of 32: its 32 kernels'));
    const norms = (await tiles()).map((text) => Number(/norm ([\d.e-]+)$/.exec(text)?.[1]));
    expect(norms).toHaveLength(32);
    expect(norms).toEqual(norms.toSorted((a, b) => b - a));
    expect(await faultsInBothThemes(page)).toEqual([]);
  });
});

describe('what excites a channel', () => {
  const pictures = () => words('>>> thaw-exciting >>> .tiles li');

  test('is found in one pass: nine test pictures, the strongest first, and how active all channels are', async () => {
    const { page } = opened;
    await click(page, `${inside} >>> #tab-exciting`);
    await press(page, 'Look through the test pictures');
    const shown = await until(pictures, ({ length }) => length === 9, 120);
    const values = shown.map((text) => Number(/([\d.e-]+)$/.exec(text)?.[1]));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const bins = await words('>>> thaw-channel-activity >>> tbody td:last-child');
    const [counted = ''] = await words('>>> thaw-channel-activity >>> h3');
    expect(counted).toContain(`the ${bins.reduce((sum, count) => sum + Number(count), 0)} channels`);
  });

  test('is outlined in each picture, or shown as the patch alone; another channel has others', async () => {
    const { page } = opened;
    const outlines = () => page.$$(`${inside} >>> thaw-exciting-pictures >>> .marks`);
    expect(await outlines()).toHaveLength(9);
    await page.focus(`${inside} >>> thaw-exciting-pictures >>> input:checked`);
    await page.keyboard.press('ArrowRight');
    await until(outlines, ({ length }) => length === 0);
    const before = await pictures();
    await press(page, 'Next channel');
    await until(pictures, (now) => now.length === 9 && now.join() !== before.join());
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  test('opens as the page’s picture', async () => {
    await click(opened.page, `${inside} >>> thaw-exciting-pictures >>> .tiles button`);
    await until(
      () => opened.texts('thaw-picture >>> figcaption b'),
      ([name = '']) => name.endsWith('.png'),
    );
  });
});

describe('what a channel likes', () => {
  const steps = () => words('>>> thaw-maximise >>> .tiles li');

  test('is made step by step, and stopped at any', async () => {
    const { page } = opened;
    await click(page, `${inside} >>> #tab-maximise`);
    await page.focus(`${inside} >>> thaw-maximise >>> select`);
    await page.keyboard.type('layer2.0.conv2');
    await press(page, 'Make a picture that it likes');
    const [first = ''] = await until(steps, ({ length }) => length > 1, 120);
    await press(page, 'Stop');
    await page.waitForSelector('::-p-aria([name="Make a picture that it likes"][role="button"])');
    const [reached = ''] = await words('>>> thaw-maximise >>> p:last-of-type');
    expect(first).toMatch(/^step 1 -?[\d.e-]+$/);
    expect(reached).toMatch(/^Step \d+ of 128: mean of the channel’s map -?[\d.e-]+\.$/);
    expect(await faultsInBothThemes(page)).toEqual([]);
  });
});

test('a frozen layer has not changed by training: exactly zero, in words', async () => {
  const { page } = opened;
  await press(page, 'Train');
  await click(page, `${inside} >>> #tab-filters`);
  await until(
    () => words('>>> thaw-filters >>> .segmented label'),
    ({ length }) => length === 4,
    150,
  );
  await click(page, `${inside} >>> thaw-filters >>> .segmented label:nth-of-type(3)`);
  const [sentence] = await until(
    () => words('>>> thaw-filters >>> p b'),
    ({ length }) => length === 1,
  );
  expect(sentence).toBe('Exactly zero: the layer was frozen, and every weight is bit for bit what it was.');
  await click(page, `${inside} >>> thaw-filters >>> .segmented label:nth-of-type(4)`);
  const told = await until(
    () => words('>>> thaw-filters >>> p'),
    (all) => all.some((text) => text.startsWith('The gradient of the mean loss')),
  );
  expect(told.join(' ')).toMatch(/of \d+ training pictures: its norm is [\d.e-]+, and training would move/);
  expect(await faultsInBothThemes(page)).toEqual([]);
  expect(opened.faults).toEqual([]);
});
