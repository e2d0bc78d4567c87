/** The guided lesson as a visitor goes through it, with mouse and keyboard: every page is done by its action alone. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openSmallData, pointAt, press, type } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, mapsAreThere } from './waits.js';

/** The software adapter is slow, and shared with other work. */
const patience = 170;

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(() => ready());

const lesson = (selector: string) => `thaw-lesson >>> ${selector}`;
const title = async () => (await texts(lesson('h2')))[0];
const result = async () => (await texts(lesson('.result p')))[0] ?? '';
const hash = () => opened.page.evaluate(() => location.hash);
const canGoOn = () =>
  opened.page.$eval(`>>> ${lesson('.primary')}`, (button) => !(button as HTMLButtonElement).disabled);
const maps = (pane: string) => `>>> thaw-layer-pane >>> section[aria-label="${pane}"] >>> .scroller`;

/** Waits for the maps and the data. */
async function ready(classes = '12 classes'): Promise<void> {
  await mapsAreThere(opened.page, patience);
  await dataHave(opened.page, classes, patience);
}

async function goOn(next: string): Promise<void> {
  expect(await canGoOn()).toBe(true);
  await press(opened.page, 'Next');
  await until(title, (text) => text === next);
}

/** What moved on the page from now on without a person's doing. */
async function watchShifts(): Promise<() => Promise<number>> {
  await opened.page.evaluate(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift' });
    Object.assign(window, { shifts });
  });
  return () =>
    opened.page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
    );
}

