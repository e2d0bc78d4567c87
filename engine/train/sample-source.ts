/**
 * Where a step's samples come from: rows of cached activations, or pixels, which go through the frozen layers in every
 * step anew. Either gives the values of one layer, after which the step trains.
 */

import type { PixelSet } from '../data/pixels.js';
import type { Arena } from '../gpu/arena.js';
import type { Session } from '../gpu/session.js';
import type { Graph, Value } from '../graph/graph.js';
import { inputName } from '../models/layer.js';
import type { Preprocessing } from '../models/model.js';
import { gatherRows } from '../ops/gather.js';
import { normalize } from '../ops/normalize.js';
import { cachedActivations, type ActivationCache } from './activation-cache.js';

export interface SampleSource {
  /** Samples there are. */
  readonly count: number;
  /** The layer whose values it gives. */
  readonly boundary: string;
  /** What its graph refers to. */
  readonly arenas: readonly Arena[];
  /** Adds the nodes that give the values of the boundary [batch, …]. */
  describe(graph: Graph, batch: number): Value;
  /** Chooses the samples of the next run, as they are to be seen in this epoch. */
  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void;
}

/** Whether a sample is mirrored in an epoch. */
export type Mirror = (sample: number, epoch: number) => boolean;

/** Activations that were computed once. */
export class CachedSource implements SampleSource {
  readonly count: number;
  readonly arenas: readonly Arena[];

  constructor(
    readonly cache: ActivationCache,
    readonly boundary: string,
    readonly isMirrored: Mirror,
  ) {
    this.count = cache.samples;
    this.arenas = [cache.arena];
  }

  describe(graph: Graph, batch: number): Value {
    const table = graph.parameter(cachedActivations, this.cache.shape);
    return graph.add(gatherRows, this.boundary, [table, graph.input('rows', [batch], 'u32')], {})[0];
  }

  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void {
    const row = (sample: number) => (this.isMirrored(sample, epoch) ? this.count + sample : sample);
    session.write(graph.value('rows'), Uint32Array.from(samples, row));
  }
}

/** Pictures, with everything to be computed. */
export class PixelSource implements SampleSource {
  readonly boundary = inputName;
  readonly arenas = [];

  constructor(
    readonly pixels: PixelSet,
    readonly preprocessing: Preprocessing,
    readonly isMirrored: Mirror,
  ) {}

  get count(): number {
    return this.pixels.count;
  }

  describe(graph: Graph, batch: number): Value {
    const { size } = this.pixels;
    const pixels = graph.input('pixels', [batch, size, size], 'u32');
    const flips = graph.input('flips', [batch], 'u32');
    return graph.add(normalize, inputName, [pixels, graph.input('meanStd', [8]), flips], {})[0];
  }

  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void {
    const { size, pixels } = this.pixels;
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
    const batch = new Uint32Array(samples.length * size * size);
    samples.forEach((sample, row) => {
      batch.set(words.subarray(sample * size * size, (sample + 1) * size * size), row * size * size);
    });
    const { mean, std } = this.preprocessing;
    session.write(graph.value('pixels'), batch);
    session.write(graph.value('meanStd'), Float32Array.of(...mean, 0, ...std, 1));
    session.write(
      graph.value('flips'),
      Uint32Array.from(samples, (sample) => Number(this.isMirrored(sample, epoch))),
    );
  }
}
