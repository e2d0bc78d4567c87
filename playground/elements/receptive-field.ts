/** From a value of a layer to the input pixels that it depends on, and from there to the same place in another layer. */

import type { LayerSummary, ReceptiveField } from '../worker/protocol.js';
import type { Place } from '../state/app-state.js';
import { mapsShape, type MapsShape } from './format.js';

/** Input rows `top …` and columns `left …`; it may reach beyond the picture, into the padding. */
export interface InputSquare {
  readonly top: number;
  readonly left: number;
  readonly size: number;
}

/** The input pixels that can reach the value (y, x): start + y * stride and the `size - 1` pixels after it. */
export function seenBy({ start, stride, size }: ReceptiveField, { y, x }: Pick<Place, 'y' | 'x'>): InputSquare {
  return { top: start + y * stride, left: start + x * stride, size };
}

/** The row and column of a pixel of a map, counted row by row. */
export function placeOf({ width }: MapsShape, pixel: number): { y: number; x: number } {
  return { y: Math.floor(pixel / width), x: pixel % width };
}

/** The row and column of `to` whose receptive field is centred nearest to that of the place in `from`. */
export function samePlace(from: LayerSummary, place: Place, to: LayerSummary): { y: number; x: number } {
  const seen = seenBy(from.receptiveField, place);
  const { start, stride, size } = to.receptiveField;
  const { height, width } = mapsShape(to);
  const nearest = (edge: number, length: number) => {
    const index = Math.round((edge + seen.size / 2 - size / 2 - start) / Math.max(stride, 1));
    return Math.min(Math.max(index, 0), length - 1);
  };
  return { y: nearest(seen.top, height), x: nearest(seen.left, width) };
}

/** `23 × 23 pixels`, or that it is all of them. */
export function printSeen(square: InputSquare, inputSize: number): string {
  const isAll =
    square.top <= 0 &&
    square.left <= 0 &&
    square.top + square.size >= inputSize &&
    square.left + square.size >= inputSize;
  return isAll ? 'the whole picture' : `${square.size} × ${square.size} pixels`;
}
