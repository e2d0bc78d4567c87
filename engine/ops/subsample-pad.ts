/**
 * The shortcut without parameters of the ResNets for CIFAR (He et al., Deep Residual Learning for Image Recognition,
 * 2015, "option A"): every stride-th pixel, and zero channels for those that the input does not have.
 */

import { expect } from '../core/errors.js';
import { ceilDivide, dimensions4, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node, Op } from '../graph/graph.js';
import source from '../../shaders/subsample_pad.wgsl?raw';
import { dispatchNode, elementsOf } from './kernel.js';

export interface SubsampleAndPadAttributes {
  readonly stride: number;
  /** The channels of the output; as many zeros are added before as after those of the input. */
  readonly outChannels: number;
}

/** [x [B, H, W, C]] -> y [B, ceil(H / stride), ceil(W / stride), outChannels] */
export const subsampleAndPad: Op<SubsampleAndPadAttributes> = {
  name: 'subsampleAndPad',

  outputShapes([x = []], { stride, outChannels }, name) {
    const [batch, height, width, channels] = dimensions4(x, `subsampleAndPad ${name}`);
    expect(outChannels >= channels && (outChannels - channels) % 2 === 0, () => ({
      operation: `subsampleAndPad ${name}`,
      got: `${channels} channels to become ${outChannels}`,
      expected: 'an even number of channels to add',
    }));
    return [[batch, ceilDivide(height, stride), ceilDivide(width, stride), outChannels]];
  },

  lower(node, lowering) {
    const [x, y] = [...node.inputs, ...node.outputs];
    if (x && y) lowerShortcut(node, lowering, source, x.shape, y.shape);
  },
};

/** Emits a node between x [B, H, W, C] and y [B, P, Q, O]; an element of its output is an invocation. */
export function lowerShortcut(
  node: Node<SubsampleAndPadAttributes>,
  lowering: Lowering,
  kernelSource: string,
  x: Shape,
  y: Shape,
): void {
  const [, inH, inW, channels] = dimensions4(x, node.name);
  const [, outH, outW, outChannels] = dimensions4(y, node.name);
  const before = (outChannels - channels) / 2;
  const { VECTOR, width } = elementsOf(channels, outChannels, before);
  const count = sizeOf(node.outputs[0]?.shape ?? []) / width;
  const constants = {
    VECTOR,
    COUNT: count,
    CHANNELS: channels / width,
    OUT_CHANNELS: outChannels / width,
    BEFORE: before / width,
    IN_H: inH,
    IN_W: inW,
    OUT_H: outH,
    OUT_W: outW,
    STRIDE: node.attributes.stride,
  };
  dispatchNode(node, lowering, { source: kernelSource, constants, invocations: count });
}
