/**
 * How far a step moves every parameter: the squares of the L2 norms of its gradient, of itself and of its update,
 *
 *     ‖g‖²,  ‖w‖²,  ‖w' - w‖²        w before the step, w' behind it, g as it is before it is clipped
 *
 * The update is measured and not derived, so that it is that of any optimiser, rounding included. The optimiser's own
 * dispatch stands between the two halves and is the same with and without them.
 */

import { ceilDivide, printShape, sizeOf } from '../core/shape.js';
import type { Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import gridPart from '../../shaders/grid.wgsl?raw';
import keepSource from '../../shaders/keep_parameters.wgsl?raw';
import optimiserPart from '../../shaders/optimiser.wgsl?raw';
import sumSource from '../../shaders/sum_slices.wgsl?raw';
import squaresSource from '../../shaders/update_squares.wgsl?raw';
import { reads, walkers, workgroupSize, writes, type GradientTable } from './optimiser.js';
import { assemble } from './wgsl.js';

/** Invocations of the first pass over a parameter, and what the second has to sum. */
const squareCount = 256;

/** Of each parameter: the squared norms of gradient, weights and update, and a 0. */
export const normsPerParameter = 4;

export interface UpdateNorms {
  /** Goes before the optimiser's step. */
  readonly before: Dispatch;
  /** Go behind it: two passes in a fixed order. */
  readonly behind: readonly [Dispatch, Dispatch];
  /** [parameters, 4], in the order of the table's entries. */
  readonly norms: Value;
}

/** @param parameters the whole arena. */
export function updateNorms({ gradients, owners, entries }: GradientTable, parameters: Value): UpdateNorms {
  const numbers = sizeOf(parameters.shape);
  const count = entries.shape[0] ?? 0;
  const kept = value('parameters before the step', parameters.shape);
  const squares = value('squares of updates', [squareCount, count, normsPerParameter]);
  const norms = value('norms of updates', [count, normsPerParameter]);
  const numbersOfNorms = sizeOf(norms.shape);
  return {
    norms,
    before: {
      label: `keep parameters ${printShape(parameters.shape)}`,
      wgsl: assemble(keepSource, { NUMBERS: numbers }),
      bindings: [...reads(parameters), ...writes(kept)],
      workgroups: [walkers(numbers), 1, 1],
    },
    behind: [
      {
        label: `squares of updates of ${count} parameters`,
        wgsl: assemble(squaresSource, { COUNT: squareCount, PARAMETERS: count }, { optimiser: optimiserPart }),
        bindings: [...reads(gradients, owners, entries, kept, parameters), ...writes(squares)],
        workgroups: [squareCount / workgroupSize, count, 1],
      },
      {
        label: `norms of updates of ${count} parameters`,
        wgsl: assemble(
          sumSource,
          { SLICES: squareCount, STRIDE: numbersOfNorms, OFFSET: 0, COUNT: numbersOfNorms },
          { grid: gridPart },
        ),
        bindings: [...reads(squares), ...writes(norms)],
        workgroups: [ceilDivide(numbersOfNorms, workgroupSize), 1, 1],
      },
    ],
  };
}

function value(name: string, shape: Value['shape']): Value {
  return { name, shape, type: 'f32', kind: 'activation' };
}
