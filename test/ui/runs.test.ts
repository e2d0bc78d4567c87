/** The run list: trainings are kept across a reload, compared, renamed, saved as files, opened again and deleted. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../playground/state/run-record.js';
import { useFolder } from '../use-folder.js';
import { click, downloadOf, openFullestCell, openSmallData, press, train } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

const names = () =>
  opened.page.$$eval('>>> thaw-run-list >>> .name', (inputs) =>
    inputs.map((input) => (input as HTMLInputElement).value),
  );

/** Ticks the box of that name. */
async function tick(name: string): Promise<void> {
  await click(opened.page, `::-p-aria([name="${name}"][role="checkbox"])`);
}

async function trainFor(epochs: number, button: string): Promise<void> {
  const before = (await names()).length;
  await train(opened.page, epochs, button);
  await until(names, ({ length }) => length === before + 1, 120);
}

beforeAll(async () => {
  await openSmallData(opened.page, at('drawings.zip'));
  await trainFor(3, 'Train');
  await trainFor(5, 'Train again');
}, 180_000);

test('every training is kept, newest first, with what it froze', async () => {
  expect(await names()).toEqual(['head only, 5 epochs', 'head only, 3 epochs']);
  expect((await texts('thaw-run-list >>> .facts'))[0]).toMatch(/^head only · seed 0 · [\d.]+ s · drawings\.zip · /);
});

test('those that are ticked are drawn in the chart and stand side by side', async () => {
  for (const name of await names()) await tick(`Compare ${name}`);
  const fields = await texts('thaw-run-list >>> .comparison tbody th');
  expect(fields).toEqual(expect.arrayContaining(['test accuracy', 'duration', 'epochs']));
  const cells = await texts('thaw-run-list >>> .comparison tbody td');
  expect(cells.slice(2 * fields.indexOf('epochs')).slice(0, 2)).toEqual(['5', '3']);
  await click(opened.page, '>>> thaw-training-chart >>> .switch input');
  expect(await faultsInBothThemes(opened.page)).toEqual([]);
});

describe('a run', () => {
  test('is renamed', async () => {
    await opened.page.locator('>>> thaw-run-list >>> li:first-child .name').fill('longer');
    await opened.page.keyboard.press('Tab');
    await until(names, ([first]) => first === 'longer');
  });

  test('is saved as JSON with everything, and as CSV with a line for each epoch', async () => {
    const json = await downloadOf(opened.page, at(), () => press(opened.page, 'JSON of longer'));
    expect(json.name).toBe('longer.json');
    const run = JSON.parse(new TextDecoder().decode(json.bytes)) as RunRecord;
    expect(run).toMatchObject({ name: 'longer', outcome: 'done', recipe: { freeze: 'head', epochs: 5, seed: 0 } });
    expect(run.report?.dataHash).toMatch(/^[\da-f]{64}$/);
    const csv = await downloadOf(opened.page, at(), () => press(opened.page, 'CSV of longer'));
    const lines = new TextDecoder().decode(csv.bytes).trim().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^epoch,phase,learningRate,trainLoss/);
  });

  test('is there after a reload, and opens as it ended, with its recipe', async () => {
    await opened.page.reload();
    await until(names, ({ length }) => length === 2);
    expect(await names()).toEqual(['longer', 'head only, 3 epochs']);
    // The data that were open are open again first.
    await dataHave(opened.page, '3 classes');
    await press(opened.page, 'emoji12');
    await dataHave(opened.page, '12 classes');
    await press(opened.page, 'Open head only, 3 epochs');
    await trainingIs(opened.page, 'done');
    expect(await texts('thaw-training-chart >>> header p')).toEqual(['Latest: epoch 3 of 3']);
    expect(await texts('thaw-confusion-matrix >>> td')).toHaveLength(9);
    expect((await texts('thaw-training-panel >>> .now'))[0]).toContain('its weights are not');
  });

  test('tells that its pictures are not those that are loaded', async () => {
    await openFullestCell(opened.page);
    const [notice] = await until(
      () => texts('thaw-notice >>> .parts'),
      ([text]) => (text ?? '') !== '',
    );
    expect(notice).toContain('the data that the run was tested with');
  });

  test('is deleted, asked for twice', async () => {
    await press(opened.page, 'Delete longer');
    await press(opened.page, 'Delete for good longer');
    await until(names, ({ length }) => length === 1);
    await opened.page.reload();
    await until(names, ({ length }) => length === 1);
    expect(await names()).toEqual(['head only, 3 epochs']);
  });
});

testNoFaults(opened);
