/** Classifying a data set from the command line. */

import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, plainPicture, writeFolder, writeZip } from './pictures.js';
import { runCli } from './run-cli.js';

const model = 'resnet20-cifar10';
const at = useFolder();

beforeAll(() => writeFolder(at('pets'), catsAndDogs(4)));

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

  test('--precision f16 predicts as f32 does, and says so', async () => {
    const args = ['classify', '--model', model, '--data', at('pets'), '--json'];
    const [exact, halved] = [await runCli(args), await runCli([...args, '--precision', 'f16'])];
    expect(exact.json).toMatchObject({ precision: 'f32' });
    expect(halved.json).toMatchObject({ precision: 'f16', correct: exact.json.correct, total: 8 });
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
