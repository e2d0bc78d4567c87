/** The map of pictures as a person uses it: a lasso, the arrow keys, what is picked out, and what training changes. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openCloserLook, openSmallData, pointAt, press, train } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { longestTask } from './longest-task.js';
import { smallClasses, smallCounts } from './small-data.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const testCount = smallCounts.test * smallClasses.length;
const allCount = testCount + smallCounts.train * smallClasses.length;

const at = useFolder();
const opened = useOpenPlayground({ height: 1200 });

const space = '>>> thaw-feature-space';
const plot = `${space} >>> thaw-feature-scatter >>> .plot`;
const texts = (selector: string) => opened.texts(`thaw-feature-space >>> ${selector}`);
const flat = (selector: string) => opened.words(`thaw-feature-space >>> ${selector}`);
const agreement = async () => (await flat('.run + p'))[0] ?? '';
const picked = async () => (await texts('.picked h3'))[0] ?? '';
const meant = async () => (await flat('thaw-map-picture >>> .picture'))[0] ?? '';
const spoken = async () => (await texts('thaw-feature-scatter >>> [role=status]'))[0] ?? '';
const chosen = async () => (await texts('thaw-sample-actions >>> [role=status]'))[0] ?? '';
const axes = () => texts('thaw-feature-scatter >>> .axis');
const isWhole = () =>
  opened.page.$eval(`${space} >>> thaw-feature-scatter >>> button[aria-label="Zoom out"]`, (one) => one.disabled);

/** Drags along places of the plot, given in shares of its width and height. */
async function drag(...places: readonly (readonly [number, number])[]): Promise<void> {
  await (await opened.page.waitForSelector(plot))?.evaluate((found) => found.scrollIntoView({ block: 'center' }));
  const box = await (await opened.page.waitForSelector(plot))?.boundingBox();
  if (!box) throw new Error('no plot');
  const at = ([across, down]: readonly [number, number] = [0, 0]) =>
    [box.x + box.width * across, box.y + box.height * down] as const;
  await opened.page.mouse.move(...at(places[0]));
  await opened.page.mouse.down();
  for (const place of places.slice(1)) await opened.page.mouse.move(...at(place), { steps: 5 });
  await opened.page.mouse.up();
}

const wholePlot = [
  [0.01, 0.01],
  [0.99, 0.01],
  [0.99, 0.99],
  [0.01, 0.99],
] as const;

async function pick(title: string, value: string): Promise<void> {
  await opened.page.$$eval(
    `${space} >>> input[name="${title}"]`,
    (inputs, wanted) => inputs.find((input) => input.nextElementSibling?.textContent.trim() === wanted)?.click(),
    value,
  );
}

async function openMap(): Promise<void> {
  await openCloserLook(opened.page, 'space');
  await until(
    () => texts('button'),
    ([first]) => first === 'Map the pictures',
  );
}

beforeAll(async () => {
  await openSmallData(opened.page, at('drawings.zip'), 120);
  await openMap();
}, 300_000);

