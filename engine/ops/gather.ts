/** Rows of a table by their indices: a batch out of a data set or a cache that is already on the GPU. */

import { expect } from '../core/errors.js';
import { printShape, sizeOf, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import source from '../../shaders/gather_rows.wgsl?raw';
import { dispatchNode, elementsOf } from './kernel.js';

/** [table [R, ...] of any type, indices u32 [N], each below R] -> rows [N, ...], bit by bit those of the table */
export const gatherRows: Op<Record<string, never>> = {
  name: 'gatherRows',

  outputShapes([table = [], indices = []], _attributes, name) {
    return [[expectTableAndIndices(`gatherRows ${name}`, table, indices), ...table.slice(1)]];
  },

  lower(node, lowering) {
    const rowSize = sizeOf(node.inputs[0]?.shape.slice(1) ?? []);
    const { VECTOR, width } = elementsOf(rowSize);
    const count = sizeOf(node.outputs[0]?.shape ?? []) / width;
    const constants = { VECTOR, ROW_WORDS: rowSize / width, COUNT: count };
    dispatchNode(node, lowering, { source, constants, invocations: count });
  },
};

/** The number of indices N. Throws a `ThawError` unless the table is [R, ...] and the indices are [N]. */
export function expectTableAndIndices(operation: string, table: Shape, indices: Shape): number {
  const [count, ...others] = indices;
  expect(table.length > 0 && count !== undefined && others.length === 0, () => ({
    operation,
    got: `table ${printShape(table)} and indices ${printShape(indices)}`,
    expected: 'table [R, ...] and indices [N]',
  }));
  return count;
}
