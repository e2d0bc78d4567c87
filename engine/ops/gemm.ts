/**
 * The GEMM core's host side: one way to turn "C = A B, through this view" into a dispatch, for convolutions and matrix
 * products alike. It chooses the staging and the tile for the adapter.
 */

import { ThawError } from '../core/errors.js';
import { ceilDivide, sizeOf } from '../core/shape.js';
import type { Binding, Dispatch, Target } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import epilogueSource from '../../shaders/epilogue.wgsl?raw';
import registersSource from '../../shaders/gemm_registers.wgsl?raw';
import workgroupSource from '../../shaders/gemm_workgroup.wgsl?raw';
import plainViewSource from '../../shaders/plain_view.wgsl?raw';
import { assemble, type Constants } from './wgsl.js';

/** A tile of the core: `rows` (a multiple of 4) x `columns` vec4s in each invocation. */
export interface Tile {
  readonly staging: 'workgroup' | 'registers';
  readonly rows: number;
  readonly columns: number;
  readonly workgroupM: number;
  readonly workgroupN: number;
  /** How much of a tap goes through shared memory at once; `workgroup` staging only. */
  readonly depthStep: number;
}

/** What happens to a sum before it is stored; see epilogue.wgsl. */
export interface Epilogue {
  /** [2, O]: scales and shifts, a folded batch norm. */
  readonly affine?: Value | undefined;
  /** [O] */
  readonly bias?: Value | undefined;
  /** As the output: the skip connection, or what another branch's gradient is. */
  readonly residual?: Value | undefined;
  readonly relu?: boolean;
  /** As the output: the output of a ReLU, whose gradient passes where it is positive. */
  readonly mask?: Value | undefined;
}

export interface Gemm {
  readonly label: string;
  /** The view's WGSL. */
  readonly view: string;
  readonly constants: Constants;
  /** Rows of a slice of C (the most, where slices differ), columns of a group of C, and groups. */
  readonly m: number;
  readonly n: number;
  readonly groups: number;
  /** Slices for each group: the phases or parts that the view divides its work into; 1 by default. */
  readonly slices?: number;
  /** Taps of the reduction, over all slices of a group, and the length of a tap. */
  readonly taps: number;
  readonly depth: number;
  /** Which way the view's vec4s of A and B lie; see gemm_registers.wgsl. */
  readonly layout?: 'aAlongM' | 'bAlongK';
  readonly a: Value;
  readonly b: Value;
  readonly y: Value;
  readonly epilogue: Epilogue;
}

const parts = { epilogue: epilogueSource, plain_view: plainViewSource };

/** The dispatch, with a tile for the target unless one is given. */
export function gemm(target: Target, description: Gemm, tile = chooseTile(target, description)): Dispatch {
  const { label, m, n, groups, slices = 1, taps, depth } = description;
  const workgroups = [...gridOf(tile, m, n), slices * groups] as const;
  checkGrid(label, workgroups, target);
  const source = tile.staging === 'registers' ? registersSource : workgroupSource;
  return {
    label,
    wgsl: assemble(source, constantsOf(description, tile), { ...parts, view: description.view }),
    bindings: bindingsOf(description),
    workgroups,
    flops: 2 * m * n * groups * taps * depth,
  };
}

/** Tiles along M and N. */
export function gridOf({ rows, columns, workgroupM, workgroupN }: Tile, m: number, n: number): [number, number] {
  return [ceilDivide(m, rows * workgroupM), ceilDivide(n, 4 * columns * workgroupN)];
}

function constantsOf(description: Gemm, tile: Tile): Constants {
  const { constants, y, n, groups, taps, depth, layout } = description;
  const isVector = n % 4 === 0;
  const invocations = tile.workgroupM * tile.workgroupN;
  return {
    // A pipeline that finds the rows by itself serves every batch size.
    ...(isVector ? {} : { OUTPUT_ROWS: sizeOf(y.shape) / (n * groups) }),
    N: n,
    GROUPS: groups,
    OUTPUTS: n * groups,
    TAPS: taps,
    DEPTH: depth,
    VECTOR_OUTPUTS: isVector,
    A_ALONG_M: layout === 'aAlongM',
    B_ALONG_K: layout === 'bAlongK',
    ...epilogueConstants(description.epilogue),
    ROW_VECTORS: tile.rows / 4,
    COLUMNS: tile.columns,
    WORKGROUP_M: tile.workgroupM,
    WORKGROUP_N: tile.workgroupN,
    DEPTH_STEP: tile.depthStep,
    A_LOADS: ceilDivide((tile.rows * tile.workgroupM * tile.depthStep) / 4, invocations),
    B_LOADS: ceilDivide(tile.depthStep * tile.columns * tile.workgroupN, invocations),
    ...constants,
  };
}

