/** What the command line refuses, and with which words: wrong usage with exit code 2, bad input with 1. */

import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, plainPicture, writeFolder, writeZip } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFolder(at('pets'), catsAndDogs(4)));

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
