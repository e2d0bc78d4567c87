/**
 * The activation cache: what the frozen part of a network makes of every sample, computed once and kept, on the GPU or,
 * beyond its budget there, in a scratch file (cache-layout.ts). Training what comes after it costs only that.
 *
 * With K copies the cache has K N rows: row c N + i is copy c of sample i.
 */

import { ThawError } from '../core/errors.js';
import { megabytes } from '../core/megabytes.js';
import { printShape } from '../core/shape.js';
import { Arena } from '../gpu/arena.js';
import type { Device } from '../gpu/device.js';
import type { PixelSet } from '../data/pixels.js';
import { Session } from '../gpu/session.js';
import { Graph, type Value } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import { specialise } from '../graph/specialise.js';
import type { Precision } from '../graph/value.js';
import type { Model } from '../model.js';
import { buildForward } from '../models/forward.js';
import { packHalves } from '../ops/halves.js';
import type { Tensor } from '../weights/tensor.js';
import { layOutCache, type CacheLayout } from './cache-layout.js';
import type { Copies } from './copies.js';
import { PixelSource } from './pixel-source.js';
import type { OpenScratchFile, ScratchFile } from './scratch-file.js';

export interface RowsDone {
  readonly done: number;
  readonly total: number;
}

/** The name of the cache's one tensor, for graphs that read it. */
export const cachedActivations = 'cached activations';

export interface CacheOptions {
  /** The layer whose values are cached. */
  readonly boundary: string;
  readonly copies: Copies;
  /** What is cached is kept as this. */
  readonly precision: Precision;
  /** What the layers before it keep their values as. */
  readonly frozenPrecision: Precision;
  /** The most that it may take on the GPU. */
  readonly gpuBytes: number;
  /** The most rows that are wanted at once. */
  readonly batch: number;
  /** Samples that the frozen part takes at once. */
  readonly prefixBatch: number;
  readonly signal?: AbortSignal | undefined;
}

export class ActivationCache {
  readonly #arriving: Uint8Array<ArrayBuffer>;

  private constructor(
    readonly layout: CacheLayout,
    readonly arena: Arena,
    readonly file: ScratchFile | undefined,
    /** Samples; further copies not counted. */
    readonly samples: number,
    readonly seconds: number,
  ) {
    this.#arriving = new Uint8Array(layout.slots * layout.rowBytes);
  }

  /**
   * Runs the frozen part over every sample, yielding the rows done.
   * @param openFile where rows go that the GPU has no room for; without it they are refused.
   * @throws ThawError with the numbers where there is no room; the signal's reason when it aborts.
   */
  static async *fill(
    model: Model,
    pixels: PixelSet,
    options: CacheOptions,
    openFile?: OpenScratchFile,
  ): AsyncGenerator<RowsDone, ActivationCache> {
    const started = performance.now();
    const { signal, copies } = options;
    const batch = Math.min(options.prefixBatch, pixels.count);
    const source = new PixelSource(pixels, model.description.preprocessing, copies);
    const { graph, value, perSample, session } = await openPrefix(model, source, options, batch);
    const layout = layOutCache({ ...options, rows: pixels.count * copies.count, perSample });
    let arena: Arena | undefined;
    let file: ScratchFile | undefined;
    try {
      file = layout.fileBytes > 0 ? await openBehind(layout, openFile) : undefined;
      arena = await Arena.create(model.device, cachedActivations, new Map([[cachedActivations, layout.tableShape]]));
      for (let row = 0, count = 0; row < layout.rows; row += count) {
        signal?.throwIfAborted();
        const [copy, first] = [Math.floor(row / pixels.count), row % pixels.count];
        count = Math.min(batch, pixels.count - first);
        const samples = Uint32Array.from({ length: count }, (_, index) => first + index);
        source.write(session, graph, samples, copy);
        await keepRows({ session, value, row, count, layout, arena, file });
        yield { done: row + count, total: layout.rows };
      }
      return new ActivationCache(layout, arena, file, pixels.count, (performance.now() - started) / 1000);
    } catch (error) {
      arena?.destroy();
      file?.destroy();
      throw error;
    } finally {
      session.destroy();
    }
  }

