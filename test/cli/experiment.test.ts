/** Experiments from the command line: killed and gone on with, divided and merged, to the same bytes. */

import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { catsAndDogs, trucksAndShips, writeFolder } from './pictures.js';
import { runCli } from './run-cli.js';

const at = useFolder();

/** Four runs of a few steps, on pictures of 8 pixels. */
const document = () => ({
  name: 'pets',
  kind: 'freeze-sweep',
  model: 'resnet20-cifar10',
  data: at('pets'),
  imageSize: 8,
  seeds: [1, 2],
  recipe: { epochs: 1, batchSize: 4 },
  factors: { cuts: ['layer3', 'layer2'], targets: [0.5] },
});

beforeAll(async () => {
  await writeFolder(at('pets'), catsAndDogs(4));
  await writeFile(at('pets.json'), JSON.stringify(document()));
});

/** A run as results.json has it. */
interface Ran {
  readonly arm: string;
  readonly foundRate?: number;
}

const results = async (out: string) =>
  Promise.all(['results.json', 'results.csv'].map((name) => readFile(at(out, name), 'utf8')));

describe('usage', () => {
  test.each([
    [['experiment', '--out', 'x'], 'Got no file, expected one: FILE.json, the experiment.'],
    [['experiment', 'no-such.json', '--out', 'x'], 'no-such.json: got no such file'],
    [['merge', '--out', 'x'], 'DIR… is missing'],
    [['merge', 'no-such-folder', '--out', tmpdir()], 'got no such file'],
  ])('%j is wrong, and no browser is started', async (args, message) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect(stdout).toBe('');
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).toContain(message);
  });

  test.each(['0/2', '3/2', 'half'])('--shard %s is wrong', async (shard) => {
    const { exitCode, stderr } = await runCli(['experiment', at('pets.json'), '--out', at('out'), '--shard', shard]);
    expect([exitCode, stderr.includes('has to be I/N with I from 1 to N')]).toEqual([2, true]);
  });

  test('a field that is wrong is named', async () => {
    await writeFile(at('wrong.json'), JSON.stringify({ ...document(), seed: [1] }));
    const { stderr } = await runCli(['experiment', at('wrong.json'), '--out', at('out')]);
    expect(stderr).toContain('experiment: got a field "seed", expected a field such as seeds');
  });

  test('--schema prints the published schema', async () => {
    const published = new URL('../../docs/experiments/experiment.schema.json', import.meta.url);
    const { stdout } = await runCli(['experiment', '--schema']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(await readFile(published, 'utf8')));
  });
});

describe('an experiment', () => {
  const experiment = (out: string, ...more: string[]) => ['experiment', at('pets.json'), '--out', at(out), ...more];

  test('that is killed after its first run goes on to the same bytes as one in a piece, and in merged shards', async () => {
    const whole = await runCli([...experiment('whole'), '--json']);
    expect(whole.json).toMatchObject({ name: 'pets', done: 4, runs: 4 });
    expect(whole.stderr).toContain('cut at layer3, seed 1: test accuracy');

    const killed = await runCli(experiment('killed'), (text, send) => {
      if (text.includes('1 of 4 runs done')) send('SIGKILL');
    });
    expect(killed.exitCode).toBeNull();
    const refused = await runCli(experiment('killed'));
    expect([refused.exitCode, refused.stderr.includes('Give --resume')]).toEqual([1, true]);
    await runCli(experiment('killed', '--resume'));
    expect(await results('killed')).toEqual(await results('whole'));

    for (const shard of ['1/2', '2/2']) await runCli(experiment(`shard-${shard[0] ?? ''}`, '--shard', shard));
    const merged = await runCli(['merge', at('shard-1'), at('shard-2'), '--out', at('merged'), '--json']);
    expect(merged.json).toMatchObject({ done: 4, runs: 4 });
    expect(await results('merged')).toEqual(await results('whole'));
    const twice = await runCli(['merge', at('shard-1'), at('shard-1'), '--out', at('twice')]);
    expect([twice.exitCode, twice.stderr.includes('twice')]).toEqual([1, true]);
  }, 600_000);

  test('is given more seeds, and does those alone', async () => {
    await writeFile(at('more.json'), JSON.stringify({ ...document(), seeds: [1, 2, 3] }));
    const { stderr, json } = await runCli(['experiment', at('more.json'), '--out', at('whole'), '--resume', '--json']);
    expect(json).toMatchObject({ done: 6, runs: 6 });
    expect([stderr.includes('seed 3: test accuracy'), stderr.includes('seed 1: test accuracy')]).toEqual([true, false]);
  });

  test('trains at the rate that a range test of its own suggests', async () => {
    const factors = { recipes: ['fixed', 'found-rate'] };
    await writeFile(at('rates.json'), JSON.stringify({ ...document(), kind: 'recipes', seeds: [1], factors }));
    await runCli(['experiment', at('rates.json'), '--out', at('rates')]);
    const { runs } = JSON.parse((await results('rates'))[0] ?? '') as { runs: readonly Ran[] };
    const rateOf = (name: string) => runs.find(({ arm }) => arm === name)?.foundRate;
    expect(rateOf('fixed')).toBeUndefined();
    expect(rateOf('found-rate')).toBeGreaterThan(1e-7);
    expect(rateOf('found-rate')).toBeLessThan(10);
  });

  test('learns one task and copies its layers into a network for another', async () => {
    await writeFolder(at('four'), { ...catsAndDogs(4), ...trucksAndShips(4) });
    const tasks = [
      { name: 'pets', classes: ['cat', 'dog'] },
      { name: 'vehicles', classes: ['truck', 'ship'] },
    ];
    const distance = { ...document(), kind: 'task-distance', data: at('four'), seeds: [1] };
    const told = async (factors: object) => {
      await writeFile(at('distance.json'), JSON.stringify({ ...distance, factors: { cuts: ['layer1'], ...factors } }));
      return runCli(['experiment', at('distance.json'), '--out', at('distance'), '--json']);
    };
    const wrong = await told({ tasks: [tasks[0], { name: 'vehicles', classes: ['truck', 'tram'] }] });
    expect(wrong.stderr).toContain('tasks: got the class "tram", expected one of the data\'s such as');
    expect((await told({ tasks })).json).toMatchObject({ done: 8, runs: 8 });
  });

  test('in another folder than its own is refused', async () => {
    await writeFile(at('other.json'), JSON.stringify({ ...document(), recipe: { epochs: 2 } }));
    const { exitCode, stderr } = await runCli(['experiment', at('other.json'), '--out', at('whole'), '--resume']);
    expect([exitCode, stderr.includes('runs of another experiment document')]).toEqual([1, true]);
  });
});
