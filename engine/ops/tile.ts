/**
 * The GEMM core's tiles: which there are, and which one a product gets. Pure tables and rules; gemm.ts makes dispatches
 * of them, and a tuned target (gpu/tune.ts) brings choices that were measured.
 */

import { ceilDivide } from '../core/shape.js';
import type { Target, Tile } from '../graph/dispatch.js';

/** What a tile is chosen for. */
export interface TileSize {
  /** Rows of a slice of C (the most, where slices differ), columns of a group of C, and groups. */
  readonly m: number;
  readonly n: number;
  readonly groups: number;
  /** Slices for each group: the phases or parts that the view divides its work into; 1 by default. */
  readonly slices?: number;
  /** Taps of the reduction, over all slices of a group, and the length of a tap. */
  readonly taps: number;
  readonly depth: number;
}

/** Tiles along M and N. */
export function gridOf({ rows, columns, workgroupM, workgroupN }: Tile, m: number, n: number): [number, number] {
  return [ceilDivide(m, rows * workgroupM), ceilDivide(n, 4 * columns * workgroupN)];
}

/** Floating-point operations of a product; a multiply-add is two. */
export function flopsOf({ m, n, groups, taps, depth }: TileSize): number {
  return 2 * m * n * groups * taps * depth;
}

/** Names a product among those that a target was tuned for. */
export function tileKey(kernel: string, { m, n, groups, slices = 1, taps, depth }: TileSize): string {
  return `${kernel} ${m}x${n}x${taps}x${depth}, ${groups} groups, ${slices} slices`;
}

/** The tile that was measured to be the fastest, if it is a candidate still, else the one that reasoning picks. */
export function chooseTile(target: Target, kernel: string, size: TileSize): Tile {
  const measured = target.tiles?.get(tileKey(kernel, size));
  const known = measured && candidateTiles(target, size).find((tile) => sameTile(tile, measured));
  return known ?? defaultTile(target, size);
}

export function sameTile(a: Tile, b: Tile): boolean {
  return Object.entries(a).every(([name, value]) => value === b[name as keyof Tile]);
}

/**
 * The tile without any measurement of that product: the first of its candidates that leaves enough workgroups to share
 * out between cores, else the one with the most.
 */
export function defaultTile(target: Target, size: TileSize): Tile {
  const candidates = candidateTiles(target, size);
  const workgroups = (tile: Tile) => {
    const [tilesM, tilesN] = gridOf(tile, size.m, size.n);
    return tilesM * tilesN * size.groups * (size.slices ?? 1);
  };
  const enough = candidates.find((tile) => workgroups(tile) >= leastWorkgroups[target.kind]);
  const most = candidates.reduce((best, tile) => (workgroups(tile) > workgroups(best) ? tile : best));
  return enough ?? most;
}

/**
 * Workgroups that occupy an adapter. SwiftShader cuts a dispatch into 16 tasks (with fewer, large tiles still win on two
 * cores, but a machine may have more); a GPU with 32 cores or so wants 4 for each (reasoned, not measured).
 */
const leastWorkgroups = { software: 16, gpu: 128 } as const;

/** Operations from which on a software adapter repays a large tile's compile time, about half a second. */
const largeWork = 1e8;

/** The tiles worth trying for a product, the one that moves the fewest bytes first. Never empty. */
export function candidateTiles(target: Target, size: TileSize): readonly Tile[] {
  if (target.kind === 'gpu') return gpuTiles(size);
  // With fewer columns than a quad's lanes have, most of each load would be for nothing.
  return target.hasQuads && size.n >= 16 ? quadTiles(size) : registerTiles(size);
}

/**
 * For software adapters whose invocations can swap registers by fours.
 *
 * They run what stands there, instruction by instruction, and pay for every load: a lane's load is a scalar load, a test
 * and an insertion, as dear as ten multiply-adds. So a tile is to have many multiply-adds for a load, as long as its
 * inner loop stays within a processor's first instruction cache, of 32 KiB nearly everywhere: 12 rows of one vec4 a lane
 * do. Measured on SwiftShader, convolutions of ResNet-18, by processor time: 1.05 to 1.4 times as fast as 32 rows of two
 * vec4s, and compiled in a quarter of the time; 16 rows 1.0 to 1.15 times, 8 rows 0.95 to 1.25. See NOTES.md.
 */
function quadTiles(size: TileSize): Tile[] {
  const tile = (rows: number, columns: number): Tile => ({ ...plain, staging: 'quads', rows, columns, workgroupN: 4 });
  const isLarge = size.n >= 32 && flopsOf(size) >= largeWork;
  return [tile(12, 1), tile(8, 1), tile(4, 1), tile(16, 1), ...(isLarge ? [tile(16, 2), tile(32, 2)] : [])];
}

function registerTiles(size: TileSize): Tile[] {
  const tile = (rows: number, columns: number): Tile => {
    const workgroupN = 2 ** Math.min(2, Math.floor(Math.log2(ceilDivide(size.n, 4 * columns))));
    return { ...plain, staging: 'registers', rows, columns, workgroupM: 16 / workgroupN, workgroupN };
  };
  const large = flopsOf(size) >= largeWork ? [tile(16, 4)] : [];
  const all = [...large, tile(8, 4), tile(8, 2), tile(4, 2), tile(4, 1)];
  return all.filter(({ columns }) => columns === 1 || 4 * columns <= size.n);
}

const plain = { workgroupM: 1, depthStep: 4 } as const;

/**
 * For real GPUs; all of it reasoned, none measured.
 *
 * A tile of TM x TN values moves 4 (1 / TM + 1 / TN) bytes from the caches for a multiply-add: 64 x 64 values 1/8, half
 * of what 32 x 32 values do. Both keep two tiles of 16 k in shared memory, 8 and 4 KiB, so at least two workgroups fit
 * the 16 KiB that every adapter has. 16 values an invocation leave the registers for many waves that hide each other's
 * loads; 64 values halve the reads of shared memory and cost as many waves, which pays on adapters with 256 registers a
 * lane. 128 invocations give each of four schedulers a wave of 32. Where shared memory is slower than the first cache
 * (Apple's), `registers` moves as few bytes without any barrier.
 */
function gpuTiles({ n, depth }: TileSize): Tile[] {
  if (n <= 16) return [narrowGpuTile(n, depth)];
  const depthStep = depth >= 32 ? 16 : 4 * ceilDivide(Math.min(depth, 16), 4);
  const shared = (rows: number, columns: number, workgroupM: number, workgroupN: number): Tile => {
    return { staging: 'workgroup', rows, columns, workgroupM, workgroupN, depthStep };
  };
  const small = [shared(4, 1, 8, 8), shared(4, 1, 16, 8)];
  if (n < 64) return small;
  const registers: Tile = { staging: 'registers', rows: 8, columns: 2, workgroupM: 8, workgroupN: 8, depthStep };
  return [shared(4, 1, 16, 16), ...small, shared(8, 2, 8, 8), registers];
}

/**
 * Where there are few columns (groups of a few channels, a small head), invocations that would have none take more rows:
 * 256 x 4 values. 256 rows of 16 k would fill the shared memory by themselves.
 */
function narrowGpuTile(n: number, depth: number): Tile {
  const workgroupN = 2 ** Math.ceil(Math.log2(ceilDivide(n, 4)));
  const workgroupM = 64 / workgroupN;
  const deepest = workgroupM > 32 ? 8 : 16;
  const depthStep = depth >= 32 ? deepest : 4 * ceilDivide(Math.min(depth, deepest), 4);
  return { staging: 'workgroup', rows: 4, columns: 1, workgroupM, workgroupN, depthStep };
}
