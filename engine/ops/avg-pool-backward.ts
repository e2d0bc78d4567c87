/** The gradient of average pooling: each window's goes in equal parts to what it has inside. */

import { expect } from '../core/errors.js';
import { printShape, sameShape, type Shape } from '../core/shape.js';
import type { GradientRule, Op } from '../graph/graph.js';
import source from '../../shaders/avg_pool2d_backward.wgsl?raw';
import { avgPool2d, type AvgPool2dAttributes } from './avg-pool.js';
import { lowerPool } from './pool.js';

export interface AvgPool2dBackwardAttributes extends AvgPool2dAttributes {
  /** [B, H, W, C] of what was pooled: a stride leaves it open. */
  readonly inputShape: Shape;
}

/** [gradOutput [B, P, Q, C]] -> gradInput [B, H, W, C] */
export const avgPool2dBackward: Op<AvgPool2dBackwardAttributes> = {
  name: 'avgPool2dBackward',

  outputShapes([gradOutput = []], attributes, name) {
    const { inputShape } = attributes;
    const [pooled = []] = avgPool2d.outputShapes([inputShape], attributes, name);
    expect(sameShape(gradOutput, pooled), () => ({
      operation: `avgPool2dBackward ${name}`,
      got: printShape(gradOutput),
      expected: `${printShape(pooled)}, what pooling ${printShape(inputShape)} gives`,
    }));
    return [inputShape];
  },

  lower(node, lowering) {
    const gradOutput = node.inputs[0]?.shape ?? [];
    lowerPool(node, lowering, source, [node.attributes.inputShape, gradOutput]);
  },
};

export const avgPool2dGradient: GradientRule<AvgPool2dAttributes> = (
  { name, inputs: [x], attributes },
  [gradOutput],
  { graph, wants },
) => {
  if (!x || !gradOutput || !wants(x)) return [null];
  const backward = { ...attributes, inputShape: x.shape };
  return [graph.add(avgPool2dBackward, `${name}.gradInput`, [gradOutput], backward)[0]];
};
