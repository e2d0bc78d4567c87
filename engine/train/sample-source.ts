/**
 * Where a step's samples come from: rows of cached activations (cached-source.ts), or pixels, which go through the frozen
 * layers in every step anew (pixel-source.ts). Either gives the values of one layer, after which the step trains.
 */

import type { Arena } from '../gpu/arena.js';
import type { Session } from '../gpu/session.js';
import type { Graph, Value } from '../graph/graph.js';

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
