/** The gradient of max pooling: each window's goes to the first of its largest values. */

import { expect } from '../core/errors.js';
import { printShape, sameShape } from '../core/shape.js';
import type { GradientRule, Op } from '../graph/graph.js';
import source from '../../shaders/max_pool2d_backward.wgsl?raw';
import { maxPool2d, type MaxPool2dAttributes } from './max-pool.js';
import { lowerPool } from './pool.js';

/** [gradOutput [B, P, Q, C], x [B, H, W, C], y as gradOutput] -> gradInput as x */
export const maxPool2dBackward: Op<MaxPool2dAttributes> = {
  name: 'maxPool2dBackward',

  outputShapes([gradOutput = [], x = [], y = []], attributes, name) {
    const [pooled = []] = maxPool2d.outputShapes([x], attributes, name);
    expect(sameShape(gradOutput, pooled) && sameShape(y, pooled), () => ({
      operation: `maxPool2dBackward ${name}`,
      got: `gradOutput ${printShape(gradOutput)} and y ${printShape(y)}`,
      expected: `${printShape(pooled)}, what pooling x ${printShape(x)} gives`,
    }));
    return [x];
  },

  lower(node, lowering) {
    const [gradOutput, x] = node.inputs;
    const { padding } = node.attributes;
    if (gradOutput && x) lowerPool(node, lowering, source, [x.shape, gradOutput.shape], { PADDING: padding });
  },
};

export const maxPool2dGradient: GradientRule<MaxPool2dAttributes> = (
  { name, inputs, outputs, attributes },
  [gradOutput],
  { graph, wants },
) => {
  const [[x], [y]] = [inputs, outputs];
  if (!x || !y || !gradOutput || !wants(x)) return [null];
  return [graph.add(maxPool2dBackward, `${name}.gradInput`, [gradOutput, x, y], attributes)[0]];
};
