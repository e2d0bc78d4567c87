/** The command line, end to end: the embedded model in a headless browser, on small data sets. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { catsAndDogs, plainPicture, writeFolder, writeZip } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-cli-'));
  await writeFolder(at('pets'), catsAndDogs(4));
  await writeFile(at('picture.png'), plainPicture(0x336699));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('usage', () => {
  test.each([
    [['clasify'], 'Unknown command clasify. Did you mean classify'],
    [['classify', '--model', model], '--data D is missing.'],
    [['train', '--model', model, '--data', 'emoji12', '--epoch', '3'], 'Unknown option --epoch. Did you mean --epochs'],
    [['train', '--model', model, '--data', 'emoji12', '--momentum', '1'], 'recipe, momentum: got 1, expected'],
    [
      ['classify', '--model', model, '--data', 'emoji12', '--mean', '0.5'],
      '--mean is "0.5", and has to be a number for',
    ],
    [['train', '--model', model, '--data', 'emoji12', '--schedule', 'linear'], '--schedule is "linear", and has to be'],
    [['train', '--model', model, '--data', 'emoji12', '--bn-policy', 'frozen'], '--bn-policy has "frozen"'],
    [['train', '--model', model, '--data', 'emoji12', '--recipe', 'no-such'], '--recipe no-such is neither fine-tune'],
  ])('%j is wrong: exit code 2 and one line', async (args, message) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('--help shows the commands, and the options of one', async () => {
    expect((await runCli(['--help'])).stdout).toMatch(/info[^]*classify[^]*features[^]*train/);
    expect((await runCli(['train', '--help'])).stdout).toContain('--weight-decay X');
  });
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

test('info names the adapter, the models and the data sets', async () => {
  const { exitCode, json } = await runCli(['info', '--json']);
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({ data: ['emoji12'] });
  expect(json.models).toContain(model);
  expect(json.adapter).toEqual(expect.any(String));
});

test('profile tells of every kernel, what it takes and how near that is to the adapter’s best', async () => {
  const { exitCode, json } = await runCli(['profile', '--model', model, '--rounds', '1', '--json']);
  expect(exitCode).toBe(0);
  const { total, dispatches, peaks } = json as unknown as ProfileOutput;
  expect(peaks.gflops).toBeGreaterThan(0);
  // A forward pass of ResNet-20 is 41 million multiply-adds; by Winograd's algorithm, which software adapters use for its
  // ten convolutions of 32 and 64 channels, 2.36 million each, these are 16 of 36.
  const saved = String(json.adapter).includes('software') ? (10 * 2.36 * 20) / 36 : 0;
  expect(total.flops / 2e6).toBeCloseTo(41.2 - saved, 0);
  expect(total.launches).toBe(dispatches.length);
  expect(dispatches.every(({ milliseconds, bytes }) => milliseconds > 0 && bytes > 0)).toBe(true);
});

interface ProfileOutput {
  readonly peaks: { readonly gflops: number };
  readonly total: { readonly flops: number; readonly launches: number };
  readonly dispatches: readonly { readonly milliseconds: number; readonly bytes: number }[];
}

describe('classify', () => {
  test('counts what is right and prints one object, progress aside', async () => {
    const { exitCode, stdout, json } = await runCli(['classify', '--model', model, '--data', at('pets'), '--json']);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd()).not.toContain('\n');
    const { correct, total, top1 } = json as { correct: number; total: number; top1: number };
    expect(total).toBe(8);
    expect(top1).toBe(correct / total);
    expect(json).toMatchObject({ model, data: 'pets', skipped: [] });
    expect(json.adapter).toEqual(expect.any(String));
  });

  test('--limit takes the first samples', async () => {
    const { json } = await runCli(['classify', '--model', model, '--data', at('pets'), '--limit', '3', '--json']);
    expect(json).toMatchObject({ total: 3 });
  });

  test('a corrupt picture among good ones is named, skipped and counted', async () => {
    const corrupt = plainPicture(0x00ff00).subarray(0, 60);
    await writeZip(at('pets.zip'), { ...catsAndDogs(2), 'cat/broken.png': corrupt, 'dog/notes.txt': corrupt });
    const { exitCode, json, stderr } = await runCli(['classify', '--model', model, '--data', at('pets.zip'), '--json']);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ total: 4 });
    expect(JSON.stringify(json.skipped)).toContain('broken.png');
    expect(stderr).toMatch(/skipped .*broken\.png/);
    expect(stderr).toMatch(/skipped .*notes\.txt/);
  });
});

describe('features', () => {
  const args = (layer: string) => ['features', '--model', model, '--image', at('picture.png'), '--layer', layer];

  test('writes the values as .npy and the maps as PNG', async () => {
    const { exitCode, json } = await runCli([...args('layer2.0.conv1'), '--out', at('maps'), '--json']);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ layer: 'layer2.0.conv1', shape: [1, 32, 16, 16], colourMap: 'diverging' });
    const npy = await readFile(at('maps/layer2.0.conv1.npy'));
    expect(npy.toString('latin1', 10, 128)).toContain("'shape': (1, 32, 16, 16)");
    expect(npy.length).toBe(128 + 4 * 32 * 16 * 16);
    expect((await readFile(at('maps/layer2.0.conv1.png'))).subarray(1, 4).toString()).toBe('PNG');
  });

  test('are those of a body alone with its head left out, and nothing is refused silently', async () => {
    const tensors = new Map(readSafetensors(await readFile(embeddedModel)).tensors);
    for (const name of ['fc.weight', 'fc.bias']) tensors.delete(name);
    await writeFile(at('body.safetensors'), writeSafetensors(tensors));
    const body = ['features', '--model', at('body.safetensors'), '--image', at('picture.png'), '--layer', 'relu'];
    const refused = await runCli([...body, '--out', at('body')]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('2 missing (fc.weight, fc.bias)');
    expect(refused.stderr).toContain('load it without its head (--leave-out head');
    const taken = await runCli([...body, '--leave-out', 'head', '--out', at('body'), '--json']);
    expect(taken.json).toMatchObject({ layer: 'relu', shape: [1, 16, 32, 32] });
  });

  test('a layer that does not exist is answered with near names', async () => {
    const { exitCode, stdout, stderr } = await runCli([...args('layr2.0.conv1'), '--out', at('none')]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('layer2.0.conv1');
    expect(existsSync(at('none'))).toBe(false);
  });
});

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

describe('check-gradients', () => {
  test('holds every tensor of a layer against the loss', async () => {
    const { exitCode, json } = await runCli(['check-gradients', '--model', model, '--layer', 'layer3.2.bn2', '--json']);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ model, passes: true });
    expect((json.results as { name: string }[]).map(({ name }) => name)).toEqual([
      'layer3.2.bn2.weight',
      'layer3.2.bn2.bias',
    ]);
  });
});

describe('bad input ends in one clear line and exit code 1', () => {
  async function failure(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runCli([...args, '--json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).not.toContain('    at ');
    return stderr.trimEnd().split('\n').at(-1) ?? '';
  }

  test('a truncated safetensors file', async () => {
    const whole = await readFile(embeddedModel);
    await writeFile(at('truncated.safetensors'), whole.subarray(0, 100_000));
    const message = await failure('classify', '--model', at('truncated.safetensors'), '--data', at('pets'));
    expect(message).toMatch(/^thaw: .*truncated\.safetensors.*100,000 bytes/);
  });

  test('a zip with no images', async () => {
    await writeZip(at('notes.zip'), { 'a/notes.txt': plainPicture(0) });
    const message = await failure('train', '--model', model, '--data', at('notes.zip'));
    expect(message).toMatch(/^thaw: .*notes\.zip/);
  });

  test('a boundary, or a layer to check, that is not there is answered with near names', async () => {
    expect(await failure('train', '--model', model, '--data', at('pets'), '--freeze', 'layr2')).toMatch(
      /layr2.*layer2/,
    );
    expect(await failure('check-gradients', '--model', model, '--layer', 'layr2')).toMatch(/layr2.*layer2/);
  });

  test('a checkpoint that is none', async () => {
    const message = await failure('train', '--model', model, '--data', at('pets'), '--resume', embeddedModel);
    expect(message).toMatch(/^thaw: --resume .*weights without a training/);
  });

  test('memory that does not suffice, with a batch size that would', async () => {
    const said = ['--freeze', 'none', '--memory-budget', '6', '--batch-size', '8'];
    const message = await failure('train', '--model', model, '--data', at('pets'), ...said);
    expect(message).toMatch(/MB with a batch of 8 .*at most 6.0 MB/);
  });

  test('a model that is in no zoo', async () => {
    expect(await failure('classify', '--model', 'resnet20', '--data', at('pets'))).toContain(model);
  });

  test('files that are not there', async () => {
    expect(await failure('classify', '--model', model, '--data', at('pats'))).toContain('no such file');
    expect(await failure('classify', '--model', at('a.safetensors'), '--data', at('pets'))).toContain('no such file');
  });
});
