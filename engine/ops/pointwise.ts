/** ReLU, addition, subtraction, narrowing, and the kernel of everything that happens value by value. */

import { expect } from '../core/errors.js';
import { ceilDivide, printShape, sameShape, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node, Op } from '../graph/graph.js';
import source from '../../shaders/pointwise.wgsl?raw';
import { dispatchNode } from './kernel.js';

/** [x] -> max(x, 0) */
export const relu: Op<Record<string, never>> = {
  name: 'relu',
  outputShapes: ([x = []]) => [x],
  lower: (node, lowering) => lowerPointwise(node, lowering, 'relu'),
};

/** [a, b], of one shape -> a + b */
export const add: Op<Record<string, never>> = {
  name: 'add',

  outputShapes([a = [], b = []], _attributes, name) {
    expectEqualShapes(`add ${name}`, a, b);
    return [a];
  },

  lower: (node, lowering) => lowerPointwise(node, lowering, 'add'),
};

/** [a, b], of one shape -> a - b; of what is looked at, so that it has no gradient */
export const subtract: Op<Record<string, never>> = {
  name: 'subtract',

  outputShapes([a = [], b = []], _attributes, name) {
    expectEqualShapes(`subtract ${name}`, a, b);
    return [a];
  },

  lower: (node, lowering) => lowerPointwise(node, lowering, 'subtract'),
};

/** [x] -> x, kept as the output is: a weight as f16 */
export const narrow: Op<Record<string, never>> = {
  name: 'narrow',
  outputShapes: ([x = []]) => [x],
  lower: (node, lowering) => lowerPointwise(node, lowering, 'copy'),
};

export function expectEqualShapes(operation: string, a: Shape, b: Shape): void {
  expect(sameShape(a, b), () => ({
    operation,
    got: `${printShape(a)} and ${printShape(b)}`,
    expected: 'two equal shapes',
  }));
}

/**
 * Emits a node whose inputs are x [..., C] and the operand that the formula has beside it, if any: `add`,
 * `subtract` and `mask`, one more like x; `affine` and `scale`, scales and shifts [2, C].
 */
export function lowerPointwise(
  node: Node,
  lowering: Lowering,
  formula: 'affine' | 'scale' | 'add' | 'subtract' | 'relu' | 'mask' | 'copy',
): void {
  const shape = node.inputs[0]?.shape ?? [];
  const channels = shape.at(-1) ?? 1;
  const isPerChannel = formula === 'affine' || formula === 'scale';
  dispatchNode(node, lowering, {
    source,
    constants: {
      AFFINE: formula === 'affine',
      SCALE: formula === 'scale',
      ADD: formula === 'add',
      SUBTRACT: formula === 'subtract',
      RELU: formula === 'relu',
      MASK: formula === 'mask',
      COPY: formula === 'copy',
      PER_CHANNEL: isPerChannel,
      PAIR: formula === 'add' || formula === 'subtract' || formula === 'mask',
      OUTPUT_BINDING: node.inputs.length,
      // Channels only where they matter, so that every other shape shares one pipeline.
      ...(isPerChannel ? { CHANNELS: channels, VECTOR: channels % 4 === 0 } : {}),
    },
    invocations: ceilDivide(sizeOf(shape), 4),
  });
}
