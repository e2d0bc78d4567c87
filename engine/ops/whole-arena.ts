/** From a kernel to the dispatch of an optimiser: one for all trainable parameters, behind a graph's own dispatches. */

import { ceilDivide, printShape, sizeOf } from '../core/shape.js';
import type { Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import { assemble, type Constants } from './wgsl.js';

/** Enough to keep a large GPU busy; each invocation walks on through the arenas in strides of the whole grid. */
const maxWorkgroups = 1024;

export interface WholeArenas {
  readonly parameters: Value;
  readonly gradients: Value;
  /** What the optimiser keeps from step to step: velocities, say. */
  readonly state: readonly Value[];
  readonly settings: Value;
}

/**
 * One step over whole arenas: parameters and state change, gradients are read. All have one layout and are different
 * buffers. Bound in this order: parameters, gradients, state, settings (a uniform).
 * @param name of the optimiser, for errors.
 */
export function dispatchOverArenas(
  name: string,
  source: string,
  constants: Constants,
  { parameters, gradients, state, settings }: WholeArenas,
): Dispatch {
  const invocations = ceilDivide(sizeOf(parameters.shape), 4);
  return {
    label: `${name} ${printShape(parameters.shape)}`,
    wgsl: assemble(source, constants),
    bindings: [
      { value: parameters, access: 'write' },
      { value: gradients, access: 'read' },
      ...state.map((value) => ({ value, access: 'write' as const })),
      { value: settings, access: 'uniform' },
    ],
    workgroups: [Math.min(maxWorkgroups, ceilDivide(invocations, 64)), 1, 1],
  };
}
