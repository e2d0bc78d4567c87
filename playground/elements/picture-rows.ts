/** Where the pictures of a grid lie that is too long to be drawn whole, and which of them are in sight. Pure. */

/** Of a cell with the gap after it, in CSS pixels. */
export const cellWidth = 80;
export const cellHeight = 104;

/** Rows that are drawn above and below what is in sight, so that scrolling shows no gap. */
const spareRows = 2;

/** What is seen of the grid, in CSS pixels. */
export interface Sight {
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function columnsIn(width: number): number {
  return Math.max(1, Math.floor(width / cellWidth));
}

/** Of all rows together. */
export function heightOf(count: number, columns: number): number {
  return Math.ceil(count / columns) * cellHeight;
}

/** The places to draw: from `first` up to `last`, which is not among them. */
export function placesIn(
  { top, width, height }: Sight,
  count: number,
): { readonly first: number; readonly last: number } {
  const columns = columnsIn(width);
  const firstRow = Math.max(0, Math.floor(top / cellHeight) - spareRows);
  const lastRow = Math.ceil((top + height) / cellHeight) + spareRows;
  return { first: Math.min(count, firstRow * columns), last: Math.min(count, lastRow * columns) };
}

/** How far to scroll so that a place is in sight; where it is already, not at all. */
export function topFor(place: number, { top, width, height }: Sight): number {
  const rowTop = Math.floor(place / columnsIn(width)) * cellHeight;
  if (rowTop < top) return rowTop;
  return Math.max(top, rowTop + cellHeight - height);
}
