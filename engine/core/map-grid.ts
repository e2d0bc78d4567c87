/** The grid on which a layer's maps are painted, one square cell a channel. */

/** Smallest and largest of some values. */
export type Range = readonly [low: number, high: number];

/** What a cell shows: a channel, its values coloured over a range. */
export interface MapCell {
  readonly channel: number;
  readonly range: Range;
}

/** A grid of `columns` cells of `cell` pixels, `gap` pixels apart, row by row. */
export interface MapGrid {
  /** Of one map, in values. */
  readonly height: number;
  readonly width: number;
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
  readonly isSigned: boolean;
  readonly cells: readonly MapCell[];
}

/** Width and height of the canvas that holds a grid, in pixels. */
export function gridSize({ cells, columns, cell, gap }: MapGrid): { width: number; height: number } {
  const along = (count: number) => count * (cell + gap) - gap;
  return { width: along(Math.min(columns, cells.length)), height: along(Math.ceil(cells.length / columns)) };
}

/** The smallest range that holds all of them. */
export function unite(ranges: readonly Range[]): Range {
  return ranges.reduce<Range>(
    ([low, high], [least, most]) => [Math.min(low, least), Math.max(high, most)],
    [Infinity, -Infinity],
  );
}
