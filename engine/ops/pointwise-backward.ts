/** The gradients of ReLU and of addition: through where something came through, and to both summands as it is. */

import type { GradientRule, Op } from '../graph/graph.js';
import { expectEqualShapes, lowerPointwise } from './pointwise.js';

/** [gradOutput, y, the output of `relu`] -> gradInput = gradOutput where y > 0, else 0 */
export const reluBackward: Op<Record<string, never>> = {
  name: 'reluBackward',

  outputShapes([gradOutput = [], y = []], _attributes, name) {
    expectEqualShapes(`reluBackward ${name}`, gradOutput, y);
    return [gradOutput];
  },

  lower: (node, lowering) => lowerPointwise(node, lowering, 'mask'),
};

export const reluGradient: GradientRule<Record<string, never>> = (
  { name, inputs, outputs },
  [gradOutput],
  { graph, wants },
) => {
  const [[x], [y]] = [inputs, outputs];
  if (!x || !y || !gradOutput || !wants(x)) return [null];
  return [graph.add(reluBackward, `${name}.gradInput`, [gradOutput, y], {})[0]];
};

export const addGradient: GradientRule<Record<string, never>> = ({ inputs }, [gradOutput = null], { wants }) => {
  return inputs.map((input) => (wants(input) ? gradOutput : null));
};
