/** Maps by other networks than the one that came: with random weights, as trained here at any moment, and what that changed. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { click, openCloserLook, openSmallData, pointAt, press, train } from './hands.js';
import { faultsInBothThemes, until } from './harness.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { dataHave, trainingIs } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(() => dataHave(opened.page, '12 classes', 120));

/** What stands under the maps of a pane: `mean 0.3120 · 2 of 16 channels dead (12.5 %)` among it. */
const legend = async (pane: string) => (await texts(`#${pane} >>> .legend`))[0] ?? '';
const readout = async (pane: string) => (await texts(`#${pane} >>> .readout`))[0] ?? '';
const retrained = () => texts('thaw-predictions >>> .retrained li');
const networkOf = (pane: string) => `>>> #${pane} >>> thaw-map-view >>> label:nth-of-type(1) select`;
const slider = '>>> #late >>> thaw-moment >>> input';
const moment = () => opened.page.$eval(slider, (input) => input.getAttribute('aria-valuetext') ?? '');

test('before anything was trained there are the network as it came, and the same with random weights', async () => {
  const options = await opened.page.$$eval(`${networkOf('late')} option`, (all) =>
    all.map(({ textContent, disabled }) => `${textContent.trim()}${disabled ? ', not yet' : ''}`),
  );
  expect(options).toEqual([
    'as it came',
    'as trained here, not yet',
    'what training changed, not yet',
    'with random weights',
  ]);
  const before = await until(
    () => legend('late'),
    (text) => text.includes('mean'),
  );
  await opened.page.select(networkOf('late'), 'untrained');
  await until(
    () => legend('late'),
    (text) => text !== before,
  );
  await until(
    () => Promise.resolve(new URL(opened.page.url()).hash),
    (hash) => hash === '#v=1&late-network=untrained',
  );
  await opened.page.select(networkOf('late'), 'pretrained');
  expect(
    await until(
      () => legend('late'),
      (text) => text === before,
    ),
  ).toBe(before);
});

describe('once something was trained', () => {
  beforeAll(async () => {
    await openSmallData(opened.page, at('drawings.zip'), 120);
    await opened.page.select('>>> #preset', 'last-stage');
    await train(opened.page, 3);
    await trainingIs(opened.page, 'done', 180);
  }, 240_000);

  test('a pane shows what it changed: of a frozen layer nothing, of one that learned every channel', async () => {
    await opened.page.select(networkOf('early'), 'change');
    await until(
      () => legend('early'),
      (text) => text.includes('16 of 16 channels unchanged (100.0 %)'),
    );
    await opened.page.select(networkOf('late'), 'change');
    const words = await until(
      () => legend('late'),
      (text) => text.includes('unchanged'),
    );
    expect(words).toContain('0 of 64 channels unchanged');
    expect(words).toContain('white is zero');
  });

  test('a slider goes through the moments, with the test accuracy; maps and predictions follow', async () => {
    expect(await moment()).toMatch(/^at its end, \d+\.\d % right$/);
    const [changed, predicted] = [await legend('late'), (await retrained()).join()];
    await opened.page.focus(slider);
    await opened.page.keyboard.press('Home');
    await until(moment, (words) => words === 'before the first step');
    await until(
      () => legend('late'),
      (text) => text.includes('64 of 64 channels unchanged'),
    );
    await until(retrained, (rows) => rows.join() !== predicted);
    await opened.page.keyboard.press('ArrowRight');
    await until(moment, (words) => /^after epoch 1, \d+\.\d % right$/.test(words));
    await until(
      () => legend('late'),
      (text) => text.includes('0 of 64 channels unchanged'),
    );
    expect(await legend('late')).not.toBe(changed);
    await opened.page.keyboard.press('End');
    await until(retrained, (rows) => rows.join() === predicted);
    expect(await legend('late')).toBe(changed);
  });

  test('a value that is pointed at is that of the network in the pane, and so is its arithmetic', async () => {
    await openCloserLook(opened.page, 'value');
    const values: string[] = [];
    for (const network of ['pretrained', 'retrained', 'change']) {
      await opened.page.select(networkOf('late'), network);
      await pointAt(opened.page, '>>> #late >>> thaw-feature-maps >>> canvas', 0.03, 0.03);
      const words = await until(
        () => readout('late'),
        (text) => /value [−-]?\d/.test(text),
      );
      values.push(/value\s+(\S+)/.exec(words)?.[1] ?? '');
      await until(
        () => texts('thaw-arithmetic >>> caption'),
        ([caption]) => caption?.includes('as trained here') === (network !== 'pretrained'),
      );
      await opened.page.mouse.move(5, 5);
    }
    const [before = NaN, after = NaN, change = NaN] = values.map((value) => Number(value.replace('−', '-')));
    expect(after - before).toBeCloseTo(change, 3);
  });

  test('the head tells other classes apart: it has its own names, and no difference', async () => {
    await opened.page.select('>>> #late >>> .chooser select', 'fc');
    await until(
      () => texts('#late >>> .incomparable'),
      ([words]) => words?.includes('nothing to compare') ?? false,
    );
    await opened.page.select(networkOf('late'), 'retrained');
    await until(
      () => legend('late'),
      (text) => text.includes('of 3 channels'),
    );
    await pointAt(opened.page, '>>> #late >>> thaw-feature-maps >>> canvas', 0.1, 0.1);
    await until(
      () => readout('late'),
      (text) => text.startsWith('class bird'),
    );
  });

  test('filters follow the moment: before the first step nothing has changed', async () => {
    await press(opened.page, 'Undo');
    await opened.page.select('>>> #late >>> .chooser select', 'layer3.2.relu_1');
    await opened.page.evaluate(() => window.scrollTo(0, 0));
    await click(opened.page, '>>> thaw-inspector >>> #tab-filters');
    await opened.page.select('>>> thaw-filters >>> thaw-channel-chooser >>> select', 'layer3.2.conv2');
    await click(opened.page, '>>> thaw-filters >>> .segmented label:nth-of-type(3)');
    const said = async () => (await texts('thaw-filters >>> p')).join(' ');
    await until(said, (words) => words.includes('of its norm'));
    await opened.page.focus('>>> thaw-inspector >>> thaw-moment >>> input');
    await opened.page.keyboard.press('Home');
    await until(said, (words) => words.includes('Exactly zero'));
  });

  test('no rule of accessibility is broken, in either theme', async () => {
    expect(await faultsInBothThemes(opened.page)).toEqual([]);
  });
});

testNoFaults(opened);
