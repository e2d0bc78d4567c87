/**
 * Tuning: which tile each product of the GEMM core is fastest with, on this adapter. A candidate has to give the
 * default's result on random numbers before its time counts.
 */

import { randomUniform } from '../core/random.js';
import { sizeOf } from '../core/shape.js';
import type { Dispatch, Tile, Tuning } from '../graph/dispatch.js';
import type { Value } from '../graph/value.js';
import { sameTile } from '../ops/tile.js';
import type { Device } from './device.js';
import { Stopwatch, type Command } from './stopwatch.js';

export interface Trial {
  readonly tile: Tile;
  /** Of the first run, in milliseconds: compiling, mostly. */
  readonly compile: number;
  /** In milliseconds; none where the result is wrong. */
  readonly time: number | undefined;
}

export interface Tuned {
  /** The product, as `tileKey` names it. */
  readonly key: string;
  /** A dispatch that has this product. */
  readonly label: string;
  /** What it had first, then the other candidates. */
  readonly trials: readonly Trial[];
  /** The trial whose tile it gets. */
  readonly chosen: number;
}

export interface TuneOptions {
  /** Milliseconds after which no further product is begun. */
  readonly budget: number;
  /** Products that have been tuned before. */
  readonly known?: Pick<ReadonlySet<string>, 'has'>;
  readonly signal?: AbortSignal | undefined;
}

/** Sums of many float32 in another order differ by less, as a part of the largest. */
const tolerance = 1e-4;

/** A candidate takes the default's place only where it is faster by more than noise. */
const leastGain = 0.95;

const rounds = 3;

type Product = Dispatch & { readonly tuning: Tuning };

/**
 * Tunes the products among the dispatches, each once, the largest first. What it finds is for others to keep: the plans of
 * a device go by one table for as long as it lives, so that the same work gives the same bits.
 */
export async function* tune(
  device: Device,
  dispatches: readonly Dispatch[],
  { budget, known = new Set(), signal }: TuneOptions,
): AsyncGenerator<Tuned, void> {
  const started = performance.now();
  const watch = new Stopwatch(device);
  try {
    for (const product of distinctProducts(device, dispatches)) {
      if (known.has(product.tuning.key)) continue;
      if (signal?.aborted || performance.now() - started > budget) return;
      yield await tuneProduct(device, watch, product);
    }
  } finally {
    watch.destroy();
  }
}

/** Those that the adapter can run at all. */
function distinctProducts({ target }: Device, dispatches: readonly Dispatch[]): Product[] {
  const fits = ({ bindings }: Dispatch) =>
    bindings.every(({ value }) => 4 * sizeOf(value.shape) <= target.maxBindingBytes);
  const products = dispatches.filter(
    (dispatch): dispatch is Product => dispatch.tuning !== undefined && fits(dispatch),
  );
  const distinct = new Map(products.map((product) => [product.tuning.key, product]));
  return [...distinct.values()].sort((a, b) => (b.flops ?? 0) - (a.flops ?? 0));
}

interface Candidate {
  readonly tile: Tile;
  readonly command: Command;
  readonly compile: number;
  readonly isRight: boolean;
}

async function tuneProduct(device: Device, watch: Stopwatch, product: Product): Promise<Tuned> {
  const { key, tile: own, candidates, as } = product.tuning;
  const buffers = await makeOperands(device, product);
  try {
    const others = candidates.filter((tile) => !sameTile(tile, own));
    const tried: Candidate[] = [];
    let expected: Float32Array | undefined;
    for (const tile of [own, ...others]) {
      const before = performance.now();
      const command = await commandOf(device, as(tile), buffers);
      await watch.milliseconds(command, 1);
      const compile = performance.now() - before;
      const result = await readResult(device, product, buffers);
      expected ??= result;
      tried.push({ tile, command, compile, isRight: isClose(result, expected) });
    }
    const right = tried.filter(({ isRight }) => isRight);
    const times = await watch.medians(
      right.map(({ command }) => command),
      rounds,
    );
    const trials = tried.map((candidate): Trial => {
      const { tile, compile } = candidate;
      return { tile, compile, time: times[right.indexOf(candidate)] };
    });
    return { key, label: product.label, trials, chosen: fastest(trials) };
  } finally {
    buffers.forEach((buffer) => device.destroyBuffer(buffer));
  }
}

/** The first trial, unless another is clearly faster. */
export function fastest(trials: readonly Trial[]): number {
  const times = trials.map(({ time }, index) => (time ?? Infinity) / (index === 0 ? 1 : leastGain));
  return times.indexOf(Math.min(...times));
}

/** Buffers of random numbers, a value each. */
async function makeOperands(device: Device, { label, bindings }: Dispatch): Promise<Map<Value, GPUBuffer>> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = new Map<Value, GPUBuffer>();
  for (const [index, { value }] of bindings.entries()) {
    const size = sizeOf(value.shape);
    const buffer = await device.createBuffer(`tuning of ${label}`, 4 * size, usage);
    device.gpu.queue.writeBuffer(buffer, 0, randomNumbers(size, index));
    buffers.set(value, buffer);
  }
  return buffers;
}

/** After so many they come again: a prime number, so that no two rows are alike. */
const distinctNumbers = 65_521;

function randomNumbers(size: number, seed: number): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(size);
  const first = Math.min(size, distinctNumbers);
  for (let index = 0; index < first; index++) numbers[index] = randomUniform(seed, 'test', index) - 0.5;
  for (let at = first; at < size; at += first) numbers.set(numbers.subarray(0, Math.min(first, size - at)), at);
  return numbers;
}

async function commandOf(device: Device, dispatch: Dispatch, buffers: ReadonlyMap<Value, GPUBuffer>): Promise<Command> {
  const pipeline = await device.pipelines.get(dispatch);
  const entries = dispatch.bindings.map(({ value }, binding) => ({
    binding,
    resource: { buffer: buffers.get(value) as GPUBuffer },
  }));
  const layout = pipeline.getBindGroupLayout(0);
  return { pipeline, dispatch, bindGroup: device.gpu.createBindGroup({ label: dispatch.label, layout, entries }) };
}

async function readResult(
  device: Device,
  { label, bindings }: Dispatch,
  buffers: ReadonlyMap<Value, GPUBuffer>,
): Promise<Float32Array> {
  const buffer = buffers.get(bindings.find(({ access }) => access === 'write')?.value as Value) as GPUBuffer;
  const result = new Float32Array(await device.readback.read(`tuning of ${label}`, buffer, 0, buffer.size));
  // What the next candidate leaves out must not look right because this one wrote it.
  device.gpu.queue.writeBuffer(buffer, 0, new Float32Array(result.length));
  return result;
}

function isClose(actual: Float32Array, expected: Float32Array): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return actual.every((value, index) => Math.abs(value - (expected[index] ?? NaN)) <= tolerance * largest);
}
