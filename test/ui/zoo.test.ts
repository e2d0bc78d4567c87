/** The models that load by name: downloaded with progress, cancelled, gone on with after a reload, kept, and deleted. */

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCdn, type Cdn } from '../cdn.js';
import { embeddedModel } from '../embedded-model.js';
import { useFolder } from '../use-folder.js';
import { drop, press } from './hands.js';
import { accessibilityFaults, until } from './harness.js';
import { useOpenPlayground } from './use-playground.js';
import { dataHave, predictionsAreThere } from './waits.js';

/** Its checksum is not known beforehand, so that any model may stand for it here. */
const model = 'resnet101.tv_in1k';

const at = useFolder();
const opened = useOpenPlayground();
let cdn: Cdn;
let content: Buffer;

beforeAll(async () => {
  content = await readFile(embeddedModel);
  cdn = await startCdn({ content, etag: '"1"' });
  await ready();
  // With the data a button behind the dialog changes its colours, which takes a moment.
  await dataHave(opened.page, '12 classes');
  await press(opened.page, 'Models');
  await until(
    () => texts('li'),
    ({ length }) => length > 10,
  );
});

afterAll(() => cdn.close());

const texts = (selector: string) => opened.texts(`thaw-zoo >>> ${selector}`);
const row = async (name = model) => (await opened.words('thaw-zoo >>> li')).find((text) => text.includes(name)) ?? '';
const isOpen = async () => (await opened.page.$$('>>> thaw-zoo')).length > 0;

/** Waits for the first prediction, and sends what the worker asks of Hugging Face to the server of this test. */
async function ready(): Promise<void> {
  await predictionsAreThere(opened.page);
  for (const worker of opened.page.workers()) await worker.evaluate(redirectFetch, cdn.origin);
}

/** Runs in the worker. */
function redirectFetch(origin: string): void {
  const original = globalThis.fetch;
  globalThis.fetch = (url, init) => original(new Request(url).url.replace('https://huggingface.co', origin), init);
}

async function reload(): Promise<void> {
  await opened.page.reload();
  await ready();
  await press(opened.page, 'Models');
  await until(row, (text) => text !== '');
}

describe('the dialog', () => {
  test('lists every model with size, accuracy and licence', async () => {
    expect(await row('resnet20-cifar10')).toMatch(
      /ResNet-20, CIFAR-10 resnet20-cifar10 .*1\.1 MB.*85\.1 % top-1.*Apache-2\.0.*In use/,
    );
    expect(await row()).toMatch(/ResNet-101, torchvision .*179 MB.*77\.4 % top-1.*BSD-3-Clause.*Download/);
    expect(await texts('.foot p')).toEqual(['Nothing is kept in this browser.']);
  });

  test('leads to the files that a page may not read', async () => {
    const links = await opened.page.$$eval('>>> thaw-zoo >>> a.button', (all) =>
      all.map((link) => link.getAttribute('href')),
    );
    expect(links).toContain('https://download.pytorch.org/models/resnet50-11ad3fa6.pth');
    expect(links).toHaveLength(5);
  });

  test('breaks no rule of accessibility', async () => {
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });
});

describe('a download', () => {
  test('tells how far it is, and what has come is kept when it is cancelled', async () => {
    cdn.behave({ content, slowness: 150, etag: '"1"' });
    await press(opened.page, `Download ${model}`);
    expect(await until(row, (text) => text.includes(' of '))).toMatch(/\d\.\d of 1\.1 MB/);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
    await press(opened.page, 'Cancel');
    expect(await until(row, (text) => text.includes('Continue'))).toMatch(/0\.\d of 179 MB/);
    expect(await texts('.error')).toEqual([]);
  });

  test('goes on where it was after a reload, and its model is loaded', async () => {
    await reload();
    expect(await row()).toContain('Continue');
    cdn.behave({ content, etag: '"1"' });
    await press(opened.page, `Continue ${model}`);
    await until(isOpen, (open) => !open);
    expect(cdn.requests.at(-1)).toMatch(/model\.safetensors bytes=\d+-$/);
    await press(opened.page, 'Models');
    expect(await until(row, (text) => text.includes('In use'))).not.toContain(' of ');
    expect(await texts('.foot p')).toEqual(['Kept in this browser: 1 file, 1.1 MB.']);
  });

  test('is not needed on the next visit', async () => {
    await reload();
    const before = cdn.requests.length;
    await press(opened.page, `Load ${model}`);
    await until(isOpen, (open) => !open);
    await press(opened.page, 'Models');
    await until(row, (text) => text.includes('In use'));
    expect(cdn.requests).toHaveLength(before);
  });

  test('of another file is refused in the dialog, with both checksums', async () => {
    cdn.behave({ content, hidesLength: true });
    await press(opened.page, 'Download resnet101.a1_in1k');
    const [error] = await until(
      () => texts('.error'),
      ({ length }) => length > 0,
    );
    expect(error).toMatch(/resnet101\.a1_in1k: got a file with the SHA-256 4226e377.*, expected 1ba5b660/);
    expect(await row('resnet101.a1_in1k')).toContain('Download');
  });

  test('of a server that does not answer pages says what else can be done', async () => {
    cdn.behave({ content, refusesPages: true });
    await press(opened.page, 'Download resnet18.a1_in1k');
    const [error] = await until(
      () => texts('.error'),
      ([text]) => text?.includes('resnet18') ?? false,
    );
    expect(error).toMatch(/resnet18\.a1_in1k: got Failed to fetch, .*A server may also refuse web pages/);
  });
});

describe('what is kept', () => {
  test('is deleted, one or all', async () => {
    await press(opened.page, `Delete ${model} from this browser`);
    await until(
      () => texts('.foot p'),
      ([text]) => text === 'Nothing is kept in this browser.',
    );
    await press(opened.page, 'Close');
    expect(await until(isOpen, (open) => !open)).toBe(false);
  });
});

test('a dropped file is held against the checksum in its name', async () => {
  await writeFile(at('resnet18-f37072fd.pth'), content);
  await drop(opened.page, [at('resnet18-f37072fd.pth')]);
  const notices = () => opened.texts('thaw-notice >>> .parts');
  const [notice] = await until(notices, ({ length }) => length > 0);
  expect(notice).toMatch(/got a file whose SHA-256 begins with 4226e377, expected f37072fd/);
});
