/**
 * A plan: everything that a session needs to run a graph again and again, decided once and without a GPU. It is the
 * list of dispatches and the place of every value they touch.
 */

import type { Dispatch, Target } from './dispatch.js';
import type { Graph, Value } from './graph.js';
import { lower } from './lower.js';
import { layOut, placeActivations, type MemoryPlan, type Placement } from './memory.js';

export interface Plan {
  readonly prepare: readonly Dispatch[];
  readonly step: readonly Dispatch[];
  readonly placements: ReadonlyMap<Value, Placement>;
  /** Bytes of the arenas that belong to this plan. */
  readonly arenas: ReadonlyMap<string, number>;
}

export interface PlanOptions {
  readonly target: Target;
  /** Values that can be read after a run: results, or the layers someone wants to look at. */
  readonly keep: readonly Value[];
  /** Values that live in arenas of others (parameters, a cache), by name. */
  readonly external?: ReadonlyMap<string, Placement>;
  /** Values in an arena of the plan's own that nothing else shares: gradients, over which the optimiser runs as a whole. */
  readonly apart?: MemoryPlan;
  /** Dispatches that follow the graph's own: the optimiser. */
  readonly append?: readonly Dispatch[];
}

const nothing: MemoryPlan = { placements: new Map<Value, Placement>(), arenas: new Map<string, number>() };

export function compile(graph: Graph, options: PlanOptions): Plan {
  const { target, keep, external = new Map<string, Placement>(), apart = nothing, append = [] } = options;
  const program = lower(graph, keep, target);
  const step = [...program.step, ...append];
  const dispatches = [...program.prepare, ...step];

  const placements = new Map<Value, Placement>(apart.placements);
  for (const { value } of dispatches.flatMap((dispatch) => dispatch.bindings)) {
    const placement = external.get(value.name);
    if (placement) placements.set(value, placement);
  }
  const isUnplaced = (value: Value) => !placements.has(value);
  const inputs = layOut(
    [...graph.values.values()].filter((value) => value.kind === 'input' && isUnplaced(value)),
    'inputs',
  );
  inputs.placements.forEach((placement, value) => placements.set(value, placement));

  const persistent = new Set([...keep, ...program.prepare.flatMap(writtenValues)]);
  const activations = placeActivations(dispatches, persistent, (value) => placements.has(value), target);
  activations.placements.forEach((placement, value) => placements.set(value, placement));
  return {
    prepare: program.prepare,
    step,
    placements,
    arenas: new Map([...inputs.arenas, ...apart.arenas, ...activations.arenas]),
  };
}

function writtenValues(dispatch: Dispatch): Value[] {
  return dispatch.bindings.filter(({ access }) => access === 'write').map(({ value }) => value);
}
