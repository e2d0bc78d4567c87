/** Tuning on the command line: what it finds is kept in a file, and the commands that follow use it. */

import { expect, test } from 'vitest';
import { useFolder } from '../use-folder.js';
import { runCli } from './run-cli.js';

const at = useFolder();
const file = () => at('cache', 'tiles.json');
const tune = (...more: string[]) => runCli(['tune', '--batch-size', '2', '--seconds', '1', '--json', ...more]);
const keysOf = (json: Readonly<Record<string, unknown>>) => (json.products as { key: string }[]).map(({ key }) => key);

test('products are tuned for so long, and the next time the others', async () => {
  const first = await tune('--tiles', file());
  expect(first).toMatchObject({ exitCode: 0, json: { model: 'resnet20-cifar10', file: file() } });
  const keys = keysOf(first.json);
  expect(keys.length).toBeGreaterThan(0);
  expect(first.json.tiles).toBe(keys.length);
  expect(first.stderr).toMatch(/^conv2d\w* .*\n {2}[* ] \d+ x \d, \w+, \d+ x \d+ +[\d.]+ ms/m);

  const info = await runCli(['info', '--tiles', file(), '--json']);
  expect(info.json).toMatchObject({ tiles: { file: file(), count: keys.length } });

  const second = await tune('--tiles', file());
  expect(keysOf(second.json).filter((key) => keys.includes(key))).toEqual([]);
  expect(second.json.tiles).toBe(keys.length + keysOf(second.json).length);
});

test('with --tiles none nothing is used and nothing kept', async () => {
  const outcome = await tune('--tiles', 'none');
  expect(outcome.exitCode).toBe(0);
  expect(outcome.json).not.toHaveProperty('file');
  expect((await runCli(['info', '--json'])).json).toMatchObject({ tiles: { count: 0 } });
});
