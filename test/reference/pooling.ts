/**
 * References: max and average pooling, global average pooling and the shortcut that subsamples and pads channels, and
 * their gradients. All NHWC.
 */

import type { Shape } from '../../engine/core/shape.js';
import type { AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import type { MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import type { SubsampleAndPadAttributes } from '../../engine/ops/subsample-pad.js';
import { maxOver, sumOver, Tensor } from './tensor.js';

/** x [B, H, W, C]; what lies outside is minus infinity */
export function maxPool2d(x: Tensor, { kernelSize, stride, padding }: MaxPool2dAttributes): Tensor {
  const [batch, height, width, channels] = [x.size(0), x.size(1), x.size(2), x.size(3)];
  const size = (input: number) => Math.floor((input + 2 * padding - kernelSize) / stride) + 1;
  return Tensor.build([batch, size(height), size(width), channels], (b = 0, p = 0, q = 0, c = 0) =>
    maxOver([kernelSize, kernelSize], (kh = 0, kw = 0) => {
      const [h, w] = [p * stride - padding + kh, q * stride - padding + kw];
      return h >= 0 && h < height && w >= 0 && w < width ? x.at(b, h, w, c) : -Infinity;
    }),
  );
}

/** Each window's gradient goes to the first of its largest values, in the order of rows and columns. */
export function maxPool2dBackward(gradOutput: Tensor, x: Tensor, options: MaxPool2dAttributes): Tensor {
  const { kernelSize, stride, padding } = options;
  const y = maxPool2d(x, options);
  const [height, width] = [x.size(1), x.size(2)];
  const isLargest = (b: number, h: number, w: number, c: number, p: number, q: number) =>
    h >= 0 && h < height && w >= 0 && w < width && x.at(b, h, w, c) === y.at(b, p, q, c);
  const winner = (b: number, p: number, q: number, c: number) => {
    for (let tap = 0; ; tap++) {
      const h = p * stride - padding + Math.floor(tap / kernelSize);
      const w = q * stride - padding + (tap % kernelSize);
      if (isLargest(b, h, w, c, p, q)) return h * width + w;
    }
  };
  const winners = Tensor.build(y.shape, (b = 0, p = 0, q = 0, c = 0) => winner(b, p, q, c));
  return Tensor.build(x.shape, (b = 0, h = 0, w = 0, c = 0) =>
    sumOver([y.size(1), y.size(2)], (p = 0, q = 0) =>
      winners.at(b, p, q, c) === h * width + w ? gradOutput.at(b, p, q, c) : 0,
    ),
  );
}

/** The pixels [h, w] of an input that each window of an average pooling has inside. */
function avgWindows(height: number, width: number, { kernelSize, stride }: AvgPool2dAttributes) {
  // PyTorch: as many windows as cover the axis, less a last one that begins behind its end.
  const count = (size: number) => {
    const covering = Math.ceil((size - kernelSize) / stride) + 1;
    return (covering - 1) * stride >= size ? covering - 1 : covering;
  };
  const along = (size: number, index: number) =>
    Array.from({ length: kernelSize }, (_, tap) => index * stride + tap).filter((position) => position < size);
  const pixels = (p: number, q: number) =>
    along(height, p).flatMap((h) => along(width, q).map((w): [number, number] => [h, w]));
  return { rows: count(height), columns: count(width), pixels };
}

/** x [B, H, W, C]; a window that reaches over the far edge is the mean of what it has inside */
export function avgPool2d(x: Tensor, attributes: AvgPool2dAttributes): Tensor {
  const { rows, columns, pixels } = avgWindows(x.size(1), x.size(2), attributes);
  return Tensor.build([x.size(0), rows, columns, x.size(3)], (b = 0, p = 0, q = 0, c = 0) => {
    const inside = pixels(p, q);
    return inside.reduce((sum, [h, w]) => sum + x.at(b, h, w, c), 0) / inside.length;
  });
}

/** Each window's gradient goes in equal parts to what it has inside. */
export function avgPool2dBackward(gradOutput: Tensor, inputShape: Shape, attributes: AvgPool2dAttributes): Tensor {
  const [, height = 0, width = 0] = inputShape;
  const { rows, columns, pixels } = avgWindows(height, width, attributes);
  return Tensor.build(inputShape, (b = 0, h = 0, w = 0, c = 0) =>
    sumOver([rows, columns], (p = 0, q = 0) => {
      const inside = pixels(p, q);
      return inside.some(([row, column]) => row === h && column === w) ? gradOutput.at(b, p, q, c) / inside.length : 0;
    }),
  );
}

/** x [B, H, W, C] -> [B, C] */
export function globalAvgPool(x: Tensor): Tensor {
  const [height, width] = [x.size(1), x.size(2)];
  return Tensor.build(
    [x.size(0), x.size(3)],
    (b = 0, c = 0) => sumOver([height, width], (h = 0, w = 0) => x.at(b, h, w, c)) / (height * width),
  );
}

/** gradOutput [B, C] -> [B, H, W, C], an equal part to each pixel */
export function globalAvgPoolBackward(gradOutput: Tensor, inputShape: Shape): Tensor {
  const [, height = 0, width = 0] = inputShape;
  return Tensor.build(inputShape, (b = 0, _h, _w, c = 0) => gradOutput.at(b, c) / (height * width));
}

/** x[:, ::stride, ::stride, :] with zero channels, as many before as after */
export function subsampleAndPad(x: Tensor, { stride, outChannels }: SubsampleAndPadAttributes): Tensor {
  const before = (outChannels - x.size(3)) / 2;
  const shape = [x.size(0), Math.ceil(x.size(1) / stride), Math.ceil(x.size(2) / stride), outChannels];
  return Tensor.build(shape, (b = 0, p = 0, q = 0, c = 0) => x.padded(b, p * stride, q * stride, c - before));
}

/** To the pixels that were taken, from the channels that are theirs. */
export function subsampleAndPadBackward(
  gradOutput: Tensor,
  inputShape: Shape,
  { stride, outChannels }: SubsampleAndPadAttributes,
): Tensor {
  const before = (outChannels - (inputShape[3] ?? 0)) / 2;
  return Tensor.build(inputShape, (b = 0, h = 0, w = 0, c = 0) =>
    h % stride === 0 && w % stride === 0 ? gradOutput.at(b, h / stride, w / stride, c + before) : 0,
  );
}
