/** Tuning: what is right and fastest is found, kept, and used by the plans that follow. */

import type { Device } from '../../engine/gpu/device.js';
import { takeTiles, tileTable } from '../../engine/gpu/tile-table.js';
import { tune, type TuneOptions, type Tuned } from '../../engine/gpu/tune.js';
import type { Dispatch, Tile, Tuning } from '../../engine/graph/dispatch.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { matmul } from '../../engine/ops/matmul.js';
import { sameTile } from '../../engine/ops/tile.js';
import { assert } from '../assert.js';
import type { GpuCases } from './harness.js';

/** The one dispatch of a product of [40, 32] and [32, 36]. */
function product({ target }: Device): Dispatch & { readonly tuning: Tuning } {
  const graph = new Graph();
  const operands = [graph.input('a', [40, 32]), graph.input('b', [32, 36])];
  const [y] = graph.add(matmul, 'product', operands, { transposeA: false, transposeB: false });
  const [dispatch] = compile(graph, { target, keep: [y] }).step;
  if (!dispatch?.tuning) throw new TypeError('a product can be tuned');
  return { ...dispatch, tuning: dispatch.tuning };
}

/** Another tile than the default one. */
function otherTile(device: Device): Tile {
  const { tile, candidates } = product(device).tuning;
  return candidates.find((candidate) => !sameTile(candidate, tile)) ?? tile;
}

async function tuneAll(
  device: Device,
  dispatches: readonly Dispatch[],
  options: Partial<TuneOptions> = {},
): Promise<Tuned[]> {
  const all: Tuned[] = [];
  for await (const tuned of tune(device, dispatches, { budget: Infinity, ...options })) all.push(tuned);
  return all;
}

export const cases: GpuCases = {
  'every candidate gives the default’s result and a time, and a product is tuned once': async ({ device }) => {
    const { tuning } = product(device);
    const [tuned, ...others] = await tuneAll(device, [product(device), product(device)]);
    assert(tuned !== undefined && others.length === 0, 'a product is tuned once');
    assert(tuned.trials.length === tuning.candidates.length, `got ${tuned.trials.length} trials`);
    const [first] = tuned.trials;
    assert(first !== undefined && sameTile(first.tile, tuning.tile), 'the default comes first');
    for (const { time = NaN } of tuned.trials) assert(time > 0, 'a candidate is wrong');
    assert((await tuneAll(device, [product(device)], { known: new Set([tuned.key]) })).length === 0, 'it is known');
  },

  'a candidate with another result is never chosen': async ({ device }) => {
    const honest = product(device);
    const { tuning } = honest;
    // Every other tile leaves all of the output but its first number as it is, and so is done at once.
    const wgsl = `@group(0) @binding(0) var<storage, read> a: array<f32>;
      @group(0) @binding(1) var<storage, read> b: array<f32>;
      @group(0) @binding(2) var<storage, read_write> y: array<f32>;
      @compute @workgroup_size(1) fn main() { y[0] = a[0] * b[0]; }`;
    const broken = { ...honest, wgsl, workgroups: [1, 1, 1] as const };
    const as: Tuning['as'] = (tile) => (tile === tuning.tile ? honest : broken);
    const [tuned] = await tuneAll(device, [{ ...honest, tuning: { ...tuning, as } }]);
    assert(tuned?.chosen === 0, 'a wrong candidate was chosen');
    for (const { time } of tuned.trials.slice(1)) assert(time === undefined, 'a wrong candidate was timed');
  },

  'no product is begun after the budget, or when it is cancelled': async ({ device }) => {
    assert((await tuneAll(device, [product(device)], { budget: -1 })).length === 0, 'it was tuned after the budget');
    const signal = AbortSignal.abort();
    assert((await tuneAll(device, [product(device)], { signal })).length === 0, 'it was tuned after it was cancelled');
  },

  'plans go by a table of their own adapter and kernels, and by no other': async ({ device }) => {
    const other = otherTile(device);
    const own = await tileTable(device, new Map([[product(device).tuning.key, other]]));
    const foreign = { ...own, adapter: 'another' };
    const old = { ...own, kernels: 'of another version' };
    const byDefault = product(device).tuning.tile;
    try {
      assert((await takeTiles(device, [foreign, own])) === 1, 'the table was not taken');
      assert(sameTile(product(device).tuning.tile, other), 'the tile is not the table’s');
      assert((await tileTable(device)).tiles.length === 1, 'the table does not tell of it');
      assert((await takeTiles(device, [foreign, old])) === 0, 'another table was taken');
      assert(sameTile(product(device).tuning.tile, byDefault), 'the tile is not the default one again');
    } finally {
      await takeTiles(device, []);
    }
  },
};
