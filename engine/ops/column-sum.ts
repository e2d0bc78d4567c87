/** Sums of columns: the gradient of a bias. */

import { ceilDivide, dimensions2 } from '../core/shape.js';
import type { Lowering, Op, Value } from '../graph/graph.js';
import source from '../../shaders/column_sum.wgsl?raw';
import { dispatchKernel, elementsOf, labelOf } from './kernel.js';
import { sliceRows } from './slices.js';

/** A batch's rows are added up at once. */
const rowsAtOnce = 128;

/** [x [N, K]] -> y [K] */
export const columnSum: Op<Record<string, never>> = {
  name: 'columnSum',

  outputShapes([x = []], _attributes, name) {
    const [, columns] = dimensions2(x, `columnSum ${name}`);
    return [[columns]];
  },

  lower(node, lowering) {
    const [x] = node.inputs;
    const [y] = node.outputs;
    if (!x || !y) return;
    const [rows, columns] = dimensions2(x.shape, node.name);
    const slices = sliceRows(rows, rowsAtOnce);
    if (slices.count === 1) {
      sumSlices(labelOf(node), x, y, rows, lowering);
      return;
    }
    const partials = lowering.scratch('slices', [slices.count, columns]);
    sumSlices(`${labelOf(node)}, slices`, x, partials, slices.sliceRows, lowering);
    sumSlices(labelOf(node), partials, y, slices.count, lowering);
  },
};

/** x [rows, columns] -> y, a row of sums for every `rowsInSlice` rows of x */
function sumSlices(label: string, x: Value, y: Value, rowsInSlice: number, lowering: Lowering): void {
  const [rows, columns] = dimensions2(x.shape, label);
  const { VECTOR, width } = elementsOf(columns);
  const count = (ceilDivide(rows, rowsInSlice) * columns) / width;
  const constants = { VECTOR, ROWS: rows, CHANNELS: columns / width, SLICE_ROWS: rowsInSlice, COUNT: count };
  dispatchKernel(label, [x], [y], lowering, { source, constants, invocations: count });
}
