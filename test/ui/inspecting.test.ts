/** A closer look: what a value is made of, where a class is seen, how alike the blocks are. */

import { beforeAll, describe, expect, test } from 'vitest';
import { click, pointAt } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { mapsAreThere } from './waits.js';

const opened = useOpenPlayground({ height: 1400 });

const inside = '>>> thaw-inspector';
const texts = (selector: string) => opened.texts(`thaw-inspector ${selector}`);

beforeAll(async () => {
  await mapsAreThere(opened.page);
  await click(opened.page, '>>> thaw-closer-look >>> summary');
  await until(
    () => texts('>>> [role=tab]'),
    (tabs) => tabs.length === 9,
  );
});

describe('a closer look', () => {
  test('adds up the value that was pointed at to what the GPU has', async () => {
    await pointAt(opened.page, '>>> thaw-feature-maps >>> canvas', 0.3, 0.3);
    const rows = await until(
      () => texts('>>> thaw-arithmetic >>> tr'),
      (found) => found.some((row) => row.startsWith('sum')),
    );
    const last = rows.at(-1) ?? '';
    expect(rows.join(' ')).toMatch(/layer1\.0\.bn2.*layer1\.0\.add.*layer1\.0\.relu_1/s);
    const [ours, gpu] = [...last.matchAll(/(−?[\d.]+)\s*$|(−?[\d.]+)\s+(?=−?[\d.]+\s*$)/g)].map(([text]) =>
      text.trim(),
    );
    expect(ours).toBe(gpu);
  });

  test('shows where a class is seen, by each method, and with random weights', async () => {
    await click(opened.page, `${inside} >>> #tab-saliency`);
    const words = () => texts('>>> thaw-saliency >>> .choices');
    await until(words, ([text = '']) => /\w+\s*: the maps of the last block/.test(text.replace(/\s+/g, ' ')));
    await click(opened.page, `${inside} >>> thaw-saliency >>> input[type=checkbox]`);
    await until(
      () => texts('>>> thaw-saliency >>> [role=status]'),
      ([status]) => status === '',
    );
  });

  test('compares blocks: each is like itself', async () => {
    await click(opened.page, `${inside} >>> #tab-similarity`);
    await until(
      () =>
        opened.page.$$eval(`${inside} >>> thaw-block-similarity >>> button`, (found) =>
          found.map((one) => one.disabled),
        ),
      ([isDisabled]) => isDisabled === false,
      120,
    );
    await click(opened.page, `${inside} >>> thaw-block-similarity >>> button`);
    const cells = await until(
      () => texts('>>> thaw-block-similarity >>> td'),
      (found) => found.length === 100,
      180,
    );
    expect(Array.from({ length: 10 }, (_, index) => cells[index * 11])).toEqual(Array(10).fill('1.00'));
  });

  test('is walked through by arrow keys, breaks no rule of accessibility, and nothing went wrong', async () => {
    await opened.page.keyboard.press('Tab');
    await click(opened.page, `${inside} >>> #tab-value`);
    await opened.page.keyboard.press('ArrowRight');
    expect(await texts('>>> [role=tab][aria-selected=true]')).toEqual(['Filters']);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});
