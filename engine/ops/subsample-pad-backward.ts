/** The gradient of the shortcut without parameters: to the pixels that were taken, from the channels that are theirs. */

import { expect } from '../core/errors.js';
import { printShape, sameShape, type Shape } from '../core/shape.js';
import type { GradientRule, Op } from '../graph/graph.js';
import source from '../../shaders/subsample_pad_backward.wgsl?raw';
import { lowerShortcut, subsampleAndPad, type SubsampleAndPadAttributes } from './subsample-pad.js';

export interface SubsampleAndPadBackwardAttributes extends SubsampleAndPadAttributes {
  /** [B, H, W, C] of what was subsampled: a stride leaves it open. */
  readonly inputShape: Shape;
}

/** [gradOutput [B, P, Q, outChannels]] -> gradInput [B, H, W, C] */
export const subsampleAndPadBackward: Op<SubsampleAndPadBackwardAttributes> = {
  name: 'subsampleAndPadBackward',

  outputShapes([gradOutput = []], attributes, name) {
    const { inputShape } = attributes;
    const [output = []] = subsampleAndPad.outputShapes([inputShape], attributes, name);
    expect(sameShape(gradOutput, output), () => ({
      operation: `subsampleAndPadBackward ${name}`,
      got: printShape(gradOutput),
      expected: `${printShape(output)}, what the shortcut makes of ${printShape(inputShape)}`,
    }));
    return [inputShape];
  },

  lower(node, lowering) {
    const gradOutput = node.inputs[0]?.shape ?? [];
    lowerShortcut(node, lowering, source, node.attributes.inputShape, gradOutput);
  },
};

export const subsampleAndPadGradient: GradientRule<SubsampleAndPadAttributes> = (
  { name, inputs: [x], attributes },
  [gradOutput],
  { graph, wants },
) => {
  if (!x || !gradOutput || !wants(x)) return [null];
  const backward = { ...attributes, inputShape: x.shape };
  return [graph.add(subsampleAndPadBackward, `${name}.gradInput`, [gradOutput], backward)[0]];
};
