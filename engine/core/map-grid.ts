/** The grid on which a layer's maps are painted, one square cell a channel. */

/** A grid of `columns` cells of `cell` pixels, `gap` pixels apart, row by row in channel order. */
export interface MapGrid {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
  readonly perChannel: boolean;
  readonly isSigned: boolean;
}

/** Width and height of the canvas that holds a grid, in pixels. */
export function gridSize({ channels, columns, cell, gap }: MapGrid): { width: number; height: number } {
  const along = (count: number) => count * (cell + gap) - gap;
  return { width: along(Math.min(columns, channels)), height: along(Math.ceil(channels / columns)) };
}
