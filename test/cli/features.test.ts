/** The maps and values of a layer, written by the command line. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { embeddedModel } from '../embedded-model.js';
import { useFolder } from '../use-folder.js';
import { plainPicture } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFile(at('picture.png'), plainPicture(0x336699)));

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

  test('of the input are the picture’s three colours as the network takes them', async () => {
    const { json } = await runCli([
      ...args('input'),
      '--out',
      at('input'),
      '--mean',
      '0.2,0.1,0',
      '--std',
      '0.5,1,2',
      '--json',
    ]);
    expect(json).toMatchObject({ layer: 'input', shape: [1, 3, 32, 32], colourMap: 'diverging' });
    const values = new Float32Array(new Uint8Array(await readFile(at('input/input.npy'))).buffer, 128);
    const plane = 32 * 32;
    const expected = [(0x99 / 255 - 0.2) / 0.5, 0x66 / 255 - 0.1, 0x33 / 255 / 2];
    expect(values.length).toBe(3 * plane);
    expected.forEach((value, channel) => {
      for (const number of values.subarray(channel * plane, (channel + 1) * plane))
        expect(number).toBeCloseTo(value, 5);
    });
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
