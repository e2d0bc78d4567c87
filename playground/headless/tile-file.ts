/** The file in which this machine keeps what `tune` found: a table for each adapter. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TileTable } from '../../engine/gpu/tile-table.js';
import { cacheFolder } from './cache-folder.js';

/** What the plans of a command go by. */
export interface TilesInUse {
  /** Where `tune` keeps what it finds, if anywhere. */
  readonly file: string | undefined;
  /** Products that were tuned on this adapter before. */
  readonly count: number;
}

export const tilesOption = {
  kind: 'text',
  value: 'FILE',
  help: 'where `tune` keeps what it found, if not in the cache folder; none: tiles as on an adapter that was never tuned',
} as const;

/** In the user's cache folder, unless the option or `THAW_TILES` names another; `none` stands for no file. */
export function tileFile(named = process.env.THAW_TILES): string | undefined {
  if (named === 'none') return undefined;
  return named ?? join(cacheFolder(), 'tiles.json');
}

/** None where there is no such file, or it is damaged: it can be made anew. */
export async function readTables(file: string): Promise<readonly TileTable[]> {
  try {
    const tables: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(tables) ? tables.filter(isTable) : [];
  } catch {
    return [];
  }
}

/** In place of the adapter's table before. */
export async function keepTable(file: string, table: TileTable): Promise<void> {
  const others = (await readTables(file)).filter(({ adapter }) => adapter !== table.adapter);
  await writeFile(file, JSON.stringify([...others, table]));
}

/** As far as it is used; that a tile is one that its product can have is looked at when it gets it. */
function isTable(value: unknown): value is TileTable {
  const { adapter, kernels, tiles } = (value ?? {}) as Partial<Record<keyof TileTable, unknown>>;
  const isPair = (pair: unknown) => Array.isArray(pair) && typeof pair[0] === 'string' && pair[1] instanceof Object;
  return typeof adapter === 'string' && typeof kernels === 'string' && Array.isArray(tiles) && tiles.every(isPair);
}
