/**
 * A dispatch: one kernel launch as plain data, a complete description of what the GPU is to do. The kernel's WGSL is
 * final text with its shapes baked in; equal text means an equal pipeline, so the text is the pipeline's key.
 */

import type { Value } from './value.js';

/** A tile of the GEMM core: `rows` (a multiple of 4) x `columns` vec4s in each invocation. */
export interface Tile {
  /** Through shared memory (GPUs), in registers alone, or in registers that four neighbours swap. */
  readonly staging: 'workgroup' | 'registers' | 'quads';
  readonly rows: number;
  readonly columns: number;
  /** Invocations of a workgroup along M and N. */
  readonly workgroupM: number;
  readonly workgroupN: number;
  /** How much of a tap goes through shared memory at once; `workgroup` staging only. */
  readonly depthStep: number;
}

/** What an op needs to know of the adapter to choose tiles. Plain data, so plans can be made and tested without one. */
export interface Target {
  /** `software`: an adapter that runs shaders on the CPU; barriers and shared memory are dear there. */
  readonly kind: 'gpu' | 'software';
  readonly maxWorkgroupsPerDimension: number;
  /** Bytes of the largest storage binding. */
  readonly maxBindingBytes: number;
  /** Bytes of workgroup memory. */
  readonly maxWorkgroupBytes: number;
  /** Whether four neighbouring invocations can swap registers: WGSL's quad operations, a part of `subgroups`. */
  readonly hasQuads: boolean;
  /** Whether WGSL has 16-bit floats here (`shader-f16`); where it has not, values are packed into words. */
  readonly hasHalves: boolean;
  /** Tiles that were measured to be the fastest on this adapter; see ops/tile.ts. */
  readonly tiles?: Pick<ReadonlyMap<string, Tile>, 'get'>;
}

/** The limits that every WebGPU adapter has. */
export const baselineTarget: Target = {
  kind: 'gpu',
  maxWorkgroupsPerDimension: 65_535,
  maxBindingBytes: 128 * 2 ** 20,
  maxWorkgroupBytes: 16_384,
  hasQuads: false,
  hasHalves: false,
};

/**
 * - `read`: `var<storage, read>`
 * - `write`: `var<storage, read_write>`, which may read too
 * - `uniform`: `var<uniform>`
 */
export type Access = 'read' | 'write' | 'uniform';

export interface Binding {
  readonly value: Value;
  readonly access: Access;
}

export interface Dispatch {
  /** The op and the node, with shapes: it names the pipeline and stands in every error about it. */
  readonly label: string;
  /** WGSL with an entry point `main`; `@group(0) @binding(i)` is `bindings[i]`. */
  readonly wgsl: string;
  readonly bindings: readonly Binding[];
  readonly workgroups: readonly [number, number, number];
  /** Floating-point operations, where they are worth counting (a multiply-add is two). */
  readonly flops?: number;
  /** Where its tile can be chosen by measurement. */
  readonly tuning?: Tuning;
}

/** A product of the GEMM core, and what it would be with other tiles. */
export interface Tuning {
  /** Under which a target's `tiles` have the tile of this product. */
  readonly key: string;
  readonly tile: Tile;
  readonly candidates: readonly Tile[];
  /** The same product with another tile. */
  readonly as: (tile: Tile) => Dispatch;
}

/** Multiply-adds of dispatches, as far as they are counted: those of convolutions and matrix products. */
export function multiplyAddsOf(dispatches: readonly Dispatch[]): number {
  return dispatches.reduce((sum, { flops = 0 }) => sum + flops / 2, 0);
}

/**
 * Spreads `count` workgroups over x and y when they are too many for x alone. The kernel finds its linear number as
 * `workgroup_id.y * num_workgroups.x + workgroup_id.x` and returns when that is too large.
 */
export function spread(count: number, target: Target): [number, number, number] {
  const limit = target.maxWorkgroupsPerDimension;
  const rows = Math.max(1, Math.ceil(count / limit));
  return [Math.ceil(count / rows), rows, 1];
}
