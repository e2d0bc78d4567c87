/**
 * How a reduction over many rows is cut in two passes: slices of rows that run abreast, then the slices. About as many
 * slices as a slice has rows keeps both passes short, and the order of every sum is fixed.
 */

import { ceilDivide } from '../core/shape.js';

export interface Slices {
  readonly sliceRows: number;
  /** Their number; the last one may have fewer rows. */
  readonly count: number;
}

/** @param atLeast rows that are not worth cutting. */
export function sliceRows(rows: number, atLeast = 1): Slices {
  const size = Math.max(atLeast, Math.ceil(Math.sqrt(rows)));
  return { sliceRows: size, count: ceilDivide(rows, size) };
}
