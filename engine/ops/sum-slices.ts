/**
 * A gradient that is computed in slices, as one: a reduction over many rows is cut so that its parts run abreast. The
 * optimiser sums slices as it reads them; this is for everyone else.
 */

import { expect } from '../core/errors.js';
import { printShape, sizeOf, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/sum_slices.wgsl?raw';
import { dispatchNode } from './kernel.js';

export interface SumSlicesAttributes {
  /** Of the sum: a part of each slice. */
  readonly shape: Shape;
  /** Where in a slice that part begins. */
  readonly offset: number;
}

/** [slices [S, …]] -> y [shape], summed in the order of the slices */
export const sumSlices: Op<SumSlicesAttributes> = {
  name: 'sumSlices',

  outputShapes([slices = []], { shape, offset }, name) {
    const sliceSize = sizeOf(slices.slice(1));
    expect(slices.length > 1 && offset + sizeOf(shape) <= sliceSize, () => ({
      operation: `sumSlices ${name}`,
      got: `slices ${printShape(slices)}, of each ${sizeOf(shape)} numbers from ${offset}`,
      expected: 'a part within a slice',
    }));
    return [shape];
  },

  lower(node, lowering) {
    const slices = node.inputs[0]?.shape ?? [];
    const count = sizeOf(node.attributes.shape);
    const constants = {
      SLICES: slices[0] ?? 1,
      STRIDE: sizeOf(slices.slice(1)),
      OFFSET: node.attributes.offset,
      COUNT: count,
    };
    dispatchNode(node, lowering, { source, constants, invocations: count });
  },
};
