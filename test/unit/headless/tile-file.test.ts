/** The file that keeps what `tune` found. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TileTable } from '../../../engine/gpu/tile-table.js';
import { cacheFolder } from '../../../playground/headless/cache-folder.js';
import { keepTable, readTables, tileFile } from '../../../playground/headless/tile-file.js';
import { useFolder } from '../../use-folder.js';

const at = useFolder();
const file = () => at('tiles.json');
const tile = { staging: 'registers', rows: 4, columns: 1, workgroupM: 4, workgroupN: 4, depthStep: 4 } as const;
const tableOf = (adapter: string, ...products: string[]): TileTable => {
  return { adapter, kernels: 'b'.repeat(64), tiles: products.map((product) => [product, tile]) };
};

test('it lies in the cache folder unless another is named; `none` is no file', () => {
  const { THAW_TILES: before } = process.env;
  delete process.env.THAW_TILES;
  expect(tileFile()).toBe(join(cacheFolder(), 'tiles.json'));
  process.env.THAW_TILES = 'none';
  expect(tileFile()).toBeUndefined();
  expect(tileFile('mine.json')).toBe('mine.json');
  if (before === undefined) delete process.env.THAW_TILES;
  else process.env.THAW_TILES = before;
});

test('it has one table an adapter, the newest', async () => {
  expect(await readTables(file())).toEqual([]);
  await keepTable(file(), tableOf('one', 'matmul'));
  await keepTable(file(), tableOf('another', 'conv2d'));
  await keepTable(file(), tableOf('one', 'matmul', 'conv2d'));
  expect(await readTables(file())).toEqual([tableOf('another', 'conv2d'), tableOf('one', 'matmul', 'conv2d')]);
});

test.each([
  ['cut short', '[{"adapter":'],
  ['no list', '{"adapter":"one"}'],
  ['a list of other things', '[1, null, {"adapter":"one"}, {"adapter":"one","kernels":"b","tiles":[["conv2d"]]}]'],
])('a damaged one (%s) is as none', async (_, text) => {
  await writeFile(file(), text);
  expect(await readTables(file())).toEqual([]);
});