function epilogueConstants({ affine, bias, residual, relu = false, mask }: Epilogue): Constants {
  const residualBinding = affine || bias ? 4 : 3;
  return {
    AFFINE: affine !== undefined,
    BIAS: bias !== undefined,
    RESIDUAL: residual !== undefined,
    RESIDUAL_BINDING: residualBinding,
    RELU: relu,
    MASK: mask !== undefined,
    MASK_BINDING: residualBinding + (residual ? 1 : 0),
  };
}

function bindingsOf({ a, b, y, epilogue: { affine, bias, residual, mask } }: Gemm): Binding[] {
  const operands = [affine, bias, residual, mask].filter((value) => value !== undefined);
  return [
    { value: a, access: 'read' },
    { value: b, access: 'read' },
    { value: y, access: 'write' },
    ...operands.map((value) => ({ value, access: 'read' as const })),
  ];
}

/**
 * The tile without any measurement.
 *
 * Software adapters run an invocation's registers as they stand and pay for every load, so the tile is as large as
 * leaves 32 workgroups to share out between cores (measured on SwiftShader: 8 x 16 values 1.6 times as fast as 8 x 8,
 * at three times the compile time).
 *
 * GPUs (reasoned, not measured): 64 x 64 values for 256 invocations move 1 byte for 4 multiply-adds and need 8 KiB of
 * shared memory, so two workgroups fit the 16 KiB that every adapter has; below 128 such tiles the GPU would idle, and
 * 32 x 32 values for 64 invocations give four times as many. Where there are fewer columns (groups of a few channels, a
 * small head), the invocations that would have none take more rows: 256 x 4 values.
 */
export function chooseTile(target: Target, size: TileSize): Tile {
  return target.kind === 'software' ? softwareTile(size) : gpuTile(size);
}

/** What a tile is chosen for. */
export type TileSize = Pick<Gemm, 'm' | 'n' | 'groups' | 'slices' | 'depth'>;

function gpuTile({ m, n, groups, slices = 1, depth }: TileSize): Tile {
  const manyTiles = ceilDivide(m, 64) * ceilDivide(n, 64) * groups * slices >= 128 && n >= 64;
  const side = manyTiles ? 16 : 8;
  const workgroupN = Math.min(side, 2 ** Math.ceil(Math.log2(ceilDivide(n, 4))));
  const workgroupM = side ** 2 / workgroupN;
  // 256 rows of 16 would fill the shared memory by themselves.
  const deepest = workgroupM > 32 ? 8 : 16;
  const depthStep = depth >= 32 ? deepest : 4 * ceilDivide(Math.min(depth, deepest), 4);
  return { staging: 'workgroup', rows: 4, columns: 1, workgroupM, workgroupN, depthStep };
}

function softwareTile({ m, n, groups, slices = 1 }: TileSize): Tile {
  const tile = (rows: number, columns: number): Tile => {
    const workgroupN = 2 ** Math.min(2, Math.floor(Math.log2(ceilDivide(n, 4 * columns))));
    return { staging: 'registers', rows, columns, workgroupN, workgroupM: 16 / workgroupN, depthStep: 4 };
  };
  const workgroups = (candidate: Tile) => {
    const [tilesM, tilesN] = gridOf(candidate, m, n);
    return tilesM * tilesN * groups * slices;
  };
  const candidates = [tile(8, 4), tile(8, 2), tile(4, 2), tile(4, 1)].filter(
    ({ columns }) => columns === 1 || 4 * columns <= n,
  );
  return candidates.find((candidate) => workgroups(candidate) >= 32) ?? tile(4, 1);
}

function checkGrid(label: string, workgroups: readonly number[], { maxWorkgroupsPerDimension }: Target): void {
  if (workgroups.every((count) => count <= maxWorkgroupsPerDimension)) return;
  throw new ThawError({
    operation: label,
    got: `a grid of ${workgroups.join(' x ')} workgroups`,
    expected: `at most ${maxWorkgroupsPerDimension} in each direction`,
    remedy: 'Use a smaller batch or image size.',
  });
}
