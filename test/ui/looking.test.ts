/** The playground as it opens: a picture is classified and its maps are on screen, with no click. */

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointAt } from './hands.js';
import {
  accessibilityFaults,
  startPlayground,
  textsOf,
  until,
  type OpenedPlayground,
  type Playground,
} from './harness.js';

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground();
});

afterAll(() => playground.close());

/** Waits until the predictions and both panes' maps are there. */
async function openLooking(options?: Parameters<Playground['open']>[0]): Promise<OpenedPlayground> {
  const opened = await playground.open(options);
  await until(
    () => predictions(opened.page),
    (rows) => rows.some((row) => row.includes('%')),
  );
  await until(
    () => textsOf(opened.page, '>>> thaw-layer-pane >>> .legend'),
    (legends) => legends.every((legend) => legend.includes('to')),
  );
  return opened;
}

const predictions = (page: Page) => textsOf(page, '>>> thaw-predictions >>> li');
const pane = (title: string) => `>>> thaw-layer-pane >>> section[aria-label="${title}"]`;

describe('with no click', () => {
  let opened: OpenedPlayground;

  beforeAll(async () => {
    opened = await openLooking();
  });

  test('a photograph is classified: five classes, most probable first', async () => {
    const shares = (await predictions(opened.page)).map((row) => Number(/([\d.]+) %/.exec(row)?.[1]));
    expect(shares).toHaveLength(5);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });

  test('the network is drawn with all its blocks', async () => {
    const spine = (await textsOf(opened.page, '>>> thaw-spine >>> button')).join(' ');
    for (const block of ['stem', 'layer1.0', 'layer2.0', 'layer3.2', 'head']) expect(spine).toContain(block);
  });

  test('an early and a late layer show their maps, with the range of their values', async () => {
    const [early = '', late = ''] = await textsOf(opened.page, '>>> thaw-layer-pane >>> .range');
    expect(early).toMatch(/^layer: [\d.]+ to [\d.]+$/);
    expect(late).toMatch(/^layer: [\d.]+ to [\d.]+$/);
  });

  test('another layer in a pane shows other maps', async () => {
    const { page } = opened;
    const chosen = async () => (await page.$(`${pane('Early layer')} select`))?.evaluate((element) => element.value);
    const drawing = async () =>
      (await page.$(`${pane('Early layer')} >>> .scroller`))?.screenshot({ encoding: 'base64' });
    const before = { layer: await chosen(), drawing: await drawing() };
    await page.click(`${pane('Early layer')} >>> button[aria-label^="Next layer"]`);
    expect(await until(chosen, (layer) => layer !== before.layer)).not.toBe(before.layer);
    await until(drawing, (picture) => picture !== before.drawing);
  });

  test('pointing at a map tells its value and marks what the value sees in the picture', async () => {
    const { page } = opened;
    await pointAt(page, `${pane('Early layer')} >>> canvas`, 0.3, 0.3);
    const [value] = await until(
      () => textsOf(page, `${pane('Early layer')} >>> .readout .value`),
      ([text]) => text !== undefined && text !== '…',
    );
    expect(value).toMatch(/^-?[\d.]+(e[+-]\d+)?$/);
    expect(await page.$$('>>> thaw-picture >>> .marks .shade')).toHaveLength(1);
    await page.mouse.move(0, 0);
    await until(
      () => page.$$('>>> thaw-picture >>> .marks'),
      ({ length }) => length === 0,
    );
  });

  test('nothing was logged, and nothing was fetched from another host', () => {
    expect(opened.faults).toEqual([]);
  });
});

describe('accessibility', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
  ] as const)('axe-core finds nothing: %s, %d pixels wide', async (colours, width) => {
    const { page, faults } = await openLooking({ colours, width });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});
