/** Retraining as a person does it, with mouse and keyboard, on drawings of three classes brought as a zip. */

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { readSafetensors } from '../../engine/weights/safetensors.js';
import { useFolder } from '../use-folder.js';
import { click, downloadOf, drop, openFullestCell, openSmallData, press, train } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { smallClasses, smallCounts } from './small-data.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const epochs = 10;
const testCount = smallCounts.test * smallClasses.length;

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(() => dataHave(opened.page, '12 classes'));

const figures = () => texts('thaw-data-panel >>> .figures');
const phase = async () => (await texts('thaw-training-panel >>> header p'))[0];
const stage = async () => (await texts('thaw-training-panel >>> .stage'))[0] ?? '';
const accuracy = async () => numberIn(await texts('thaw-training-panel >>> .accuracy'));
const work = async () => (await texts('thaw-training-panel >>> .outcome + p'))[0];
const counts = async () => (await texts('thaw-confusion-matrix >>> td')).map(Number);
const predictions = (head: string) => texts(`thaw-predictions >>> section.${head} >>> li`);

function numberIn([text = '']: readonly string[]): number {
  return Number(/[\d.]+/.exec(text)?.[0]);
}

/** Points of the four plots in the colour of the training curve, which nothing else in them has. */
function curvePoints(): Promise<number[]> {
  return opened.page.$$eval('>>> thaw-training-chart >>> canvas', (canvases) =>
    canvases.map((canvas) => {
      const { width, height } = canvas;
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      const pixels = copy?.getImageData(0, 0, width, height).data ?? [];
      let count = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        const [red = 0, , blue = 0] = pixels.slice(at, at + 3);
        if (red - blue > 60) count += 1;
      }
      return count;
    }),
  );
}

describe('data of one’s own', () => {
  test('are counted by class and part', async () => {
    await openSmallData(opened.page, at('drawings.zip'));
    const [all] = await figures();
    expect(all?.split(/\s{2,}/)).toEqual(['3 classes', '24 train', '12 test']);
    const rows = await texts('thaw-data-panel >>> tbody tr');
    expect(rows.map((row) => row.split(/\s+/))).toEqual(
      smallClasses.map((name) => [name, String(smallCounts.train), String(smallCounts.test)]),
    );
  });
});

describe('training', () => {
  test('runs from one press to a test accuracy', async () => {
    expect(await curvePoints()).toEqual([0, 0, 0, 0]);
    await train(opened.page, epochs);
    await trainingIs(opened.page, 'done', 120);
    expect(await accuracy()).toBeGreaterThan(100 / smallClasses.length);
    expect(await work()).toMatch(/^10 epochs in [\d.]+ s, [\d.]+ s of it for the body\.$/);
  });

  test('draws its curves, and lists every epoch', async () => {
    for (const count of await curvePoints()) expect(count).toBeGreaterThan(100);
    await click(opened.page, '>>> thaw-training-chart >>> summary');
    const rows = await until(
      () => texts('thaw-training-chart >>> tbody td:first-child'),
      ({ length }) => length > 0,
    );
    expect(rows.map(Number)).toEqual(Array.from({ length: epochs }, (_, index) => index + 1));
    expect(await texts('thaw-training-chart >>> header p')).toEqual([`Latest: epoch ${epochs} of ${epochs}`]);
  });

  test('ends with a confusion matrix that agrees with the accuracy', async () => {
    const cells = await counts();
    expect(cells).toHaveLength(smallClasses.length ** 2);
    expect(cells.reduce((sum, count) => sum + count)).toBe(testCount);
    const right = cells.filter((_, index) => index % (smallClasses.length + 1) === 0);
    expect(await accuracy()).toBeCloseTo((100 * right.reduce((sum, count) => sum + count)) / testCount, 1);
  });
});

