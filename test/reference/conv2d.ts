/**
 * References: convolution and its two gradients. x [B, H, W, C], weight [KH, KW, C / G, O], y [B, P, Q, O]; with stride
 * s, padding p, dilation d, groups G, and g(o) the group of an output channel:
 *
 *   y[b, i, j, o]                = sum over kh, kw, c of x[b, i s - p + kh d, j s - p + kw d, g(o) C/G + c] weight[kh, kw, c, o]
 *   gradInput[b, h, w, c]        = sum over kh, kw, o of gradOutput[b, i, j, o] weight[kh, kw, c, o]
 *                                  where i s = h + p - kh d and j s = w + p - kw d have whole solutions i, j
 *   gradWeight[kh, kw, c, o]     = sum over b, i, j of x[b, i s - p + kh d, j s - p + kw d, g(o) C/G + c] gradOutput[b, i, j, o]
 */

import type { Conv2dAttributes } from '../../engine/ops/conv2d.js';
import type { Shape } from '../../engine/core/shape.js';
import { sumOver, Tensor } from './tensor.js';

export type Conv2dOptions = Omit<Conv2dAttributes, 'epilogue'>;

export function conv2d(x: Tensor, weight: Tensor, options: Conv2dOptions): Tensor {
  const { stride, padding, dilation, groups } = options;
  const [kernelH, kernelW, depth, outputs] = [weight.size(0), weight.size(1), weight.size(2), weight.size(3)];
  const size = (input: number, kernel: number) =>
    Math.floor((input + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  const shape = [x.size(0), size(x.size(1), kernelH), size(x.size(2), kernelW), outputs];
  return Tensor.build(shape, (b = 0, i = 0, j = 0, o = 0) => {
    const group = Math.floor(o / (outputs / groups));
    return sumOver([kernelH, kernelW, depth], (kh = 0, kw = 0, c = 0) => {
      const h = i * stride - padding + kh * dilation;
      const w = j * stride - padding + kw * dilation;
      return x.padded(b, h, w, group * depth + c) * weight.at(kh, kw, c, o);
    });
  });
}

/** @param inputShape of x: a stride leaves it open. */
export function conv2dGradInput(
  gradOutput: Tensor,
  weight: Tensor,
  inputShape: Shape,
  { stride, padding, dilation, groups }: Conv2dOptions,
): Tensor {
  const [kernelH, kernelW, depth] = [weight.size(0), weight.size(1), weight.size(2)];
  const groupOutputs = weight.size(3) / groups;
  return Tensor.build(inputShape, (b = 0, h = 0, w = 0, channel = 0) => {
    const group = Math.floor(channel / depth);
    return sumOver([kernelH, kernelW, groupOutputs], (kh = 0, kw = 0, offset = 0) => {
      const i = (h + padding - kh * dilation) / stride;
      const j = (w + padding - kw * dilation) / stride;
      if (!Number.isInteger(i) || !Number.isInteger(j)) return 0;
      const o = group * groupOutputs + offset;
      return gradOutput.padded(b, i, j, o) * weight.at(kh, kw, channel % depth, o);
    });
  });
}

/** @param weightShape of the weight: a stride leaves it open. */
export function conv2dGradWeight(
  x: Tensor,
  gradOutput: Tensor,
  weightShape: Shape,
  { stride, padding, dilation, groups }: Conv2dOptions,
): Tensor {
  const depth = x.size(3) / groups;
  const groupOutputs = gradOutput.size(3) / groups;
  return Tensor.build(weightShape, (kh = 0, kw = 0, c = 0, o = 0) => {
    const group = Math.floor(o / groupOutputs);
    return sumOver(gradOutput.shape.slice(0, 3), (b = 0, i = 0, j = 0) => {
      const h = i * stride - padding + kh * dilation;
      const w = j * stride - padding + kw * dilation;
      return x.padded(b, h, w, group * depth + c) * gradOutput.at(b, i, j, o);
    });
  });
}
