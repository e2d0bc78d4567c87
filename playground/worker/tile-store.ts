/** Where the browser keeps what tuning found, a table an adapter. A private window may refuse; nothing is kept then. */

import type { TileTable } from '../../engine/index.js';
import { BrowserTable } from './browser-table.js';

const stored = new BrowserTable<TileTable>('tiles', 'adapter');

/** All of them; none where they cannot be read. */
export async function keptTables(): Promise<readonly TileTable[]> {
  try {
    return await stored.list();
  } catch {
    return [];
  }
}

/** In place of the adapter's table before. */
export async function keepTable(table: TileTable): Promise<void> {
  await stored.put(table).catch(() => undefined);
}
