/** The gradient of batch normalisation with stored statistics: that of x alone, for weight and bias are frozen in it. */

import { expect } from '../core/errors.js';
import type { GradientRule, Op } from '../graph/graph.js';
import { batchNorm } from './batch-norm.js';
import { lowerPointwise } from './pointwise.js';

/** [gradOutput [..., C], affine [2, C]] -> gradInput = gradOutput * scale */
export const batchNormBackward: Op<Record<string, never>> = {
  name: 'batchNormBackward',
  outputShapes: (inputs, attributes, name) => batchNorm.outputShapes(inputs, attributes, name),
  lower: (node, lowering) => lowerPointwise(node, lowering, 'scale'),
};

export const batchNormGradient: GradientRule<Record<string, never>> = (
  { name, inputs },
  [gradOutput],
  { graph, wants },
) => {
  const [x, affine] = inputs;
  if (!x || !affine || !gradOutput) return [];
  expect(!wants(affine), () => ({
    operation: `differentiate batchNorm ${name}`,
    got: 'a folded batch norm whose weight or bias is to be trained',
    expected: 'a frozen one',
    remedy: 'Use batchNormTrain for it.',
  }));
  return [wants(x) ? graph.add(batchNormBackward, `${name}.gradInput`, [gradOutput, affine], {})[0] : null, null];
};
