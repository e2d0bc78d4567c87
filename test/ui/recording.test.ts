/** Recording pictures with the camera as a person does it, by mouse and by keyboard, and training on them. */

import type { ElementHandle } from 'puppeteer';
import { beforeAll, describe, expect, test } from 'vitest';
import { press, train, type } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const opened = useOpenPlayground({ flags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
const { texts } = opened;

beforeAll(() => dataHave(opened.page, '12 classes', 120), 240_000);

const figures = () => texts('thaw-data-panel >>> .figures');
const classNames = () => texts('thaw-data-panel >>> .classes tbody th');

const recorder = 'thaw-data-panel >>> thaw-recorder >>> ';
const complaint = () => texts(`${recorder}.error p`);
const counts = async () => (await texts(`${recorder}li .number`)).map((text) => parseInt(text, 10));
const isLive = () =>
  opened.page.$$eval(`>>> ${recorder}video`, ([video]) => video instanceof HTMLVideoElement && !video.hidden);

/** The button to hold of a class, by its place. */
async function button(place: number): Promise<ElementHandle> {
  const found = await opened.page.waitForSelector(
    `>>> ${recorder}li:nth-child(${place}) thaw-hold-button >>> button:not(:disabled)`,
  );
  if (!found) throw new Error(`no class ${place}`);
  return found;
}

/** Waits until a class has so many pictures. */
const atLeast = (place: number, count: number) => until(counts, (all) => (all[place - 1] ?? 0) >= count, 30);

/** The number of pictures once no more come. */
async function restingCounts(): Promise<number[]> {
  const before = await counts();
  await new Promise((resolve) => setTimeout(resolve, 800));
  const after = await counts();
  return String(before) === String(after) ? after : restingCounts();
}

describe('recording', () => {
  test('shows the camera, and has nothing for axe-core to find', async () => {
    await press(opened.page, 'Camera…');
    await until(isLive, Boolean);
    expect(await counts()).toEqual([0, 0]);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('gives classes names of their own', async () => {
    await type(opened.page, 'Name of the class Class 1', 'mug');
    await opened.page.keyboard.press('Enter');
    await type(opened.page, 'Name of the class Class 2', 'mug');
    await opened.page.keyboard.press('Enter');
    const [words] = await until(complaint, ({ length }) => length > 0);
    expect(words).toMatch(/got "mug", which is another class/);
    await type(opened.page, 'Name of the class Class 2', 'spoon');
    await opened.page.keyboard.press('Enter');
    await until(complaint, ({ length }) => length === 0);
  });

  test('goes on as long as the mouse holds the button, wherever it is let go', async () => {
    const box = await (await button(1)).boundingBox();
    if (!box) throw new Error('not on screen');
    const { mouse } = opened.page;
    await mouse.move(box.x + 20, box.y + 10);
    await mouse.down();
    await atLeast(1, 4);
    await mouse.move(5, 5);
    await mouse.up();
    expect((await restingCounts())[0]).toBeGreaterThanOrEqual(4);
    expect((await restingCounts())[1]).toBe(0);
  });

  test.each(['Space', 'Enter'] as const)('goes on as long as %s is held', async (key) => {
    const before = (await restingCounts())[1] ?? 0;
    await (await button(2)).focus();
    await opened.page.keyboard.down(key);
    await atLeast(2, before + 3);
    await opened.page.keyboard.up(key);
    expect((await restingCounts())[1]).toBeGreaterThanOrEqual(before + 3);
  });

  test('ends when the focus leaves the button', async () => {
    const before = (await restingCounts())[0] ?? 0;
    await (await button(1)).focus();
    await opened.page.keyboard.down('Space');
    await atLeast(1, before + 2);
    await (await opened.page.waitForSelector(`>>> ${recorder}.title button`))?.focus();
    await opened.page.keyboard.up('Space');
    await restingCounts();
  });

  test('begins and ends with a press for those who cannot hold', async () => {
    const before = (await restingCounts())[0] ?? 0;
    const toggles = await opened.page.waitForSelector(`>>> ${recorder}.box input`);
    await toggles?.click();
    await (await button(1)).click();
    await atLeast(1, before + 2);
    await (await button(1)).click();
    await restingCounts();
    await press(opened.page, 'Remove the last recording of mug');
    expect((await restingCounts())[0]).toBe(before);
    await toggles?.click();
  });

  test('keeps what was recorded when the camera is taken away, and says what to do', async () => {
    const before = await restingCounts();
    await opened.page.$eval(`>>> ${recorder}video`, (video) => {
      const stream = video.srcObject as MediaStream;
      stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
    });
    const [words] = await until(complaint, ({ length }) => length > 0);
    expect(words).toMatch(/got a camera that stopped.*Connect it again/);
    expect(await counts()).toEqual(before);
    await press(opened.page, 'Try the camera again');
    await until(isLive, Boolean);
    expect(await complaint()).toEqual([]);
  });

  test.each([
    ['NotAllowedError', /got a refusal.*Allow the camera/],
    ['NotFoundError', /got no camera.*Connect one/],
    ['NotReadableError', /got a camera that does not start.*Close other programs/],
  ])('tells of a %s in words', async (name, words) => {
    await opened.page.keyboard.press('Escape');
    await opened.page.evaluate((error) => {
      const own = navigator.mediaDevices;
      own.getUserMedia = () => {
        Reflect.deleteProperty(own, 'getUserMedia');
        return Promise.reject(new DOMException('', error));
      };
    }, name);
    await press(opened.page, 'Camera…');
    expect((await until(complaint, ({ length }) => length > 0))[0]).toMatch(words);
    await press(opened.page, 'Try the camera again');
    await until(isLive, Boolean);
  });
});

describe('what was recorded', () => {
  test('becomes the data, films whole, and the camera is given back', async () => {
    const recorded = await restingCounts();
    const track = await opened.page.$eval(`>>> ${recorder}video`, (video) => {
      const [own] = (video.srcObject as MediaStream).getVideoTracks();
      Object.assign(window, { track: own });
      return own?.readyState;
    });
    expect(track).toBe('live');
    await press(opened.page, 'Use as the data');
    await until(classNames, (all) => all.join() === 'mug,spoon');
    expect(await opened.page.evaluate('track.readyState')).toBe('ended');
    const [all] = await figures();
    const [learnt = 0, held = 0] = [...(all ?? '').matchAll(/(\d+)\s+(?:train|test)/g)].map(([, count]) =>
      Number(count),
    );
    expect(learnt + held).toBe(recorded.reduce((sum, count) => sum + count, 0));
    expect(held).toBeGreaterThanOrEqual(2);
  });

  test('is added to the present data as they are edited', async () => {
    await press(opened.page, 'Camera…');
    await until(isLive, Boolean);
    expect(await counts()).toEqual([0, 0]);
    await press(opened.page, 'Add a class');
    await type(opened.page, 'Name of the class Class 3', 'fork');
    await opened.page.keyboard.press('Enter');
    await (await button(3)).click({ delay: 600 });
    await atLeast(3, 2);
    await press(opened.page, 'Add to camera');
    await until(classNames, (all) => all.join() === 'mug,spoon,fork');
  });

  test('is trained on', async () => {
    await train(opened.page, 2);
    await trainingIs(opened.page, 'done', 170);
  });
});

testNoFaults(opened);
