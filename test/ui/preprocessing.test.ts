/** How a model is fed: shown beside its name, changed part by part, and the open picture goes through it anew. */

import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { useFolder } from '../use-folder.js';
import { click, drop, press, type } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { predictionsAreThere } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts } = opened;

beforeAll(() => predictionsAreThere(opened.page));

const shares = () => texts('thaw-predictions >>> .share');
const fed = async () => (await texts('thaw-network-line >>> .fed'))[0];
const dialog = '>>> thaw-preprocessing >>> dialog[open]';

async function openDialog(): Promise<void> {
  await click(opened.page, '>>> thaw-network-line >>> .fed');
  await opened.page.waitForSelector(dialog, { visible: true });
}

describe('the dialog beside the name of the network', () => {
  test('shows every part of the preprocessing, and where it is from', async () => {
    expect(await fed()).toBe('sees 32 × 32');
    await openDialog();
    expect(await texts('thaw-preprocessing >>> dialog p')).toContain('Now as the weights file says.');
    const values = await opened.page.$$eval('>>> thaw-preprocessing >>> :is(input, select)', (fields) =>
      fields.map((field) => (field as HTMLInputElement).value),
    );
    expect(values).toEqual(['32', '32', 'bilinear', '0.485 0.456 0.406', '0.229 0.224 0.225']);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });

  test('says what is wrong as it is typed, and applies nothing', async () => {
    await type(opened.page, 'Crop', '33');
    const [wrong] = await until(
      () => texts('thaw-preprocessing >>> .wrong'),
      ({ length }) => length > 0,
    );
    expect(wrong).toBe('Crop: expected at most 32.');
    expect(await opened.page.$(`${dialog} .primary:disabled`)).not.toBeNull();
  });

  test('changes what the network sees of the open picture', async () => {
    const before = await shares();
    await type(opened.page, 'Resize', '64');
    await type(opened.page, 'Crop', '48');
    await press(opened.page, 'Apply');
    await until(fed, (words) => words === 'sees 48 × 48');
    const after = await until(shares, (rows) => rows.length === 5 && rows.join() !== before.join());
    expect(after).toHaveLength(5);
    expect(await texts('thaw-spine >>> .stage-name')).toContain('3 × 48 × 48');
    await openDialog();
    expect(await texts('thaw-preprocessing >>> dialog p')).toContain('Now as chosen here.');
    await press(opened.page, 'Cancel');
  });
});

test('a configuration that is dropped with the weights says how they are fed, and names their classes', async () => {
  const { tensors } = readSafetensors(await readFile(embeddedModel), 'embedded');
  const names = ['jet', 'car', 'wren', 'tabby', 'elk', 'pug', 'toad', 'mare', 'tug', 'lorry'];
  const config = {
    label_names: names,
    pretrained_cfg: {
      input_size: [3, 40, 40],
      crop_pct: 0.8,
      interpolation: 'bicubic',
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
  };
  await writeFile(at('bare.safetensors'), writeSafetensors(tensors, {}));
  await writeFile(at('config.json'), JSON.stringify(config));
  await drop(opened.page, [at('bare.safetensors'), at('config.json')]);
  await until(fed, (words) => words === 'sees 40 × 40');
  const title = await opened.page.$eval('>>> thaw-network-line >>> .fed', (button) => button.getAttribute('title'));
  expect(title).toBe(
    'Pictures are resized to 50 (bicubic), the middle 40 x 40, mean 0 0 0, std 1 1 1; as the configuration beside the file says',
  );
  const classes = await until(
    () => texts('thaw-predictions >>> .class'),
    ({ length }) => length === 5,
  );
  expect(classes.every((name) => names.includes(name))).toBe(true);
});

test('nothing was logged', () => {
  expect(opened.faults).toEqual([]);
});