  /** A cache of rows [N, …] that are known already, all on the GPU. */
  static async of(device: Device, { shape, data }: Tensor): Promise<ActivationCache> {
    const [rows = 0, ...perSample] = shape;
    const layout = layOutCache({ rows, perSample, precision: 'f32', gpuBytes: Infinity, batch: 1 });
    const arena = await Arena.create(device, cachedActivations, new Map([[cachedActivations, layout.tableShape]]));
    arena.write(cachedActivations, data);
    return new ActivationCache(layout, arena, undefined, rows, 0);
  }

  /** Sees to it that these rows are on the GPU for the next run, and says where in the table each is. */
  bring(rows: Uint32Array): Uint32Array<ArrayBuffer> {
    const { resident, rowBytes } = this.layout;
    let slot = 0;
    const places = Uint32Array.from(rows, (row) => {
      if (row < resident) return row;
      const place = this.#arriving.subarray(slot * rowBytes, (slot + 1) * rowBytes);
      this.file?.read(place, (row - resident) * rowBytes);
      return resident + slot++;
    });
    if (slot > 0) this.arena.writeBytes(resident * rowBytes, this.#arriving.subarray(0, slot * rowBytes));
    return places;
  }

  destroy(): void {
    this.arena.destroy();
    this.file?.destroy();
  }
}

/** The frozen part up to a layer, its batch norms folded. */
async function openPrefix(
  model: Model,
  source: PixelSource,
  { boundary, precision, frozenPrecision }: Pick<CacheOptions, 'boundary' | 'precision' | 'frozenPrecision'>,
  batch: number,
) {
  const described = new Graph();
  const layers = buildForward(described, source.describe(described, batch), model.network);
  const output = layers.get(boundary) ?? described.value(boundary);
  if (precision === 'f16') described.add(packHalves, cachedActivations, [output], {});
  const name = precision === 'f16' ? cachedActivations : output.name;
  const { target } = model.device;
  const graph = specialise(described, { target, keep: new Set([name]), precision: frozenPrecision });
  const value = graph.value(name);
  const plan = compile(graph, { target, keep: [value], external: model.placements });
  const title = `frozen layers of ${model.description.name} up to ${boundary}, batch ${batch}`;
  const session = await Session.create(model.device, title, plan, model.arenas);
  return { graph, value, perSample: output.shape.slice(1), session };
}

interface Rows {
  readonly session: Session;
  /** The batch's rows, as the cache keeps them. */
  readonly value: Value;
  readonly row: number;
  readonly count: number;
  readonly layout: CacheLayout;
  readonly arena: Arena;
  readonly file: ScratchFile | undefined;
}

/** Runs the frozen part once and puts each row where it belongs. */
async function keepRows({ session, value, row, count, layout, arena, file }: Rows): Promise<void> {
  const { resident, rowBytes } = layout;
  const staying = Math.min(count, Math.max(0, resident - row));
  if (staying > 0) {
    session.run([{ from: value, to: arena.buffer, offset: row * rowBytes, bytes: staying * rowBytes }]);
    await session.device.settled(session.name);
    if (staying === count) return;
  }
  const [numbers] = staying > 0 ? await session.read(value) : await session.runAndRead(value);
  if (!numbers) return;
  const leaving = new Uint8Array(numbers.buffer, staying * rowBytes, (count - staying) * rowBytes);
  file?.write(leaving, (row + staying - resident) * rowBytes);
}

async function openBehind(layout: CacheLayout, openFile?: OpenScratchFile): Promise<ScratchFile> {
  if (openFile) return openFile(layout.fileBytes);
  const { rows, perSample, precision, rowBytes, gpuBytes } = layout;
  throw new ThawError({
    operation: 'activation cache',
    got: `${rows} rows ${printShape(perSample)} as ${precision}, ${megabytes(rows * rowBytes)}`,
    expected: `at most ${megabytes(gpuBytes)} of GPU memory, and no file to keep the rest in`,
    remedy: 'Use fewer images, f16, or do not cache.',
  });
}
