/**
 * What tuning found, as plain data that can be kept: it holds for one adapter and for the kernels as they are now, and is
 * worth nothing for others.
 */

import { sha256 } from '../core/sha256.js';
import type { Tile } from '../graph/dispatch.js';
import { productSources } from '../ops/products.js';
import type { Device } from './device.js';

export interface TileTable {
  /** As it names itself. */
  readonly adapter: string;
  /** SHA-256 of the kernels' text. */
  readonly kernels: string;
  /** By product, as `tileKey` names it. */
  readonly tiles: readonly (readonly [string, Tile])[];
}

/** The tiles that the device's plans go by, and others that were found. */
export async function tileTable(device: Device, found: ReadonlyMap<string, Tile> = new Map()): Promise<TileTable> {
  return { ...(await identityOf(device)), tiles: [...new Map([...device.tiles, ...found])] };
}

/**
 * Gives the plans that a device makes from now on the tiles of the table that is its own; the default ones where none is.
 * Other tiles sum in another order: results differ in their last bits.
 * @returns the number of products that have such a tile.
 */
export async function takeTiles({ info, tiles }: Device, tables: readonly TileTable[]): Promise<number> {
  const { adapter, kernels } = await identityOf({ info });
  const own = tables.find((table) => table.adapter === adapter && table.kernels === kernels);
  tiles.clear();
  own?.tiles.forEach(([product, tile]) => tiles.set(product, tile));
  return tiles.size;
}

async function identityOf({ info }: Pick<Device, 'info'>): Promise<Omit<TileTable, 'tiles'>> {
  const adapter = [info.vendor, info.architecture, info.description].filter(Boolean).join(' ');
  const kernels = await sha256(new TextEncoder().encode(productSources().join('\n')));
  return { adapter, kernels };
}
