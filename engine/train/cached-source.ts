/** Samples as rows of activations that were computed once. */

import type { Arena } from '../gpu/arena.js';
import type { Session } from '../gpu/session.js';
import type { Graph, Value } from '../graph/graph.js';
import { gatherRows } from '../ops/gather.js';
import { gatherHalves } from '../ops/halves.js';
import { cachedActivations, type ActivationCache } from './activation-cache.js';
import type { CacheLayout } from './cache-layout.js';
import type { Copies } from './copies.js';
import type { SampleSource } from './sample-source.js';

/** Adds the nodes that take rows out of a cache of a layer's values. */
export function describeCached(graph: Graph, boundary: string, layout: CacheLayout, batch: number): Value {
  const { tableShape, precision, perSample } = layout;
  const operands = [graph.parameter(cachedActivations, tableShape), graph.input('rows', [batch], 'u32')];
  return precision === 'f32'
    ? graph.add(gatherRows, boundary, operands, {})[0]
    : graph.add(gatherHalves, boundary, operands, { perSample })[0];
}

export class CachedSource implements SampleSource {
  readonly count: number;
  readonly arenas: readonly Arena[];

  constructor(
    readonly cache: ActivationCache,
    readonly boundary: string,
    readonly copyOf: Copies['copyOf'],
  ) {
    this.count = cache.samples;
    this.arenas = [cache.arena];
  }

  describe(graph: Graph, batch: number): Value {
    return describeCached(graph, this.boundary, this.cache.layout, batch);
  }

  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void {
    const rows = samples.map((sample) => this.copyOf(sample, epoch) * this.count + sample);
    session.write(graph.value('rows'), this.cache.bring(rows));
  }
}
