/** How layers learn, as a person sees it: how much each of them moves, and one step of training in slow motion. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openSmallData, press, train } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { trainingIs } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(async () => {
  await openSmallData(opened.page, at('drawings.zip'), 120);
  await opened.page.select('>>> #preset', 'last-stage');
});

const said = async () => (await texts('thaw-layer-updates >>> .said'))[0] ?? '';
const labels = (state: string) =>
  opened.page.$$eval(`>>> thaw-layer-updates >>> td.${state}`, (cells) =>
    cells.map((cell) => cell.getAttribute('aria-label') ?? ''),
  );

describe('how much each layer moves', () => {
  const learns = /^(layer3\.|fc)/;

  test('is a table from the stem to the head, where what is frozen is told from what will learn', async () => {
    const waiting = await until(
      () => labels('waiting'),
      ({ length }) => length > 0,
    );
    expect(waiting.every((label) => learns.test(label))).toBe(true);
    expect((await labels('frozen')).some((label) => learns.test(label))).toBe(false);
  });

  test('is told of every layer that learns, and of no frozen one, once a training runs', async () => {
    await train(opened.page, 3);
    await trainingIs(opened.page, 'done', 150);
    const moving = await labels('moving');
    expect(moving.every((label) => learns.test(label))).toBe(true);
    expect(moving[0]).toMatch(/^layer3\.0\.conv1 moves by \d\.\de-\d of its size in a step: gradient .*, weights /);
    expect(await labels('waiting')).toEqual([]);
    expect((await labels('frozen')).length).toBeGreaterThan(20);
  });

  test('is walked with the keyboard, and says what is there', async () => {
    expect(await said()).toContain('CS231n');
    await opened.page.focus('>>> thaw-layer-updates >>> td[tabindex="0"]');
    await opened.page.keyboard.press('End');
    await until(said, (words) => words.startsWith('layer3.2.conv1 moves by'));
    await opened.page.keyboard.press('Home');
    await until(said, (words) => words === 'conv1 is frozen: no gradient, no update.');
  });

  test('is a table of figures too', async () => {
    await click(opened.page, '>>> thaw-layer-updates >>> summary');
    const rows = await until(
      () => texts('thaw-layer-updates >>> .figures tbody th'),
      ({ length }) => length > 0,
    );
    expect(rows).toContain('layer3.0.conv1');
    expect(rows.at(-1)).toBe('fc');
    expect(rows.every((layer) => learns.test(layer))).toBe(true);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });
});

describe('one step, slowly', () => {
  const part = async () => (await texts('thaw-slow-motion >>> [aria-current]'))[0];
  const lit = () => texts('thaw-spine >>> .lit .name');
  const words = async () => (await texts('thaw-slow-motion >>> .part'))[0] ?? '';
  const step = async () => {
    const [stage = ''] = await texts('thaw-training-panel >>> .stage');
    return Number(/step ([\d,]+)/.exec(stage)?.[1]?.replace(',', ''));
  };
  let before = 0;

  test('lights up what the step computes, and only that, going by itself', async () => {
    await train(opened.page, 5000, 'Train again');
    await trainingIs(opened.page, 'running', 120);
    await press(opened.page, 'Pause');
    await trainingIs(opened.page, 'paused');
    before = await step();
    await press(opened.page, 'One step, slowly');
    await until(part, (name) => name === 'batch');
    expect(await words()).toContain('frozen up to layer2.2.relu_1');
    const [first] = await until(lit, ({ length }) => length > 0);
    expect(first).toMatch(/^layer3|^head/);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('is gone through by hand with the keyboard, and is a step of the training at its end', async () => {
    const { page } = opened;
    const seen: string[] = [];
    await page.focus('>>> thaw-slow-motion >>> .primary');
    while ((await part()) !== 'done') {
      seen.push([await part(), ...(await lit())].join(' '));
      await page.keyboard.press('Enter');
    }
    expect(seen).toContain('backward layer3.0');
    expect(seen.at(-1)).toBe('update layer3.0 layer3.1 layer3.2 head');
    expect(seen.some((one) => one.includes('layer2'))).toBe(false);
    await until(words, (told) => told.startsWith(`Step ${before + 1} is taken: the loss on its batch was`), 120);
    await trainingIs(page, 'paused', 120);
    expect(await step()).toBe(before + 1);
  });

  test('does not move by itself where less motion is asked for', async () => {
    const { page } = opened;
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.keyboard.press('Enter');
    await until(part, (name) => name === 'batch');
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(await part()).toBe('batch');
    await page.keyboard.press('Enter');
    expect(await until(lit, ({ length }) => length > 1)).toEqual(['layer3.0', 'layer3.1', 'layer3.2', 'head']);
  });

  test('is left with Escape: no step is taken, and the training can go on', async () => {
    await opened.page.keyboard.press('Escape');
    await until(part, (name) => name === undefined);
    expect(await step()).toBe(before + 1);
    await press(opened.page, 'Resume');
    await until(step, (now) => now > before + 1, 120);
    await press(opened.page, 'Cancel');
    await trainingIs(opened.page, 'cancelled');
  });
});

testNoFaults(opened);
