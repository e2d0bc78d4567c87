/** Every tile that a product can be given, on every kind of adapter, by a name for tests. */

import { baselineTarget, type Target, type Tile } from '../engine/graph/dispatch.js';
import { candidateTiles } from '../engine/ops/tile.js';

export const everyTarget: readonly Target[] = [
  baselineTarget,
  { ...baselineTarget, kind: 'software' },
  { ...baselineTarget, kind: 'software', hasQuads: true },
];

/** Candidates depend on whether there is much work, on the columns, and on the depth up to 32. */
const sizes = [1e2, 1e6].flatMap((m) =>
  [4, 8, 12, 16, 20, 32, 64].flatMap((n) => [4, 8, 12, 16, 64].map((depth) => ({ m, n, groups: 1, taps: 9, depth }))),
);

export const everyTile: ReadonlyMap<string, Tile> = new Map(
  everyTarget
    .flatMap((target) => sizes.flatMap((size) => candidateTiles(target, size)))
    .map((tile): [string, Tile] => [nameOf(tile), tile]),
);

export function nameOf({ staging, rows, columns, workgroupM, workgroupN, depthStep }: Tile): string {
  const step = staging === 'workgroup' ? `, ${depthStep} deep` : '';
  return `${rows} x ${columns} vec4s by ${workgroupM} x ${workgroupN}, ${staging}${step}`;
}
