/**
 * What a plan runs in place of a graph as it was described: the same values, with less work. What follows a convolution
 * is part of it, where weights never change Winograd's algorithm is used if it is faster, and what they compute is kept
 * as f16 if that is asked for.
 */

import type { Target } from './dispatch.js';
import { fuse } from './fuse.js';
import type { Graph } from './graph.js';
import { keepAsHalves } from './halves.js';
import type { Precision } from './value.js';
import { useWinograd } from './winograd.js';

export interface SpecialiseOptions {
  readonly target: Target;
  /** Names of values that are read after a run: they stay, as f32. */
  readonly keep?: ReadonlySet<string>;
  /** What frozen layers keep their values as; f32 where it is absent. */
  readonly precision?: Precision | undefined;
}

/** A new graph with the same values by name, less those that were fused away. */
export function specialise(graph: Graph, { target, keep = new Set(), precision = 'f32' }: SpecialiseOptions): Graph {
  const faster = useWinograd(fuse(graph, keep), target);
  return precision === 'f16' ? keepAsHalves(faster, keep) : faster;
}
