/**
 * 2-D convolution, NHWC, any kernel size, stride, padding, dilation and groups, with an optional epilogue that a fuse
 * pass fills: a folded batch norm, the skip connection and ReLU. Its gradients are ops of their own, conv2d-backward-*.ts.
 *
 *   y[b, p, q, o] = sum over kh, kw, c of x[b, p s - pad + kh d, q s - pad + kw d, c] * weight[kh, kw, c, o]
 */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import viewSource from '../../shaders/conv2d_forward.wgsl?raw';
import { fusedEpilogue, type Fused } from './epilogue.js';
import { gemm } from './gemm.js';
import { labelOf } from './kernel.js';
import { outputSize, type ConvolutionAttributes } from './window.js';

export interface Conv2dAttributes extends ConvolutionAttributes {
  /** Which operands follow x and weight, in this order; all false for a plain convolution. */
  readonly epilogue?: Fused;
}

/** [x [B, H, W, C], weight [KH, KW, C / groups, O], affine [2, O]?, residual [B, P, Q, O]?] -> y [B, P, Q, O] */
export const conv2d: Op<Conv2dAttributes> = {
  name: 'conv2d',

  outputShapes([x = [], weight = []], attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `conv2d ${name}`);
    const [kernelH, kernelW, depth, outputs] = dimensions4(weight, `conv2d ${name}, weight`);
    checkChannels(name, x, weight, attributes.groups, channels, depth, outputs);
    const p = outputSize(height, kernelH, attributes);
    const q = outputSize(width, kernelW, attributes);
    expect(p > 0 && q > 0, () => ({
      operation: `conv2d ${name}`,
      got: `an input of ${height} x ${width}`,
      expected: `one that a ${kernelH} x ${kernelW} kernel fits into`,
      remedy: 'Use larger images.',
    }));
    return [[batch, p, q, outputs]];
  },

  lower(node, { target, dispatch }) {
    const [x, weight, ...operands] = node.inputs;
    const [y] = node.outputs;
    if (!x || !weight || !y) return;
    const [, inH, inW, channels] = dimensions4(x.shape, node.name);
    const [kernelH, kernelW, depth, outputs] = dimensions4(weight.shape, node.name);
    const [batch, outH, outW] = dimensions4(y.shape, node.name);
    const { stride, padding, dilation, groups, epilogue } = node.attributes;
    dispatch(
      gemm(target, {
        kernel: 'conv2d',
        label: labelOf(node),
        view: viewSource,
        m: batch * outH * outW,
        n: outputs / groups,
        groups,
        taps: kernelH * kernelW,
        depth,
        a: x,
        b: weight,
        y,
        epilogue: fusedEpilogue(operands, epilogue),
        constants: {
          IN_H: inH,
          IN_W: inW,
          CHANNELS: channels,
          OUT_H: outH,
          OUT_W: outW,
          KERNEL_W: kernelW,
          STRIDE: stride,
          PADDING: padding,
          DILATION: dilation,
          VECTOR_CHANNELS: depth % 4 === 0,
        },
      }),
    );
  },
};

function checkChannels(
  name: string,
  x: Shape,
  weight: Shape,
  groups: number,
  channels: number,
  depth: number,
  outputs: number,
): void {
  expect(channels === depth * groups && outputs % groups === 0, () => ({
    operation: `conv2d ${name}`,
    got: `x ${printShape(x)}, weight ${printShape(weight)} and ${groups} groups`,
    expected: 'x [B, H, W, C], weight [KH, KW, C / groups, O] and groups that divide O',
  }));
}
