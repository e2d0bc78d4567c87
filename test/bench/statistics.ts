/** What a list of times comes to. */

import { median } from '../../engine/gpu/stopwatch.js';

export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function summarise(times: readonly number[]): Summary {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: median(sorted), least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}
