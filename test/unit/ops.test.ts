/** What ops say of shapes: those of their outputs, and an error that names the node for inputs that do not fit. */

import { describe, expect, test } from 'vitest';
import type { Shape } from '../../engine/core/shape.js';
import { baselineTarget, type Dispatch, type Target } from '../../engine/graph/dispatch.js';
import { Graph, type Op } from '../../engine/graph/graph.js';
import { lower } from '../../engine/graph/lower.js';
import { avgPool2dBackward } from '../../engine/ops/avg-pool-backward.js';
import { avgPool2d } from '../../engine/ops/avg-pool.js';
import { batchNorm, batchNormFold } from '../../engine/ops/batch-norm.js';
import { columnSum } from '../../engine/ops/column-sum.js';
import { batchTotals, crossEntropy } from '../../engine/ops/cross-entropy.js';
import { gatherRows } from '../../engine/ops/gather.js';
import { globalAvgPool } from '../../engine/ops/global-avg-pool.js';
import { maxPool2d } from '../../engine/ops/max-pool.js';
import { normalize } from '../../engine/ops/normalize.js';
import { add, relu } from '../../engine/ops/pointwise.js';
import { subsampleAndPad } from '../../engine/ops/subsample-pad.js';

/** A node of that op in a graph of its own. */
function nodeOf<Attributes>(op: Op<Attributes>, inputs: readonly Shape[], attributes: Attributes) {
  const graph = new Graph();
  const values = inputs.map((shape, index) => graph.input(`input ${index}`, shape));
  return { graph, outputs: graph.add(op, 'it', values, attributes) };
}

function outputShapes<Attributes>(op: Op<Attributes>, inputs: readonly Shape[], attributes: Attributes): Shape[] {
  return nodeOf(op, inputs, attributes).outputs.map(({ shape }) => shape);
}

function dispatchesOf<Attributes>(
  op: Op<Attributes>,
  inputs: readonly Shape[],
  attributes: Attributes,
  target: Target = baselineTarget,
): readonly Dispatch[] {
  const { graph, outputs } = nodeOf(op, inputs, attributes);
  return lower(graph, outputs, target).step;
}

const vector = [5];

test('outputs have the shapes that the formulas give', () => {
  const pool = { kernelSize: 3, stride: 2, padding: 1 };
  expect(outputShapes(relu, [[1, 7, 7, 5]], {})).toEqual([[1, 7, 7, 5]]);
  expect(outputShapes(add, [vector, vector], {})).toEqual([vector]);
  expect(outputShapes(batchNormFold, [vector, vector, vector, vector], { eps: 1e-5 })).toEqual([[2, 5]]);
  expect(outputShapes(maxPool2d, [[3, 112, 9, 5]], pool)).toEqual([[3, 56, 5, 5]]);
  expect(outputShapes(avgPool2d, [[3, 7, 8, 5]], { kernelSize: 2, stride: 2 })).toEqual([[3, 4, 4, 5]]);
  expect(outputShapes(avgPool2d, [[3, 1, 9, 5]], { kernelSize: 2, stride: 3 })).toEqual([[3, 1, 3, 5]]);
  expect(outputShapes(globalAvgPool, [[3, 7, 9, 5]], {})).toEqual([[3, 5]]);
  expect(outputShapes(subsampleAndPad, [[3, 7, 8, 16]], { stride: 2, outChannels: 32 })).toEqual([[3, 4, 4, 32]]);
  expect(outputShapes(crossEntropy, [[3, 10], [3], [4]], {})).toEqual([[3], [3, 10], [3]]);
  expect(outputShapes(batchTotals, [[3], [3]], {})).toEqual([[2]]);
  expect(outputShapes(columnSum, [[3, 10]], {})).toEqual([[10]]);
  expect(outputShapes(gatherRows, [[9, 4, 4, 3], [5]], {})).toEqual([[5, 4, 4, 3]]);
  expect(outputShapes(normalize, [[3, 8, 8], [8]], {})).toEqual([[3, 8, 8, 4]]);
});