describe('the map', () => {
  test('says how well classes part, and what its axes are', async () => {
    await press(opened.page, 'Map the pictures');
    const words = await until(agreement, (text) => text.startsWith(`Of ${testCount} pictures`), 120);
    expect(words).toMatch(
      /nearest to another of their own class: [\d.]+ % by the network as it came; 27\.3 % would be by chance/,
    );
    expect(words).toContain('in all 64 dimensions');
    expect((await axes()).map((name) => name.split(',')[0]).sort()).toEqual(['First component', 'Second component']);
  });

  test('can be of all pictures', async () => {
    await pick('Pictures', 'both');
    await until(agreement, (text) => text.startsWith(`Of ${allCount} pictures`), 120);
  });

  test('picks out what a lasso holds, and lists it', async () => {
    await drag(...wholePlot);
    expect(await until(picked, (text) => text !== 'No picture is picked out')).toBe(`${allCount} picked out`);
    await drag([0.01, 0.01], [0.5, 0.01], [0.5, 0.99], [0.01, 0.99]);
    const some = await until(picked, (text) => text !== `${allCount} picked out`);
    expect(parseInt(some)).toBeGreaterThan(0);
    expect(parseInt(some)).toBeLessThan(allCount);
    expect(await chosen()).toBe(`${parseInt(some)} selected`);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('marks what is chosen in the grid, and shows the picture that was gone to', async () => {
    await drag(...wholePlot);
    await until(picked, (text) => text === `${allCount} picked out`);
    await opened.page.focus(`${space} >>> thaw-picture-grid >>> .scroller`);
    await opened.page.keyboard.press('Home');
    await opened.page.keyboard.press('Space');
    await until(chosen, (text) => text === `${allCount - 1} selected`);
    expect(await spoken()).not.toContain('selected');
    await opened.page.keyboard.press('ArrowRight');
    await until(spoken, (text) => text.endsWith('selected'));
  });

  test('is walked over with the arrow keys, Space and Shift', async () => {
    await opened.page.focus(plot);
    await opened.page.keyboard.press('Escape');
    await until(picked, (text) => text === 'No picture is picked out');
    await opened.page.keyboard.press('Home');
    await until(spoken, (text) => text.includes('taken for'));
    await opened.page.keyboard.press('Space');
    await until(picked, (text) => text === '1 picked out');
    const arrows = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'] as const;
    await opened.page.keyboard.down('Shift');
    for (const arrow of arrows) await opened.page.keyboard.press(arrow);
    await opened.page.keyboard.up('Shift');
    expect(parseInt(await until(picked, (text) => text !== '1 picked out'))).toBeGreaterThan(1);
    expect(await spoken()).toMatch(/, selected$/);
    expect(await meant()).toContain('taken for');
  });

  test('leads from a picture to those nearest to it', async () => {
    const before = await meant();
    await click(opened.page, `${space} >>> thaw-map-picture >>> td button`);
    await until(meant, (text) => text !== before);
  });

  test('tells what is pointed at', async () => {
    for (let step = 0; step < 400; step++) {
      await pointAt(opened.page, plot, 0.1 + 0.8 * ((step * 0.618) % 1), 0.1 + (0.8 * (step % 20)) / 20);
      if ((await texts('thaw-feature-scatter >>> .tip')).length > 0) break;
    }
    expect((await flat('thaw-feature-scatter >>> .tip'))[0]).toContain('taken for');
  });

  test('zooms with two fingers', async () => {
    const before = await picked();
    const box = await (await opened.page.waitForSelector(plot))?.boundingBox();
    if (!box) throw new Error('no plot');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touches = [await opened.page.touchscreen.touchStart(x - 20, y)];
    touches.push(await opened.page.touchscreen.touchStart(x + 20, y));
    await touches[1]?.move(x + 60, y);
    for (const touch of touches) await touch.end();
    await until(isWhole, (is) => !is);
    expect(await picked()).toBe(before);
    await press(opened.page, 'Whole');
    await until(isWhole, (is) => is);
  });

  test('zooms with keys, and back', async () => {
    await opened.page.focus(plot);
    await opened.page.keyboard.press('+');
    await press(opened.page, 'Zoom out');
    await until(isWhole, (is) => is);
  });
});

describe('editing on the map', () => {
  test('takes pictures away that were picked out, and undo brings them back', async () => {
    await drag(...wholePlot);
    await until(chosen, (text) => text === `${allCount} selected`);
    await opened.page.focus(plot);
    await opened.page.keyboard.press('Escape');
    await opened.page.keyboard.press('Home');
    await opened.page.keyboard.press('Space');
    await until(chosen, (text) => text === '1 selected');
    await press(opened.page, 'Remove');
    await until(agreement, (text) => text.startsWith(`Of ${allCount - 1} pictures`));
    expect(await picked()).toBe('No picture is picked out');
    await press(opened.page, 'Undo');
    await until(agreement, (text) => text.startsWith(`Of ${allCount} pictures`));
  });
});

describe('the other layout and the other network', () => {
  test('UMAP lays the pictures out, seeded', async () => {
    await pick('Layout', 'UMAP');
    await until(axes, (names) => names.some((name) => name.startsWith('UMAP')), 120);
    await pick('Layout', 'PCA');
    await until(axes, (names) => names.some((name) => name.startsWith('First')));
  });

  test('the network that was trained here is told beside the one that came', async () => {
    await train(opened.page, 2);
    await trainingIs(opened.page, 'done', 120);
    await until(
      () => texts('.run > label'),
      ({ length }) => length === 1,
    );
    await click(opened.page, `${space} >>> .run > label input`);
    const words = await until(agreement, (text) => text.includes('by the network trained here'), 120);
    const shares = [...words.matchAll(/([\d.]+) % by the network/g)].map(([, share]) => share);
    // Only the head was trained: its features are what they were.
    expect(shares[0]).toBe(shares[1]);
  });

  test('breaks no rule of accessibility either, and nothing went wrong', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});

describe('808 pictures', () => {
  test('are drawn and picked out without a long task', { timeout: 600_000 }, async () => {
    await opened.open({ height: 1200 });
    await dataHave(opened.page, '3 classes', 120);
    await press(opened.page, 'emoji12');
    await dataHave(opened.page, '12 classes', 120);
    await openMap();
    await pick('Pictures', 'train');
    await press(opened.page, 'Map the pictures');
    await until(agreement, (text) => text.startsWith('Of 808 pictures'), 400);
    const longest = await longestTask(opened.page, async () => {
      await drag(...wholePlot);
      await until(picked, (text) => text === '808 picked out');
      await opened.page.focus(plot);
      for (let step = 0; step < 10; step++) await opened.page.keyboard.press('ArrowRight');
      await pick('Layout', 'UMAP');
      await until(axes, (names) => names.some((name) => name.startsWith('UMAP')), 200);
    });
    expect(longest).toBeLessThan(50);
  });
});
