/**
 * The gradient of a convolution's input, from the weight as the forward pass has it, with an optional epilogue that a
 * fuse pass fills: the gradient that another branch gave, and the ReLU in front of the convolution.
 *
 *   gradInput[b, h, w, c] = sum over kh, kw, o of gradOutput[b, p, q, o] * weight[kh, kw, c, o]
 *   where p s = h + pad - kh d and q s = w + pad - kw d have whole solutions p, q
 */

import { expect } from '../core/errors.js';
import { ceilDivide, dimensions4, printShape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import viewSource from '../../shaders/conv2d_backward_data.wgsl?raw';
import { gemm } from './gemm.js';
import { labelOf } from './kernel.js';
import { outputSize, type ConvolutionAttributes } from './window.js';

export interface Conv2dBackwardDataAttributes extends ConvolutionAttributes {
  /** H and W of the convolution's input: a stride leaves them open. */
  readonly inputSize: readonly [number, number];
  /** Which operands follow gradOutput and weight, in this order; both false for a plain gradient. */
  readonly epilogue?: { readonly accumulate: boolean; readonly mask: boolean };
}

/**
 * [gradOutput [B, P, Q, O], weight [KH, KW, C / groups, O], accumulate [B, H, W, C]?, mask [B, H, W, C]?] ->
 * gradInput [B, H, W, C]: the sum plus `accumulate`, and 0 where `mask` is not positive.
 */
export const conv2dBackwardData: Op<Conv2dBackwardDataAttributes> = {
  name: 'conv2dBackwardData',

  outputShapes([gradOutput = [], weight = []], attributes, name) {
    const [batch, p, q, outputs] = dimensions4(gradOutput, `conv2dBackwardData ${name}`);
    const [kernelH, kernelW, depth, weightOutputs] = dimensions4(weight, `conv2dBackwardData ${name}, weight`);
    const { groups, inputSize } = attributes;
    const [height, width] = inputSize;
    const sizesFit = p === outputSize(height, kernelH, attributes) && q === outputSize(width, kernelW, attributes);
    expect(sizesFit && outputs === weightOutputs && outputs % groups === 0, () => ({
      operation: `conv2dBackwardData ${name}`,
      got: `gradOutput ${printShape(gradOutput)}, weight ${printShape(weight)} and ${groups} groups`,
      expected: `[B, P, Q, O] as the convolution of ${height} x ${width} pixels gives it, [KH, KW, C / groups, O]`,
    }));
    return [[batch, height, width, depth * groups]];
  },

  lower(node, { target, dispatch }) {
    const [gradOutput, weight, ...operands] = node.inputs;
    const [gradInput] = node.outputs;
    if (!gradOutput || !weight || !gradInput) return;
    const [batch, outH, outW, outputs] = dimensions4(gradOutput.shape, node.name);
    const [kernelH, kernelW, channels] = dimensions4(weight.shape, node.name);
    const { stride, padding, dilation, groups, inputSize, epilogue } = node.attributes;
    const [inH, inW] = inputSize;
    const depth = outputs / groups;
    dispatch(
      gemm(target, {
        kernel: 'conv2dBackwardData',
        label: labelOf(node),
        view: viewSource,
        m: batch * ceilDivide(inH, stride) * ceilDivide(inW, stride),
        n: channels,
        groups,
        slices: stride * stride,
        taps: kernelH * kernelW,
        depth,
        layout: 'bAlongK',
        a: gradOutput,
        b: weight,
        y: gradInput,
        epilogue: {
          residual: epilogue?.accumulate ? operands[0] : undefined,
          mask: epilogue?.mask ? operands[epilogue.accumulate ? 1 : 0] : undefined,
        },
        constants: {
          IN_H: inH,
          IN_W: inW,
          OUT_H: outH,
          OUT_W: outW,
          KERNEL_W: kernelW,
          STRIDE: stride,
          PADDING: padding,
          DILATION: dilation,
          VECTOR_DEPTH: depth % 4 === 0,
        },
      }),
    );
  },
};
