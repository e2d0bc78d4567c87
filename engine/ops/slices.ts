/**
 * How a reduction over many rows is cut in two passes: slices of rows that run abreast, then the slices. About as many
 * slices as a slice has rows keeps both passes short, and the order of every sum is fixed.
 *
 * Where a pass over all rows sums the slices on its way, it does so once for each strip of rows: few slices and long
 * strips cost little, many and short ones keep more of the adapter busy.
 */

import { ceilDivide } from '../core/shape.js';
import type { Target } from '../graph/dispatch.js';

export interface Slices {
  readonly sliceRows: number;
  /** Their number; the last one may have fewer rows. */
  readonly count: number;
}

/** The most slices that are summed on the way, and the rows that share their sum. By reasoning, not measured. */
export const strips = {
  software: { mostSlices: 32, stripRows: 64 },
  gpu: { mostSlices: 64, stripRows: 32 },
} as const satisfies Record<Target['kind'], unknown>;

/** As few slices as a pass can sum on its way. */
export function fewSlices({ kind }: Target, rows: number): Slices {
  return sliceRows(rows, ceilDivide(rows, strips[kind].mostSlices));
}

/** @param atLeast rows that are not worth cutting. */
export function sliceRows(rows: number, atLeast = 1): Slices {
  const size = Math.max(atLeast, Math.ceil(Math.sqrt(rows)));
  return { sliceRows: size, count: ceilDivide(rows, size) };
}
