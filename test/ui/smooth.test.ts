/** The main thread stays free: while a training runs, and while the maps of a wide layer are scrolled through. */

import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import { seededParameters } from '../seeded.js';
import { useFolder } from '../use-folder.js';
import { drop, openSmallData, train } from './hands.js';
import { until } from './harness.js';
import { longestTask } from './longest-task.js';
import { testNoFaults, useOpenPlayground } from './use-playground.js';
import { trainingIs } from './waits.js';

/** Milliseconds. */
const mostAtAStretch = 50;

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

test('no task is long while a training runs', { timeout: 240_000 }, async () => {
  const { page } = opened;
  await openSmallData(page, at('drawings.zip'), 120);
  await page.select('>>> #preset', 'last-stage');
  const longest = await longestTask(page, async () => {
    await train(page, 4);
    await trainingIs(page, 'done', 180);
  });
  expect(longest).toBeLessThan(mostAtAStretch);
});

test('no task is long while 512 maps are scrolled through under the pointer', { timeout: 240_000 }, async () => {
  const { page } = opened;
  const wide = resnet({ ...architecture('resnet18', { classCount: 3 }), blocks: [1, 1, 1, 1] });
  await writeFile(at('wide.safetensors'), writeSafetensors(seededParameters(wide.parameters)));
  await drop(page, [at('wide.safetensors')]);
  await until(
    () => texts('#late >>> .legend'),
    ([words]) => words?.includes('of 512 channels') ?? false,
    180,
  );
  const scroller = '>>> #late >>> thaw-feature-maps >>> .scroller';
  const box = await (await page.$(scroller))?.boundingBox();
  const scroll = async () => {
    await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 100);
    for (let turn = 0; turn < 30; turn++) await page.mouse.wheel({ deltaY: 100 });
    await until(
      () =>
        page.$eval(scroller, ({ scrollTop, scrollHeight, clientHeight }) => scrollTop / (scrollHeight - clientHeight)),
      (share) => share > 0.5,
      20,
    );
  };
  expect(await longestTask(page, scroll)).toBeLessThan(mostAtAStretch);
});

testNoFaults(opened);