describe('the confusion matrix', () => {
  const samples = () => texts('thaw-sample-grid >>> li');

  test('opens the pictures behind a cell with the mouse', async () => {
    const count = await openFullestCell(opened.page);
    const shown = await until(samples, ({ length }) => length > 0);
    expect(shown).toHaveLength(count);
  });

  test('is walked and opened with the keyboard', async () => {
    const { keyboard } = opened.page;
    await opened.page.focus('>>> thaw-confusion-matrix >>> td[tabindex="0"]');
    await keyboard.down('Control');
    await keyboard.press('Home');
    await keyboard.up('Control');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    const [bird, building] = smallClasses;
    await until(
      () => texts('thaw-confusion-matrix >>> .said'),
      ([said]) => said?.startsWith(`${building} recognised: `) ?? false,
    );
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    const [title] = await until(
      () => texts('thaw-sample-grid >>> h3'),
      ([text]) => text?.startsWith(bird) ?? false,
    );
    expect(title).toMatch(/^bird recognised: \d of 4, /);
    expect(await samples()).toHaveLength(numberIn([title ?? '']));
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('leads to a picture that the network looks at: the new head says the same of it again', async () => {
    const first = '>>> thaw-sample-grid >>> li:first-child button';
    const { name, said } = await opened.page.$eval(first, ({ title, textContent }: HTMLElement) => ({
      name: title,
      said: textContent,
    }));
    await click(opened.page, first);
    await until(
      () => texts('thaw-picture >>> figcaption b'),
      ([caption]) => caption === name,
    );
    const [best = '', ...others] = await until(
      () => predictions('retrained'),
      ([first]) => first?.startsWith('bird') ?? false,
    );
    expect(others).toHaveLength(smallClasses.length - 1);
    expect(await predictions('pretrained')).toHaveLength(5);
    expect(numberIn([best])).toBeCloseTo(numberIn([/[\d.]+ % sure/.exec(said)?.[0] ?? '']), 0);
  });
});

describe('saving', () => {
  test('gives a .safetensors file: the body as it came, bit by bit, under a head of the new shape', async () => {
    const { name, bytes } = await downloadOf(opened.page, at(), () => press(opened.page, 'Save the weights'));
    expect(name).toBe('resnet20-cifar10-retrained.safetensors');
    const saved = readSafetensors(bytes).tensors;
    const { tensors } = readSafetensors(await readFile(embeddedModel));
    expect(saved.get('fc.weight')?.shape).toEqual([smallClasses.length, 64]);
    expect(saved.get('fc.bias')?.shape).toEqual([smallClasses.length]);
    expect([...saved.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [key, tensor] of tensors) if (!key.startsWith('fc.')) expect(saved.get(key), key).toEqual(tensor);
  });
});

describe('a long run', () => {
  const step = async () => numberIn([/step [\d,]+/.exec(await stage())?.[0].replace(/[a-z, ]/g, '') ?? '']);

  test('pauses where it is', async () => {
    await train(opened.page, 5000, 'Train again');
    await until(stage, (words) => words.startsWith('Epoch'));
    await press(opened.page, 'Pause');
    await trainingIs(opened.page, 'paused');
    const reached = await step();
    expect(await stage()).toMatch(/^Epoch \d+ of 5000, step \d+ of 5,000paused$/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await step()).toBe(reached);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('goes on from there', async () => {
    const reached = await step();
    await press(opened.page, 'Resume');
    expect(await until(step, (now) => now > reached)).toBeLessThan(5000);
    expect(await phase()).toBe('running');
  });

  test('is cancelled in the middle, and keeps what it reached', async () => {
    await press(opened.page, 'Cancel');
    await trainingIs(opened.page, 'cancelled');
    expect(await accuracy()).toBeGreaterThan(100 / smallClasses.length);
    expect((await counts()).reduce((sum, count) => sum + count)).toBe(testCount);
  });

  test('on data that are known does not compute the frozen body again', async () => {
    expect(await work()).toMatch(/^\d+ of 5000 epochs in [\d.]+ s, the body was computed before\.$/);
  });

  test('leaves the page to be used: pictures open, and both heads predict', async () => {
    const before = await predictions('retrained');
    await press(opened.page, 'House cat in locomotion');
    await until(
      () => predictions('retrained'),
      (rows) => rows.join() !== before.join(),
    );
    expect(await predictions('pretrained')).toHaveLength(5);
    expect(await texts('thaw-notice')).toEqual([]);
  });
});

test('the saved file opens as a model of its own', async () => {
  await drop(opened.page, [at('resnet20-cifar10-retrained.safetensors')]);
  const rows = await until(
    () => predictions('pretrained'),
    ({ length }) => length === smallClasses.length,
  );
  expect(rows.map((row) => row.replace(/ ?[\d.]+ %$/, '')).sort()).toEqual([...smallClasses]);
});

testNoFaults(opened);
