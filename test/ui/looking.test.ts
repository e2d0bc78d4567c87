/** The playground as it opens: a picture is classified and its maps are on screen, with no click. */

import { beforeAll, describe, expect, test } from 'vitest';
import { pointAt } from './hands.js';
import { accessibilityFaults, until, type OpenOptions } from './harness.js';
import { testNoFaults, usePlayground } from './use-playground.js';
import { mapsAreThere, predictionsAreThere } from './waits.js';

const opened = usePlayground();
const { texts } = opened;

/** Waits until the predictions and both panes' maps are there. */
async function openLooking(options?: OpenOptions): Promise<void> {
  const { page } = await opened.open(options);
  await predictionsAreThere(page);
  await mapsAreThere(page);
}

const early = 'thaw-layer-pane >>> section[aria-label="Early layer"]';

describe('with no click', () => {
  beforeAll(() => openLooking());

  test('a photograph is classified: five classes, most probable first', async () => {
    const shares = (await texts('thaw-predictions >>> li')).map((row) => Number(/([\d.]+) %/.exec(row)?.[1]));
    expect(shares).toHaveLength(5);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });

  test('the network is drawn with all its blocks', async () => {
    const spine = (await texts('thaw-spine >>> button')).join(' ');
    for (const block of ['stem', 'layer1.0', 'layer2.0', 'layer3.2', 'head']) expect(spine).toContain(block);
  });

  test('an early and a late layer show their maps, with the range of their values', async () => {
    const [early = '', late = ''] = await texts('thaw-layer-pane >>> .range');
    expect(early).toMatch(/^layer: [\d.]+ to [\d.]+$/);
    expect(late).toMatch(/^layer: [\d.]+ to [\d.]+$/);
  });

  test('another layer in a pane shows other maps', async () => {
    const { page } = opened;
    const chosen = async () => (await page.$(`>>> ${early} select`))?.evaluate((element) => element.value);
    const drawing = async () => (await page.$(`>>> ${early} >>> .scroller`))?.screenshot({ encoding: 'base64' });
    const before = { layer: await chosen(), drawing: await drawing() };
    await page.click(`>>> ${early} >>> button[aria-label^="Next layer"]`);
    expect(await until(chosen, (layer) => layer !== before.layer)).not.toBe(before.layer);
    await until(drawing, (picture) => picture !== before.drawing);
  });

  test('pointing at a map tells its value and marks what the value sees in the picture', async () => {
    const { page } = opened;
    await pointAt(page, `>>> ${early} >>> canvas`, 0.3, 0.3);
    const [value] = await until(
      () => texts(`${early} >>> .readout .value`),
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

  testNoFaults(opened);
});

describe('accessibility', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
  ] as const)('axe-core finds nothing: %s, %d pixels wide', async (colours, width) => {
    await openLooking({ colours, width });
    expect(await accessibilityFaults(opened.page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.page.close();
  });
});
