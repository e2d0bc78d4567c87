/** Weights files on the page: what became of one, one without its head, and a head that goes back onto its body. */

import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { useFolder } from '../use-folder.js';
import { click, downloadOf, drop, press, train } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { smallClasses, smallZip } from './small-data.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave, predictionsAreThere, trainingIs } from './waits.js';

const at = useFolder();
const opened = useOpenPlayground();
const { texts, words } = opened;

beforeAll(async () => {
  const { tensors } = readSafetensors(await readFile(embeddedModel));
  const body = [...tensors].filter(([name]) => !name.startsWith('fc.'));
  await writeFile(
    at('body.safetensors'),
    writeSafetensors(new Map(body.map(([name, one]) => [`module.${name}`, one]))),
  );
  await writeFile(at('drawings.zip'), await smallZip());
  await predictionsAreThere(opened.page);
  // Others are refused for as long as these are being read.
  await dataHave(opened.page, '12 classes');
});

const best = async () => (await texts('thaw-predictions >>> li'))[0] ?? '';
const facts = async () => (await words('thaw-network-line >>> .facts'))[0] ?? '';
const notices = () => texts('thaw-notice >>> .parts');
const rows = () => words('thaw-load-report >>> tbody tr');

/** Its list comes after the dialog itself. */
async function openModels(): Promise<void> {
  await press(opened.page, 'Models');
  await until(
    () => texts('thaw-zoo >>> li'),
    ({ length }) => length > 10,
  );
}

test('what became of each block’s tensors is told', async () => {
  await press(opened.page, '272,474 weights, 10 classes');
  const told = await until(rows, ({ length }) => length > 0);
  expect(told).toHaveLength(11);
  expect(told[0]).toBe('stem 5 loaded');
  expect(await accessibilityFaults(opened.page)).toEqual([]);
  await press(opened.page, 'Close');
});

test('a file without a head is refused with what to do, and then taken under a new one', async () => {
  await drop(opened.page, [at('body.safetensors')]);
  const [notice] = await until(notices, ({ length }) => length > 0);
  expect(notice).toContain('2 missing (fc.weight, fc.bias)');
  expect(notice).toContain('the box under Models');

  await openModels();
  await click(opened.page, '>>> thaw-zoo >>> .leave-out input');
  await drop(opened.page, [at('body.safetensors')]);
  await until(best, (text) => text.startsWith('class '));
  await press(opened.page, '272,474 weights, 10 classes');
  const told = await until(rows, (all) => all.some((row) => row.includes('new')));
  expect(told[0]).toBe('stem 5 loaded, renamed from module.conv1.weight …');
  expect(told.at(-1)).toBe('head 2 new');
  await press(opened.page, 'Close');
});

test('a head that was saved alone goes back onto its body, and no other', async () => {
  await openModels();
  await press(opened.page, 'Load resnet20-cifar10');
  await until(best, (text) => text.includes('%') && !text.startsWith('class '));
  await drop(opened.page, [at('drawings.zip')]);
  await dataHave(opened.page, `${smallClasses.length} classes`);
  await train(opened.page, 2);
  await trainingIs(opened.page, 'done');
  const trained = await until(
    () => texts('thaw-predictions >>> section.retrained >>> li'),
    ({ length }) => length === smallClasses.length,
  );
  const { name } = await downloadOf(opened.page, at(), () => press(opened.page, 'Head alone'));
  expect(name).toBe('resnet20-cifar10-head.safetensors');

  await drop(opened.page, [at(name)]);
  await until(facts, (text) => text.includes(`${smallClasses.length} classes`));
  expect(
    await until(
      () => texts('thaw-predictions >>> li'),
      ({ length }) => length === smallClasses.length,
    ),
  ).toEqual(trained);
});

test('nothing went wrong on the way', () => {
  expect(opened.faults).toEqual([]);
});
