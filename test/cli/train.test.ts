/** Training from the command line: told, saved, gone on with, cancelled. */

import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, writeFolder } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFolder(at('pets'), catsAndDogs(4)));

describe('train', () => {
  const args = ['train', '--model', model, '--data'];

  test('tells how far the last step moved each layer that learns', async () => {
    const watched = [...args, at('pets'), '--freeze', 'layer3.1', '--steps', '1', '--watch-layers'];
    const { json } = await runCli([...watched, '--json']);
    const layers = json.layers as { layer: string; updateNorm: number }[];
    const names = ['conv1', 'bn1', 'conv2', 'bn2'].map((name) => `layer3.2.${name}`);
    expect(layers.map(({ layer }) => layer)).toEqual([...names, 'fc']);
    expect(layers.every(({ updateNorm }) => updateNorm > 0)).toBe(true);
    expect((await runCli(watched)).stdout).toMatch(/^layer +gradient +weights +update +update \/ weights\n/);
  });

  test('tells every epoch, and saves a model that classifies what it was trained on', async () => {
    const saves = ['--save', at('trained.safetensors'), '--save-initial', at('initial.safetensors')];
    const { exitCode, json } = await runCli([
      ...args,
      at('pets'),
      '--epochs',
      '5',
      '--batch-size',
      '4',
      ...saves,
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ isComplete: true, trainableParameters: 2 * 64 + 2, submitsPerStep: 1 });
    expect(json).toMatchObject({
      settings: { freeze: 'head', epochs: 5, batchSize: 4, momentum: 0.9 },
    });
    for (const name of ['testAccuracy', 'peakGpuBytes', 'dispatchesPerStep', 'prefixSeconds', 'seconds']) {
      expect(json[name]).toEqual(expect.any(Number));
    }
    const epochs = json.epochs as Record<string, number>[];
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    for (const name of ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'seconds']) {
      expect(epochs[0]?.[name]).toEqual(expect.any(Number));
    }
    expect(await readFile(at('trained.safetensors'))).not.toEqual(await readFile(at('initial.safetensors')));
    const again = await runCli(['classify', '--model', at('trained.safetensors'), '--data', at('pets'), '--json']);
    expect(again.json).toMatchObject({ total: 8, correct: 8, classes: ['cat', 'dog'] });
  });

  test('a checkpoint is gone on from, to the same end', async () => {
    const whole = await runCli([...args, at('pets'), '--epochs', '3', '--checkpoint', at('run.ckpt'), '--json']);
    const rest = await runCli([...args, at('pets'), '--resume', at('run.ckpt'), '--json']);
    expect(rest.exitCode).toBe(0);
    expect(rest.json.losses).toEqual(whole.json.losses);
    expect(rest.json.settings).toEqual(whole.json.settings);
    expect(rest.json.testAccuracy).toBe(whole.json.testAccuracy);
  });

  test('activations that the GPU has no room for go to a file, and change nothing', async () => {
    const run = (...more: string[]) =>
      runCli([...args, at('pets'), '--freeze', 'layer1', '--steps', '4', ...more, '--json']);
    const [onGpu, inFile] = [await run(), await run('--cache-budget', '0')];
    expect(onGpu.json.cacheFileBytes).toBe(0);
    expect(inFile.json.cacheFileBytes).toBeGreaterThan(0);
    expect(inFile.json.losses).toEqual(onGpu.json.losses);
  });

  test('a recipe in a file is changed by what is said beside it', async () => {
    await writeFile(at('recipe.json'), JSON.stringify({ freeze: 'layer3.1', epochs: 9, labelSmoothing: 0.1 }));
    const said = [
      '--recipe',
      at('recipe.json'),
      '--steps',
      '2',
      '--unfreeze',
      'layer3.0.conv2',
      '--optimizer',
      'adamw',
    ];
    const { json } = await runCli([...args, at('pets'), ...said, '--batch-size', '2', '--json']);
    expect(json.settings).toMatchObject({ freeze: 'layer3.1', labelSmoothing: 0.1, steps: 2, optimizer: 'adamw' });
    expect((json.losses as unknown[]).length).toBe(2);
    expect(json.trainableParameters).toBe(36_864 + 2 * (36_864 + 128) + 130);
  });

  test('Ctrl+C ends it with what was reached', async () => {
    const longRun = [...args, at('pets'), '--epochs', '10000', '--json'];
    const { exitCode, json } = await runCli(longRun, (stderr, send) => {
      if (stderr.includes('epoch') && !stderr.includes('Cancelling')) send('SIGINT');
    });
    expect(exitCode).toBe(130);
    expect(json).toMatchObject({ isComplete: false });
  });

  test('a result that could not be written is refused before the work begins', async () => {
    const { exitCode, stderr } = await runCli([...args, at('pets'), '--save', at('nowhere/model.safetensors')]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^thaw: --save .*nowhere/);
  });
});