describe('the lesson', () => {
  test('opens beside the page, which then stays where it is', async () => {
    const shifted = await watchShifts();
    await press(opened.page, 'Lesson');
    await until(title, (text) => text === 'What early layers respond to');
    expect(await canGoOn()).toBe(false);
    expect(await until(hash, (text) => text !== '')).toBe('#v=1&lesson=early');
    expect(await shifted()).toBeLessThan(0.01);
  });

  test('has nothing for axe-core to find, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });

  test('shows where its action is done, and measures it', async () => {
    await press(opened.page, 'Show me');
    const focused = () => opened.page.$eval('>>> thaw-layer-pane', (pane) => pane.matches(':focus'));
    expect(await until(focused, (isFocused) => isFocused)).toBe(true);
    await pointAt(opened.page, maps('Early layer'), 0.4, 0.4);
    expect(await until(result, (text) => text !== '')).toMatch(/sees 7 × 7 of the 32 × 32 pixels, 5 % of the picture/);
    await goOn('What late layers respond to');
  });

  test('is gone through with the keyboard too: the next title has the focus, the maps are walked', async () => {
    const isFocused = () => opened.page.$eval(`>>> ${lesson('h2')}`, (heading) => heading.matches(':focus'));
    expect(await until(isFocused, (is) => is)).toBe(true);
    await opened.page.focus(maps('Late layer'));
    await opened.page.keyboard.press('ArrowRight');
    expect(await until(result, (text) => text !== '')).toMatch(/That is [\d.]+ times as wide/);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    await opened.page.focus(`>>> ${lesson('.primary')}`);
    await opened.page.keyboard.press('Enter');
    await until(title, (text) => text === 'Reuse them, train the last');
  });
});

describe('training', () => {
  const train = async (button: string) => {
    await press(opened.page, button);
    await until(result, (text) => text !== '', patience);
  };

  test('with the wrong mask leads to the right one, when asked', async () => {
    await openSmallData(opened.page, at('drawings.zip'), patience);
    await opened.page.locator('>>> #preset').fill('all');
    await press(opened.page, 'Set up: freeze all but the head');
    await until(
      () => texts('thaw-spine >>> .state'),
      (states) => states.filter((state) => state.endsWith('learns')).length === 1,
    );
    expect(await texts(lesson('.tools button'))).toEqual(['Show me']);
  });

  test('of the head is held against guessing', async () => {
    await type(opened.page, 'Epochs', '4');
    await train('Train');
    expect(await result()).toMatch(/^Your head reached [\d.]+ % in 4 epochs; guessing gives 33\.3 %\./);
    await goOn('What freezing saves');
  });

  test('with a stage more is compared with that', async () => {
    await press(opened.page, 'Set up: a short run of 3 epochs');
    await opened.page.locator('>>> #preset').fill('last-stage');
    await train('Train again');
    expect(await result()).toMatch(/^Thawed, [\d.]+ times as many weights learnt; it took [\d.]+ times the memory/);
    expect(await texts(lesson('thead th'))).toEqual(['head only', 'frozen up to layer2']);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    await goOn('Fewer labels');
  });
});

describe('the experiments', () => {
  test('are opened with the question of the page', async () => {
    await press(opened.page, 'Show me');
    const question = () =>
      opened.page.$eval('>>> thaw-experiment-queue >>> #question', (select) => (select as HTMLSelectElement).value);
    await opened.page.waitForSelector('>>> thaw-experiment-queue >>> #question', { visible: true });
    expect(await question()).toBe('How many labels it takes');
    await click(opened.page, `>>> ${lesson('summary')}`);
    expect((await texts(lesson('details li')))[0]).toMatch(/fine-tuned at 2 .*3 seeds/);
  });

  test('can be skipped, which is said as such', async () => {
    await press(opened.page, 'Skip');
    await until(title, (text) => text === 'Where it fails');
    expect(await texts(lesson('ol li.skipped'))).toEqual(['Fewer labels: skipped']);
  });
});

describe('the last pages', () => {
  test('a mistake is opened, and told with its class', async () => {
    const wrong = await opened.page.$$eval('>>> thaw-confusion-matrix >>> tbody tr', (rows) =>
      rows.flatMap((row, label) =>
        [...row.querySelectorAll('td')].flatMap((cell, predicted) =>
          label !== predicted && Number(cell.textContent) > 0 ? [[label + 1, predicted + 1]] : [],
        ),
      ),
    );
    const [row, column] = wrong[0] ?? [];
    await click(opened.page, `>>> thaw-confusion-matrix >>> tr:nth-child(${row}) > td:nth-of-type(${column})`);
    expect(await until(result, (text) => text !== '')).toMatch(/^Your network took \d of 4 pictures of \S+ for \S+\./);
    await goOn('What is said, and what was measured');
  });

  test('four claims stand with what was measured of them, and one is opened', async () => {
    expect(await texts(lesson('.claims h3'))).toHaveLength(4);
    expect(await texts(lesson('.verdict'))).toContain('No difference seen');
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    await press(opened.page, 'Open the experiment: It performs better.');
    expect(await until(result, (text) => text !== '')).toMatch(/^You opened what tests .*“It performs better”/);
  });

  test('what was done stays over a reload, and the page with it', async () => {
    await opened.page.reload();
    await until(title, (text) => text === 'What is said, and what was measured', patience);
    const marks = await texts(lesson('ol li'));
    expect(marks.filter((mark) => mark.endsWith(': done'))).toHaveLength(6);
    expect(await result()).toMatch(/^You opened what tests/);
  });

  test('the lesson ends, and the focus goes back to its button', async () => {
    await ready('3 classes');
    await press(opened.page, 'Finish');
    await until(title, (text) => text === undefined);
    expect(await opened.page.$eval('>>> thaw-header >>> .lesson', (button) => button.matches(':focus'))).toBe(true);
  });
});

testNoFaults(opened);

describe('on a telephone', () => {
  test('it is a sheet at the foot that folds and leaves the page to be reached', async () => {
    await opened.page.close();
    await opened.open({ url: '/#v=1&lesson=early&hide=inspector,data', width: 360, height: 780 });
    await until(title, (text) => text === 'What early layers respond to', patience);
    await ready();
    expect(await opened.page.$eval('>>> .panes', (panes) => panes.checkVisibility())).toBe(true);
    const height = () => opened.page.$eval('>>> thaw-lesson', (sheet) => sheet.getBoundingClientRect().height);
    expect(await height()).toBeLessThan(780 / 2);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    await press(opened.page, 'Fold the lesson');
    expect(await until(height, (now) => now < 80)).toBeGreaterThan(40);
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
    await press(opened.page, 'Unfold the lesson');
    expect(opened.faults).toEqual([]);
  });
});
