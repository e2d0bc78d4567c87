/**
 * The GEMM core's host side: one way to turn "C = A B, through this view" into a dispatch, for convolutions and matrix
 * products alike.
 */

import { ThawError } from '../core/errors.js';
import { ceilDivide, sizeOf } from '../core/shape.js';
import type { Binding, Dispatch, Target, Tile } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import quadsSource from '../../shaders/gemm_quads.wgsl?raw';
import registersSource from '../../shaders/gemm_registers.wgsl?raw';
import workgroupSource from '../../shaders/gemm_workgroup.wgsl?raw';
import plainViewSource from '../../shaders/plain_view.wgsl?raw';
import { epilogueConstants, operandsOf, epilogueSource, type Epilogue } from './epilogue.js';
import { halvesOf } from './stored.js';
import { candidateTiles, chooseTile, flopsOf, gridOf, tileKey, type TileSize } from './tile.js';
import { assemble, type Constants } from './wgsl.js';

export interface Gemm extends TileSize {
  /** The op, for what was measured of it. */
  readonly kernel: string;
  readonly label: string;
  /** The view's WGSL. */
  readonly view: string;
  readonly constants: Constants;
  /** Which way the view's vec4s of A and B lie; see gemm_registers.wgsl. */
  readonly layout?: 'aAlongM' | 'bAlongK';
  readonly a: Value;
  readonly b: Value;
  readonly y: Value;
  readonly epilogue: Epilogue;
}

/** All that a product's kernel is made of, but for its view. */
export const gemmSources: readonly string[] = [registersSource, quadsSource, workgroupSource, epilogueSource];

const parts = { epilogue: epilogueSource, plain_view: plainViewSource };

const stagings = { workgroup: workgroupSource, registers: registersSource, quads: quadsSource };

/**
 * The dispatch, with the target's tile.
 * @param size what the tile is chosen for, if not the product as it is.
 */
export function gemm(target: Target, description: Gemm, size: TileSize = description): Dispatch {
  const tile = chooseTile(target, description.kernel, size);
  const as = (other: Tile) => tiled(target, description, other);
  const key = tileKey(description.kernel, size);
  return { ...as(tile), tuning: { key, tile, candidates: candidateTiles(target, size), as } };
}

function tiled(target: Target, description: Gemm, tile: Tile): Dispatch {
  const { label, m, n, groups, slices = 1 } = description;
  const workgroups = [...gridOf(tile, m, n), slices * groups] as const;
  checkGrid(label, workgroups, target);
  const bindings = bindingsOf(description);
  const ownParts = { ...parts, view: description.view };
  const constants = constantsOf(description, tile);
  return {
    label,
    wgsl: assemble(stagings[tile.staging], constants, ownParts, halvesOf(bindings, target)),
    bindings,
    workgroups,
    flops: flopsOf(description),
  };
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
    ...epilogueConstants(description.epilogue, { y: 2, operands: 3 }),
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

function bindingsOf({ a, b, y, epilogue }: Gemm): Binding[] {
  return [
    { value: a, access: 'read' },
    { value: b, access: 'read' },
    { value: y, access: 'write' },
    ...operandsOf(epilogue).map((value) => ({ value, access: 'read' as const })),
  ];
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
