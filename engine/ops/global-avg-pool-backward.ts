/** The gradient of global average pooling: every pixel has an equal part in its channel's mean. */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, sameShape, type Shape } from '../core/shape.js';
import type { GradientRule, Op } from '../graph/graph.js';
import source from '../../shaders/global_avg_pool_backward.wgsl?raw';
import { lowerAverage } from './global-avg-pool.js';

export interface GlobalAvgPoolBackwardAttributes {
  /** [B, H, W, C] of what was pooled. */
  readonly inputShape: Shape;
}

/** [gradOutput [B, C]] -> gradInput [B, H, W, C] */
export const globalAvgPoolBackward: Op<GlobalAvgPoolBackwardAttributes> = {
  name: 'globalAvgPoolBackward',

  outputShapes([gradOutput = []], { inputShape }, name) {
    const [batch, , , channels] = dimensions4(inputShape, `globalAvgPoolBackward ${name}`);
    expect(sameShape(gradOutput, [batch, channels]), () => ({
      operation: `globalAvgPoolBackward ${name}`,
      got: printShape(gradOutput),
      expected: `[${batch}, ${channels}], a mean for each channel of ${printShape(inputShape)}`,
    }));
    return [inputShape];
  },

  lower(node, lowering) {
    lowerAverage(node, lowering, source, node.attributes.inputShape);
  },
};

export const globalAvgPoolGradient: GradientRule<Record<string, never>> = (
  { name, inputs: [x] },
  [gradOutput],
  { graph, wants },
) => {
  if (!x || !gradOutput || !wants(x)) return [null];
  return [graph.add(globalAvgPoolBackward, `${name}.gradInput`, [gradOutput], { inputShape: x.shape })[0]];
};
