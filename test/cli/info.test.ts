/** What the command line tells of itself and of a model, and how a model is fed. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { embeddedModel } from '../embedded-model.js';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, writeFolder } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFolder(at('pets'), catsAndDogs(4)));

test('info names the adapter, the models and the data sets', async () => {
  const { exitCode, json } = await runCli(['info', '--json']);
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({ data: ['emoji12'] });
  expect(json.models).toContain(model);
  expect(json.adapter).toEqual(expect.any(String));
});

describe('how a model is fed', () => {
  const embedded = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

  test('is part of what info tells of it', async () => {
    const { json } = await runCli(['info', '--model', model, '--json']);
    const preprocessing = { resize: 32, crop: 32, interpolation: 'bilinear', ...embedded, source: 'file' };
    expect(json.model).toMatchObject({ name: model, architecture: 'ResNet-20 (CIFAR)', preprocessing });
  });

  test('is read from the configuration beside a file that does not say', async () => {
    const { tensors } = readSafetensors(await readFile(embeddedModel), model);
    await mkdir(at('bare'));
    await writeFile(at('bare/model.safetensors'), writeSafetensors(tensors));
    const config = { pretrained_cfg: { input_size: [3, 40, 40], crop_pct: 0.8, ...embedded } };
    await writeFile(at('bare/config.json'), JSON.stringify(config));
    const { json } = await runCli(['info', '--model', at('bare/model.safetensors'), '--json']);
    const preprocessing = { resize: 50, crop: 40, interpolation: 'bicubic', ...embedded, source: 'configuration' };
    expect(json.model).toMatchObject({ preprocessing });
  });

  test('is what the options say', async () => {
    const chosen = [
      '--resize',
      '48',
      '--crop',
      '40',
      '--interpolation',
      'bicubic',
      '--mean',
      '0,0,0',
      '--std',
      '1,1,2',
    ];
    const args = ['classify', '--model', model, '--data', at('pets'), '--limit', '2', ...chosen, '--json'];
    const { json } = await runCli(args);
    expect(json.preprocessing).toEqual({
      resize: 48,
      crop: 40,
      interpolation: 'bicubic',
      mean: [0, 0, 0],
      std: [1, 1, 2],
      source: 'choice',
    });
  });

  test('is refused by name where no network can be fed so', async () => {
    const { exitCode, stderr } = await runCli(['info', '--model', model, '--crop', '64']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('preprocessing, crop: got 64 pixels of pictures resized to 32, expected at most 32.');
  });
});
