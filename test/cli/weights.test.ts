/** Weights files on the command line: inspected and converted without a browser, saved whole and as heads. */

import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedModel } from '../embedded-model.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, writeFolder } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFolder(at('pets'), catsAndDogs(4)));

describe('inspect', () => {
  test('tells what a file holds and what it would be loaded as', async () => {
    const { exitCode, json } = await runCli(['inspect', embeddedModel, '--json']);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      file: 'resnet20-cifar10.safetensors',
      bytes: 1_105_528,
      format: 'safetensors',
      elementTypes: ['F32'],
      loads: true,
      architecture: 'ResNet-20 (CIFAR)',
      parameters: 272_474,
      preprocessing: { crop: 32, source: 'file' },
    });
    expect(json.tensors).toHaveLength(107);
    expect(json.report).toHaveLength(11);
    const { stdout } = await runCli(['inspect', embeddedModel, '--tensors']);
    expect(stdout).toContain('layer2.0: 15 loaded');
    expect(stdout).toMatch(/layer3\.0\.downsample\.0\.weight +\[64, 32, 1, 1\]/);
  });

  test('answers a file that is none, and one that is not there, with one line', async () => {
    await writeFile(at('page.pth'), '<!DOCTYPE html><html></html>');
    for (const [file, message] of [
      [at('page.pth'), 'page.pth: got an HTML page'],
      [at('none.pth'), 'no such file'],
    ] as const) {
      const { exitCode, stdout, stderr } = await runCli(['inspect', file]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr.trimEnd()).not.toContain('\n');
    }
  });
});

describe('convert', () => {
  test('to ONNX and back keeps every bit, the classes and the preprocessing', async () => {
    expect((await runCli(['convert', embeddedModel, '--to', at('m.onnx')])).exitCode).toBe(0);
    const { json } = await runCli(['convert', at('m.onnx'), '--to', at('m.safetensors'), '--json']);
    expect(json).toMatchObject({ form: 'safetensors', tensors: 107, architecture: 'ResNet-20 (CIFAR)' });
    const [before, after] = [
      readSafetensors(await readFile(embeddedModel)),
      readSafetensors(await readFile(at('m.safetensors'))),
    ];
    expect(after.tensors).toEqual(before.tensors);
    expect(JSON.parse(after.metadata.classes ?? '')).toEqual(before.metadata.classes?.split(','));
    expect(after.metadata.preprocessing).toContain('"mean":[0.485,0.456,0.406]');
  });

  test('refuses a form that it cannot write before it reads anything', async () => {
    const { exitCode, stderr } = await runCli(['convert', embeddedModel, '--to', at('m.pth')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('has to end in .safetensors or .onnx');
  });
});

describe('what was trained', () => {
  const classified = async (...args: string[]) =>
    (await runCli(['classify', ...args, '--data', at('pets'), '--json'])).json;

  test('is saved as ONNX and as a head alone, and both classify as it did', async () => {
    const saves = ['--save', at('pets.onnx'), '--save-head', at('head.safetensors')];
    const trained = await runCli([
      'train',
      '--model',
      model,
      '--data',
      at('pets'),
      '--epochs',
      '5',
      ...saves,
      '--json',
    ]);
    expect(trained.exitCode).toBe(0);
    expect((await readFile(at('head.safetensors'))).length).toBeLessThan(5000);
    const { json } = await runCli(['inspect', at('pets.onnx'), '--json']);
    expect(json.metadata).toMatchObject({ source: model, seed: '0', classes: '["cat","dog"]' });
    const [whole, head] = [
      await classified('--model', at('pets.onnx')),
      await classified('--model', model, '--head', at('head.safetensors')),
    ];
    expect(whole).toMatchObject({ total: 8, classes: ['cat', 'dog'] });
    expect(head).toMatchObject({ confusion: whole.confusion, classes: ['cat', 'dog'], model: 'head.safetensors' });
  });

  test('a head goes onto no other body, and is no model by itself', async () => {
    await runCli(['convert', embeddedModel, '--to', at('other.safetensors')]);
    const other = readSafetensors(await readFile(at('other.safetensors')));
    const tensors = new Map(other.tensors).set('bn1.bias', { shape: [16], data: new Float32Array(16) });
    await writeFile(at('other.safetensors'), writeSafetensors(tensors, other.metadata));
    const [onOther, alone] = [
      await runCli(['info', '--model', at('other.safetensors'), '--head', at('head.safetensors')]),
      await runCli(['info', '--model', at('head.safetensors')]),
    ];
    expect(onOther.stderr).toContain('got a head of the body');
    expect(alone.stderr).toContain('got a head alone, expected a whole model. Load the model that it was trained on');
  });
});
