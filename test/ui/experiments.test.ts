/** The queue of experiments: asked, gone on with after a reload, stopped, reported and deleted. */

import { beforeAll, describe, expect, test } from 'vitest';
import { click, press } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave } from './waits.js';

const name = 'emoji12-freeze-sweep-quick';
const opened = useOpenPlayground();

beforeAll(() => dataHave(opened.page, '12 classes'));

const texts = (selector: string) => opened.texts(`thaw-experiment-queue >>> ${selector}`);
const state = async () => (await texts('.state p'))[0] ?? '';
const runsDone = async () => Number(/^(\d+) of 25 runs/.exec(await state())?.[1] ?? -1);
const dots = () => opened.page.$$eval('>>> thaw-experiment-queue >>> .plot .dot', ({ length }) => length);

describe('a question', () => {
  test('is asked of the network and the data of the page, and its first run is a point', async () => {
    await click(opened.page, '>>> thaw-experiments >>> summary');
    await until(
      () => texts('.asked'),
      ([text]) => text?.startsWith('Asked of resnet20-cifar10 on emoji12') ?? false,
    );
    await press(opened.page, 'Ask');
    await until(runsDone, (done) => done >= 1, 240);
    expect(await dots()).toBeGreaterThanOrEqual(1);
    expect((await texts('li'))[0] ?? 'none yet').toMatch(/no claim can be made|none yet/);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('cannot be asked twice', async () => {
    await press(opened.page, 'Ask');
    const [error] = await until(
      () => texts('.error'),
      ({ length }) => length > 0,
    );
    expect(error).toContain(`got "${name}", which is here already`);
  });

  test('is gone on with after a reload, without a run lost or repeated', async () => {
    const before = await runsDone();
    await opened.page.reload();
    expect(await until(runsDone, (done) => done >= 0)).toBeGreaterThanOrEqual(before);
    await until(runsDone, (done) => done > before, 240);
    expect(await dots()).toBe(await runsDone());
  });

  test('is stopped, and its report needs no other host', async () => {
    await press(opened.page, `Stop: ${name}`);
    await until(state, (words) => words.endsWith('stopped'));
    const target = opened.page.browser().waitForTarget((one) => one.url().startsWith('blob:'));
    await press(opened.page, `Report: ${name}`);
    const report = await (await target).page();
    const markup = (await report?.content()) ?? '';
    expect(markup).toContain('Freeze sweep: emoji12-freeze-sweep-quick');
    expect(markup).not.toMatch(/(?:src|href)=|url\(|@import/);
    await report?.close();
    await opened.page.bringToFront();
  });

  test('is not gone on with once it was stopped, and is deleted', async () => {
    await opened.page.reload();
    await until(
      () => opened.texts('thaw-experiments >>> summary'),
      ({ length }) => length > 0,
    );
    await click(opened.page, '>>> thaw-experiments >>> summary');
    expect(await until(state, (words) => words !== '')).toMatch(/of 25 runs, stopped$/);
    await press(opened.page, `Delete: ${name}`);
    await until(
      () => texts('article'),
      ({ length }) => length === 0,
    );
  });
});

testNoFaults(opened);
