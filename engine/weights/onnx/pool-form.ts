/** Holds the pools of a residual network against the family's: after the stem, in shortcuts, and over the last maps. */

import { ceilDivide } from '../../core/shape.js';
import { expectExplicitPads, expectInt, expectInts, intOf, intsOf } from './node-attributes.js';
import { misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-model.js';

/** 3x3 of stride 2, as after the stem of ImageNet's members. */
export function checkMaxPool(graph: Graph, pool: OnnxNode): void {
  checkWindow(graph, pool, { kernelSize: 3, stride: 2, padding: 1 });
  expectInts(graph, pool, 'dilations', [1, 1], [1, 1]);
  expectInt(graph, pool, 'ceil_mode', 0);
}

/**
 * 2x2 of stride 2, as in timm's shortcuts that pool. Those have a last row and column that is half outside
 * (`ceil_mode`), which makes no difference where sizes are even, and do not count what is outside.
 */
export function checkShortcutPool(graph: Graph, pool: OnnxNode): void {
  checkWindow(graph, pool, { kernelSize: 2, stride: 2, padding: 0 });
  if (intOf(pool, 'ceil_mode', 0) === 1) expectInt(graph, pool, 'count_include_pad', 0);
}

/**
 * The mean of every channel, whichever way it is written.
 * @param halvings how many layers of stride 2 there are before it.
 */
export function checkGlobalPool(graph: Graph, pool: OnnxNode, halvings: number): void {
  switch (pool.type) {
    case 'ReduceMean': {
      const axes = graph.integers(pool, 1, 'axes')?.map((axis) => (axis < 0 ? axis + 4 : axis)) ?? [];
      const found = `a mean over the axes [${axes.toSorted().join(', ')}]`;
      if (found !== 'a mean over the axes [2, 3]') throw misfit(graph.file, pool, 'one over rows and columns', found);
      return;
    }
    case 'AveragePool': {
      const [, , height, width] = graph.input.dimensions;
      const size = [height, width].map((side) => (typeof side === 'number' ? ceilDivide(side, 2 ** halvings) : NaN));
      const found = `a pool over ${intsOf(pool, 'kernel_shape')?.join('x') ?? 'nothing'}`;
      if (found !== `a pool over ${size.join('x')}`) {
        throw misfit(graph.file, pool, `one over all ${size.join('x')} of the last maps`, found);
      }
      expectInts(graph, pool, 'pads', [0, 0, 0, 0], [0, 0, 0, 0]);
      expectExplicitPads(graph, pool);
    }
  }
}

interface Window {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
}

/** Of a convolution too: a square kernel, the same stride and padding on every side. */
export function checkWindow(graph: Graph, node: OnnxNode, { kernelSize, stride, padding }: Window, why = ''): void {
  // A convolution may leave its size to its weights.
  expectInts(
    graph,
    node,
    'kernel_shape',
    [kernelSize, kernelSize],
    node.type === 'Conv' ? [kernelSize, kernelSize] : [],
  );
  expectInts(graph, node, 'strides', [stride, stride], [1, 1], why);
  expectInts(graph, node, 'pads', [padding, padding, padding, padding], [0, 0, 0, 0]);
  expectExplicitPads(graph, node);
}
