/** The zoo on the command line: a model is downloaded once, kept in a folder, and loads without a server afterwards. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { startCdn, type Cdn } from '../cdn.js';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, writeFolder } from './pictures.js';
import { runCli, type CliOutcome } from './run-cli.js';

/** Its checksum is not known beforehand, so that any model may stand for it here. */
const model = 'resnet101.tv_in1k';
const file = `${model}.safetensors`;

const at = useFolder();
let content: Buffer;
let cdn: Cdn;

beforeAll(async () => {
  await writeFolder(at('pets'), catsAndDogs(1));
  content = await readFile(embeddedModel);
  cdn = await startCdn({ content });
  process.env.THAW_CACHE = at('models');
  process.env.HF_ENDPOINT = cdn.origin;
});

afterAll(() => cdn.close());

beforeEach(async () => {
  await rm(at('models'), { recursive: true, force: true });
  cdn.behave({ content, etag: '"1"' });
});

const classify = (name: string) => runCli(['classify', '--model', name, '--data', at('pets'), '--json']);
const download = (name = model, ...hear: [Parameters<typeof runCli>[1]?]) =>
  runCli(['zoo', '--download', name, '--json'], ...hear);

function expectFailure({ exitCode, stdout, stderr }: CliOutcome, message: RegExp): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message);
}

describe('a model by its name', () => {
  test('is downloaded through redirects and in spite of a cut, and the next time no server is needed', async () => {
    cdn.behave({ content, redirects: true, cuts: [300_000], etag: '"1"' });
    const first = await classify(model);
    expect(first).toMatchObject({ exitCode: 0, json: { model, total: 2 } });
    expect(first.stderr).toContain(`Downloading ${model}`);
    expect(cdn.requests[0]).toBe(`/timm/${model}/resolve/main/model.safetensors`);
    expect((await readFile(at('models', file))).equals(content)).toBe(true);

    const before = cdn.requests.length;
    const second = await classify(model);
    expect(second).toMatchObject({ exitCode: 0, json: { correct: first.json.correct } });
    expect(cdn.requests).toHaveLength(before);
  });

  test('can be interrupted on its way, and goes on where it was', async () => {
    cdn.behave({ content, slowness: 200, etag: '"1"' });
    let isSent = false;
    const first = await download(model, (stderr, send) => {
      if (isSent || !stderr.includes('Downloading')) return;
      isSent = true;
      setTimeout(() => send('SIGINT'), 1500);
    });
    expect(first.exitCode).toBe(130);
    expect(first.stderr).toContain('thaw: Interrupted. What has come is kept');

    const [part] = (await runCli(['cache', '--json'])).json.files as { name: string; bytes: number }[];
    expect(part).toMatchObject({ name: file, isComplete: false });
    cdn.behave({ content, etag: '"1"' });
    expect((await download()).exitCode).toBe(0);
    expect(cdn.requests.at(-1)).toContain(`bytes=${part?.bytes}-`);
  });
});

describe('what is not the model is refused', () => {
  test('a file with another checksum', async () => {
    cdn.behave({ content, hidesLength: true });
    const message = /^thaw: resnet101\.a1_in1k: got a file with the SHA-256 4226e377.*, expected 1ba5b660/;
    expectFailure(await download('resnet101.a1_in1k'), message);
  });

  test('a page in its place', async () => {
    cdn.behave({ content: Buffer.from('<!doctype html><title>Log in</title>') });
    const message = /^thaw: resnet18\.tv_in1k: got an answer of 36 bytes, expected the 46,807,446 bytes of/;
    expectFailure(await download('resnet18.tv_in1k'), message);
  });

  test('nothing at all', async () => {
    cdn.behave({ content, statuses: [404] });
    expectFailure(await download(), /^thaw: resnet101\.tv_in1k: got status 404, expected the file/);
  });

  test('another file than the first time', async () => {
    await download();
    expect((await runCli(['cache', '--delete', model, '--json'])).json).toMatchObject({ bytes: 0, files: [] });
    const other = Buffer.concat([content.subarray(0, -1), Buffer.of(1)]);
    cdn.behave({ content: other });
    expectFailure(await download(), /, that of the first download\. It was deleted\./);
    await runCli(['cache', '--clear']);
    expect((await download()).exitCode).toBe(0);
  });

  test('a file that was brought, whose name promises another checksum', async () => {
    await writeFile(at('resnet18-f37072fd.pth'), content);
    const message = /^thaw: resnet18-f37072fd\.pth: got a file whose SHA-256 begins with 4226e377, expected f37072fd/;
    expectFailure(await classify(at('resnet18-f37072fd.pth')), message);
  });

  test('a name that is in no zoo', async () => {
    expectFailure(await download('resnet50.a1'), /got "resnet50\.a1", expected one of resnet50\.a1_in1k/);
  });
});

describe('zoo and cache', () => {
  test('zoo lists every model with size, licence, accuracy and whether it is kept', async () => {
    const { json } = await download();
    expect(json).toMatchObject({ folder: at('models') });
    const models = json.models as { name: string; kept?: unknown }[];
    expect(models.filter(({ kept }) => kept)).toMatchObject([
      { name: model, kept: { bytes: content.length, isComplete: true } },
    ]);
    const { stdout } = await runCli(['zoo']);
    expect(stdout).toMatch(
      /resnet20-cifar10 +ResNet-20, CIFAR-10 +1\.1 MB +Apache-2\.0 +85\.1 % +CIFAR-10 +comes along/,
    );
    expect(stdout).toMatch(/resnet101\.tv_in1k +.*179 MB +BSD-3-Clause +77\.4 % +ImageNet-1k +kept/);
  });

  test('cache lists what is kept, and answers a name that is not with those that are', async () => {
    await download();
    expect((await runCli(['cache'])).stdout).toMatch(/resnet101\.tv_in1k\.safetensors +1\.1 MB\n1\.1 MB in /);
    const missing = await runCli(['cache', '--delete', 'resnet18.tv_in1k']);
    expectFailure(missing, /got "resnet18\.tv_in1k", expected one of resnet101\.tv_in1k\.safetensors/);
  });
});
