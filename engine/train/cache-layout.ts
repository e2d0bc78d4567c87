/**
 * Where the rows of an activation cache lie. The first R stay on the GPU, as many as its budget allows; the rest lie in
 * a scratch file, and a batch brings those it needs into the T slots behind them:
 *
 *     table [R + T, …]    on the GPU: row 0 … row R - 1, slot 0 … slot T - 1
 *     file                row R … row N - 1
 *
 * As f16 two numbers share a word: half the memory, each number within 2^-11 of itself. Pure.
 */

import { ceilDivide, sizeOf, type Shape } from '../core/shape.js';
import type { Precision } from '../graph/value.js';

export interface CacheRequest {
  readonly rows: number;
  /** Of one row, as the layer has it. */
  readonly perSample: Shape;
  readonly precision: Precision;
  /** The most that it may take on the GPU; the slots of a batch are there even so. */
  readonly gpuBytes: number;
  /** Rows of the largest batch. */
  readonly batch: number;
}

export interface CacheLayout extends CacheRequest {
  /** R */
  readonly resident: number;
  /** T: 0 where every row stays. */
  readonly slots: number;
  readonly rowBytes: number;
  /** [R + T, …]: as the layer has it, or words of two halves [R + T, W]. */
  readonly tableShape: Shape;
  readonly tableBytes: number;
  readonly fileBytes: number;
}

/** The GPU memory that caches may take together where nobody says otherwise. */
export const defaultCacheBytes = 2 ** 30;

export function layOutCache(request: CacheRequest): CacheLayout {
  const { rows, perSample, precision, gpuBytes, batch } = request;
  const size = sizeOf(perSample);
  const rowShape = precision === 'f32' ? perSample : [ceilDivide(size, 2)];
  const rowBytes = sizeOf(rowShape) * 4;
  const allFit = rows * rowBytes <= gpuBytes;
  const slots = allFit ? 0 : Math.min(batch, rows);
  const resident = allFit ? rows : Math.max(0, Math.floor(gpuBytes / rowBytes) - slots);
  const tableShape = [resident + slots, ...rowShape];
  return {
    ...request,
    resident,
    slots,
    rowBytes,
    tableShape,
    tableBytes: sizeOf(tableShape) * 4,
    fileBytes: (rows - resident) * rowBytes,
  };
}
