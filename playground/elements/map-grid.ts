/**
 * The grid on which a layer's maps are drawn, one square cell a channel, row by row. All lengths are device pixels, so
 * that a value covers a whole number of them where there is room and `pixelated` stays true.
 */

import type { MapsShape } from './format.js';
import type { Place } from '../state/app-state.js';

/** What every WebGPU adapter can draw on (`maxTextureDimension2D`). */
const longestDrawing = 8192;

export interface MapGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly gap: number;
  /** The channel in each cell; where absent, they stand in their own order. */
  readonly order?: readonly number[];
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface GridLimits {
  /** Between neighbouring cells. */
  readonly gap: number;
  /** Below this the grid scrolls instead of shrinking. */
  readonly smallestCell: number;
  /** What a scroll bar takes from the room's width. */
  readonly scrollBar: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The grid with the largest cells that shows every channel in the room; where those would be smaller than `smallestCell`,
 * a grid that is as wide as the room and longer, to be scrolled.
 */
export function fitGrid(maps: MapsShape, room: Room, limits: GridLimits): MapGrid {
  const { gap, smallestCell } = limits;
  let best: MapGrid | undefined;
  for (let columns = 1; columns <= maps.channels; columns++) {
    const rows = Math.ceil(maps.channels / columns);
    const cell = snap(Math.min(share(room.width, columns, gap), share(room.height, rows, gap)), maps.width);
    const isBetter = best === undefined || cell > best.cell || (cell === best.cell && isFuller(maps, columns, best));
    if (isBetter) best = { columns, rows, cell, gap };
  }
  return best && best.cell >= smallestCell ? best : scrollingGrid(maps, room.width - limits.scrollBar, limits);
}

/** Smaller cells than asked for only where the drawing would be longer than a texture can be. */
function scrollingGrid(maps: MapsShape, width: number, { gap, smallestCell }: GridLimits): MapGrid {
  let cell = Math.max(smallestCell, snap(smallestCell + maps.width - 1, maps.width));
  let grid = filledGrid(maps, width, gap, cell);
  while (cell > 1 && gridSize(grid).height > longestDrawing) {
    cell -= 1;
    grid = filledGrid(maps, width, gap, snap(cell, maps.width));
  }
  return grid;
}

function filledGrid({ channels }: MapsShape, width: number, gap: number, cell: number): MapGrid {
  const columns = Math.min(channels, Math.max(1, Math.floor((width + gap) / (cell + gap))));
  return { columns, rows: Math.ceil(channels / columns), cell, gap };
}

/** The length of each of `count` cells in a row of `length`. */
function share(length: number, count: number, gap: number): number {
  return Math.max(1, Math.floor((length - (count - 1) * gap) / count));
}

/** The largest multiple of `values` that is not above `cell`; a cell with less than a pixel a value stays as it is. */
function snap(cell: number, values: number): number {
  return cell < values ? cell : cell - (cell % values);
}

/** Among equal cells, a grid without a hole in its last row looks better than one with. */
function isFuller(maps: MapsShape, columns: number, best: MapGrid): boolean {
  return maps.channels % columns === 0 && maps.channels % best.columns !== 0;
}

/** Width and height of the whole drawing. */
export function gridSize({ columns, rows, cell, gap }: MapGrid): Room {
  return { width: columns * (cell + gap) - gap, height: rows * (cell + gap) - gap };
}

/** The value at a point of the drawing; `undefined` in a gap or beyond the last channel. */
export function placeAt(grid: MapGrid, maps: MapsShape, left: number, top: number): Place | undefined {
  const step = grid.cell + grid.gap;
  const column = Math.floor(left / step);
  const row = Math.floor(top / step);
  const x = Math.floor(((left - column * step) / grid.cell) * maps.width);
  const y = Math.floor(((top - row * step) / grid.cell) * maps.height);
  const cell = row * grid.columns + column;
  const isInside = left >= 0 && top >= 0 && column < grid.columns && x < maps.width && y < maps.height;
  return isInside && cell < maps.channels ? { channel: channelIn(grid, cell), y, x } : undefined;
}

/** The channel that a cell shows. */
export function channelIn({ order }: MapGrid, cell: number): number {
  return order?.[cell] ?? cell;
}

/** The cell that shows a channel. */
export function cellOf({ order }: MapGrid, channel: number): number {
  return order ? order.indexOf(channel) : channel;
}

/** Where the map of a channel is drawn. */
export function mapRectangle(grid: MapGrid, channel: number): Rectangle {
  const step = grid.cell + grid.gap;
  const cell = cellOf(grid, channel);
  const left = (cell % grid.columns) * step;
  const top = Math.floor(cell / grid.columns) * step;
  return { left, top, width: grid.cell, height: grid.cell };
}

/** Where one value is drawn. */
export function valueRectangle(grid: MapGrid, maps: MapsShape, { channel, y, x }: Place): Rectangle {
  const map = mapRectangle(grid, channel);
  const width = grid.cell / maps.width;
  const height = grid.cell / maps.height;
  return { left: map.left + x * width, top: map.top + y * height, width, height };
}
