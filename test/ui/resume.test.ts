/** A training that is cut off, by a reload or by the end of its worker: the page offers to go on, to the same curve. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openSmallData, press, train } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const epochs = 200;

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;
/** What the training comes to when nothing cuts it off. */
let expected: string[];

beforeAll(async () => {
  await openSmallData(opened.page, at('drawings.zip'));
  await train(opened.page, epochs);
  expected = await lastEpoch();
}, 180_000);

const offer = async () => (await texts('thaw-training-panel >>> .interrupted p'))[0] ?? '';
const reached = async () => (await texts('thaw-training-chart >>> header p'))[0] ?? '';

/** Waits for the end; the figures of the last epoch, less its seconds. */
async function lastEpoch(): Promise<string[]> {
  await trainingIs(opened.page, 'done', 150);
  if ((await texts('thaw-training-chart >>> tbody tr')).length === 0) {
    await click(opened.page, '>>> thaw-training-chart >>> summary');
  }
  const cells = await until(
    () => texts('thaw-training-chart >>> tbody tr:last-child td'),
    ({ length }) => length > 0,
  );
  return cells.slice(0, 5);
}

async function startAnew(): Promise<void> {
  await train(opened.page, epochs, 'Train again');
  await until(reached, (words) => /epoch (\d{2,}) of/.test(words) && !words.includes(`${epochs} of`));
}

async function reload(): Promise<void> {
  await opened.page.reload();
  await dataHave(opened.page, '3 classes');
}

describe.each([
  ['a reload of the page', () => []],
  ['the end of its worker', () => opened.page.workers().map((worker) => worker.close())],
])('a training cut off by %s', (_, cut) => {
  test('is offered to be continued', async () => {
    await startAnew();
    await Promise.all(cut());
    await reload();
    const words = await until(offer, (text) => text !== '');
    expect(words).toMatch(/^A training of bird, building and 1 more was interrupted after epoch \d+ of 200\.$/);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });

  test('comes to what it would have come to', async () => {
    await press(opened.page, 'Continue');
    expect(await lastEpoch()).toEqual(expected);
    expect(await offer()).toBe('');
  });
});

describe('a training that is not to be continued', () => {
  test('is discarded, and not offered again', async () => {
    await startAnew();
    await reload();
    await until(offer, (text) => text !== '');
    await press(opened.page, 'Discard');
    expect(await offer()).toBe('');
    await reload();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await offer()).toBe('');
  });
});
