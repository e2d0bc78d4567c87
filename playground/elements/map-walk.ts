/** Walking over a grid of maps with the keyboard: arrows by a value, with Shift by a map, Home and End, Escape to leave. */

import type { Place } from '../state/app-state.js';
import type { MapsShape } from './format.js';
import type { MapGrid } from './map-grid.js';
import { cellOf, channelIn } from './map-grid.js';

const directions: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The place after a key; the walk begins in the middle of the first map and stops at the edges. */
export function walk(
  key: string,
  isByMap: boolean,
  from: Place | undefined,
  grid: MapGrid,
  maps: MapsShape,
): Place | undefined | 'unknown key' {
  const middle = { channel: channelIn(grid, 0), y: Math.floor(maps.height / 2), x: Math.floor(maps.width / 2) };
  if (key === 'Escape') return undefined;
  if (key === 'Home') return { ...(from ?? middle), channel: channelIn(grid, 0) };
  if (key === 'End') return { ...(from ?? middle), channel: channelIn(grid, maps.channels - 1) };
  const direction = directions[key];
  if (!direction) return 'unknown key';
  if (!from) return middle;

  const [rows, columns] = direction;
  if (isByMap) {
    const cell = cellOf(grid, from.channel) + rows * grid.columns + columns;
    return cell >= 0 && cell < maps.channels ? { ...from, channel: channelIn(grid, cell) } : from;
  }
  return { ...from, y: clamp(from.y + rows, maps.height), x: clamp(from.x + columns, maps.width) };
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