describe('inputs that do not fit are refused with what was found and expected', () => {
  test.each([
    [
      'add',
      () =>
        outputShapes(
          add,
          [
            [3, 5],
            [5, 3],
          ],
          {},
        ),
      'got [3, 5] and [5, 3], expected two equal shapes',
    ],
    [
      'batchNorm',
      () =>
        outputShapes(
          batchNorm,
          [
            [1, 7, 7, 5],
            [2, 3],
          ],
          {},
        ),
      'expected an affine of [2, 5]',
    ],
    ['batchNormFold', () => outputShapes(batchNormFold, [vector, vector, [3], vector], { eps: 0 }), 'each [C]'],
    [
      'maxPool2d',
      () => outputShapes(maxPool2d, [[1, 7, 7, 5]], { kernelSize: 3, stride: 2, padding: 2 }),
      'got padding 2 for a kernel of 3, expected at most half the kernel',
    ],
    [
      'maxPool2d',
      () => outputShapes(maxPool2d, [[1, 1, 7, 5]], { kernelSize: 3, stride: 2, padding: 0 }),
      'got an input of 1 x 7, expected one that a 3 x 3 window fits into. Use larger images',
    ],
    [
      'avgPool2dBackward',
      () => outputShapes(avgPool2dBackward, [[1, 3, 3, 5]], { kernelSize: 2, stride: 2, inputShape: [1, 7, 7, 5] }),
      'got [1, 3, 3, 5], expected [1, 4, 4, 5], what pooling [1, 7, 7, 5] gives',
    ],
    ['globalAvgPool', () => outputShapes(globalAvgPool, [[7, 5]], {}), 'expected a shape of rank 4'],
    [
      'subsampleAndPad',
      () => outputShapes(subsampleAndPad, [[1, 7, 7, 16]], { stride: 2, outChannels: 33 }),
      'got 16 channels to become 33, expected an even number of channels to add',
    ],
    ['crossEntropy', () => outputShapes(crossEntropy, [[3, 10], [4], [4]], {}), 'expected logits [N, K], targets [N]'],
    ['batchTotals', () => outputShapes(batchTotals, [[3], [4]], {}), 'got [3], [4], [2], expected loss [N]'],
    [
      'gatherRows',
      () =>
        outputShapes(
          gatherRows,
          [
            [9, 3],
            [2, 2],
          ],
          {},
        ),
      'expected table [R, ...] and indices [N]',
    ],
    ['normalize', () => outputShapes(normalize, [[3, 8, 8], [6]], {}), 'expected pixels [N, H, W] and meanStd [8]'],
  ])('%s', (op, shapesOf, message) => {
    expect(shapesOf).toThrow(`${op} it`);
    expect(shapesOf).toThrow(message);
  });
});

describe('lowering', () => {
  test('a dispatch is labelled with its op, its node and all shapes', () => {
    const [dispatch] = dispatchesOf(add, [vector, vector], {});
    expect(dispatch?.label).toBe('add it [5], [5] -> [5]');
  });

  test('work beyond the largest grid is folded over two directions', () => {
    const [dispatch] = dispatchesOf(relu, [[70_000 * 256]], {});
    const [columns = 0, rows = 0] = dispatch?.workgroups ?? [];
    expect(columns).toBeLessThanOrEqual(baselineTarget.maxWorkgroupsPerDimension);
    expect(columns * rows).toBeGreaterThanOrEqual(70_000);
  });

  test('shapes with the same work share one text, and so one pipeline', () => {
    const [small] = dispatchesOf(relu, [[1, 7, 7, 5]], {});
    const [large] = dispatchesOf(relu, [[3, 9, 9, 64]], {});
    expect(small?.wgsl).toBe(large?.wgsl);
  });

  test('a row is a workgroup on a GPU and an invocation without a barrier on a software adapter', () => {
    const batchOfRows = [[100, 10], [100], [4]];
    const [gpu] = dispatchesOf(crossEntropy, batchOfRows, {});
    const [software] = dispatchesOf(crossEntropy, batchOfRows, {}, { ...baselineTarget, kind: 'software' });
    expect(gpu?.workgroups).toEqual([100, 1, 1]);
    expect(software?.workgroups).toEqual([2, 1, 1]);
    expect(software?.wgsl).not.toContain('workgroupBarrier()');
  });

  test('many rows are summed in two passes, a batch in one', () => {
    expect(dispatchesOf(columnSum, [[128, 5]], {})).toHaveLength(1);
    expect(dispatchesOf(columnSum, [[20_000, 5]], {})).toHaveLength(2);
  });
});
