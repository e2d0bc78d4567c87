/** The gradients of a convolution: of its input (conv2d-backward-data.ts) and of its weight (conv2d-backward-weights.ts). */

import { expect } from '../core/errors.js';
import { dimensions4 } from '../core/shape.js';
import type { GradientRule } from '../graph/graph.js';
import { conv2dBackwardData } from './conv2d-backward-data.js';
import { addGradWeight } from './conv2d-backward-weights.js';
import type { Conv2dAttributes } from './conv2d.js';

export const conv2dGradient: GradientRule<Conv2dAttributes> = (
  { name, inputs, attributes },
  [gradOutput],
  { graph, target, wants },
) => {
  const [x, weight] = inputs;
  if (!x || !weight || !gradOutput) return [];
  const { epilogue, ...convolution } = attributes;
  const isPlain = !epilogue || !Object.values(epilogue).includes(true);
  expect(isPlain, () => ({
    operation: `differentiate conv2d ${name}`,
    got: 'a convolution that was fused with what follows it',
    expected: 'a plain one',
    remedy: 'Differentiate first and fuse then.',
  }));
  const [, height, width] = dimensions4(x.shape, name);
  const [kernelH, kernelW] = dimensions4(weight.shape, name);
  const ofData = { ...convolution, inputSize: [height, width] } as const;
  const ofWeights = { ...convolution, kernelSize: [kernelH, kernelW] } as const;
  return [
    wants(x) ? graph.add(conv2dBackwardData, `${name}.gradInput`, [gradOutput, weight], ofData)[0] : null,
    wants(weight) ? addGradWeight(graph, `${name}.gradWeight`, [x, gradOutput], ofWeights, target) : null,
  ];
};
