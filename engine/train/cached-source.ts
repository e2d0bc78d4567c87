/** Samples as rows of activations that were computed once. */

import type { Shape } from '../core/shape.js';
import type { Arena } from '../gpu/arena.js';
import type { Session } from '../gpu/session.js';
import type { Graph, Value } from '../graph/graph.js';
import { gatherRows } from '../ops/gather.js';
import { cachedActivations, type ActivationCache } from './activation-cache.js';
import type { Copies } from './copies.js';
import type { SampleSource } from './sample-source.js';

/** Adds the nodes that take rows out of a cache [rows, …] of a layer's values. */
export function describeCached(graph: Graph, boundary: string, shape: Shape, batch: number): Value {
  const table = graph.parameter(cachedActivations, shape);
  return graph.add(gatherRows, boundary, [table, graph.input('rows', [batch], 'u32')], {})[0];
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
    return describeCached(graph, this.boundary, this.cache.shape, batch);
  }

  write(session: Session, graph: Graph, samples: Uint32Array, epoch: number): void {
    const row = (sample: number) => this.copyOf(sample, epoch) * this.count + sample;
    session.write(graph.value('rows'), Uint32Array.from(samples, row));
  }
}
