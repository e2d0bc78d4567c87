/**
 * The gradient of a convolution's weight.
 *
 *   gradWeight[kh, kw, c, o] = sum over b, p, q of x[b, p s - pad + kh d, q s - pad + kw d, c] * gradOutput[b, p, q, o]
 *
 * A layer has few weights and many pixels, so one tile a workgroup would leave the adapter idle: the rows of pixels are
 * shared out between parts, whose sums a second dispatch adds up. Both go in a fixed order: the same bits every time.
 */

import { expect } from '../core/errors.js';
import { ceilDivide, dimensions4, printShape, roundUp, sizeOf } from '../core/shape.js';
import type { Target } from '../graph/dispatch.js';
import type { Lowering, Op, Value } from '../graph/graph.js';
import columnSumSource from '../../shaders/column_sum.wgsl?raw';
import viewSource from '../../shaders/conv2d_backward_weights.wgsl?raw';
import type { ConvolutionAttributes } from './conv2d.js';
import { chooseTile, gemm, gridOf, type Tile } from './gemm.js';
import { dispatchKernel, elementsOf, labelOf } from './kernel.js';
import { outputSize } from './window.js';

export interface Conv2dBackwardWeightsAttributes extends ConvolutionAttributes {
  /** KH and KW: a stride leaves them open. */
  readonly kernelSize: readonly [number, number];
}

/** [x [B, H, W, C], gradOutput [B, P, Q, O]] -> gradWeight [KH, KW, C / groups, O] */
export const conv2dBackwardWeights: Op<Conv2dBackwardWeightsAttributes> = {
  name: 'conv2dBackwardWeights',

  outputShapes([x = [], gradOutput = []], attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `conv2dBackwardWeights ${name}`);
    const [gradBatch, p, q, outputs] = dimensions4(gradOutput, `conv2dBackwardWeights ${name}, gradOutput`);
    const { groups, kernelSize } = attributes;
    const [kernelH, kernelW] = kernelSize;
    const sizesFit = p === outputSize(height, kernelH, attributes) && q === outputSize(width, kernelW, attributes);
    expect(sizesFit && batch === gradBatch && channels % groups === 0 && outputs % groups === 0, () => ({
      operation: `conv2dBackwardWeights ${name}`,
      got: `x ${printShape(x)}, gradOutput ${printShape(gradOutput)} and ${groups} groups`,
      expected: `x [B, H, W, C] and [B, P, Q, O] as its convolution with a ${kernelH} x ${kernelW} kernel gives it`,
    }));
    return [[kernelH, kernelW, channels / groups, outputs]];
  },

  lower(node, lowering) {
    const [x, gradOutput] = node.inputs;
    const [gradWeight] = node.outputs;
    if (!x || !gradOutput || !gradWeight) return;
    const [, inH, inW, channels] = dimensions4(x.shape, node.name);
    const [batch, outH, outW, outputs] = dimensions4(gradOutput.shape, node.name);
    const { stride, padding, dilation, groups, kernelSize } = node.attributes;
    const [kernelH, kernelW] = kernelSize;
    const groupChannels = channels / groups;
    const size = {
      m: kernelH * kernelW * roundUp(groupChannels, 4),
      n: outputs / groups,
      groups,
      taps: batch * outH,
      depth: outW,
    };
    const tile = tileFor(lowering.target, size);
    const splitTaps = tapsOfPart(lowering.target, size, tile);
    const slices = ceilDivide(size.taps, splitTaps);
    const parts = slices === 1 ? gradWeight : lowering.scratch('parts', [slices, sizeOf(gradWeight.shape)]);
    lowering.dispatch(
      gemm(
        lowering.target,
        {
          label: slices === 1 ? labelOf(node) : `${labelOf(node)}, ${slices} parts`,
          view: viewSource,
          ...size,
          slices,
          layout: 'aAlongM',
          a: x,
          b: gradOutput,
          y: parts,
          epilogue: {},
          constants: {
            IN_H: inH,
            IN_W: inW,
            CHANNELS: channels,
            GROUP_CHANNELS: groupChannels,
            OUT_H: outH,
            KERNEL_H: kernelH,
            KERNEL_W: kernelW,
            STRIDE: stride,
            PADDING: padding,
            DILATION: dilation,
            SPLIT_TAPS: splitTaps,
            VECTOR_CHANNELS: groupChannels % 4 === 0,
          },
        },
        tile,
      ),
    );
    if (slices > 1) addParts(labelOf(node), parts, gradWeight, lowering);
  },
};

interface Size {
  readonly m: number;
  readonly n: number;
  readonly groups: number;
  readonly taps: number;
  readonly depth: number;
}

/** Workgroups that occupy an adapter, and the pixels below which a part costs more to add than it saves. */
const wantedWorkgroups = { software: 32, gpu: 256 } as const;
const leastPixels = 64;

/** Floating-point operations from which on a software adapter repays a large tile's compile time, about half a second. */
const largeWork = 1e8;

/**
 * Software adapters: parts give as many workgroups as are wanted, so the tile is as large as the outputs allow (measured
 * on SwiftShader: 16 x 16 values 1.2 times as fast as 8 x 16, at 1.7 times the compile time). With 4 invocations a
 * workgroup, small layers leave few of them idle. GPUs: the parts count as slices, for the same reason.
 */
function tileFor(target: Target, size: Size): Tile {
  if (target.kind === 'gpu') return chooseTile(target, { ...size, slices: wantedWorkgroups.gpu });
  const { m, n, groups, taps, depth } = size;
  const columns = n >= 16 ? 4 : n >= 8 ? 2 : 1;
  const rows = 2 * m * n * groups * taps * depth >= largeWork ? 16 : 8;
  return { staging: 'registers', rows: Math.min(rows, m), columns, workgroupM: 4, workgroupN: 1, depthStep: 4 };
}

/** How many rows of pixels a part adds up. */
function tapsOfPart({ kind }: Target, { m, n, groups, taps, depth }: Size, tile: Tile): number {
  const [tilesM, tilesN] = gridOf(tile, m, n);
  const parts = Math.ceil(wantedWorkgroups[kind] / (tilesM * tilesN * groups));
  return Math.min(taps, Math.max(ceilDivide(leastPixels, depth), Math.floor(taps / parts), 1));
}

/** gradWeight = the sum of parts [slices, weights] over slices, in their order. */
function addParts(label: string, parts: Value, gradWeight: Value, lowering: Lowering): void {
  const [slices = 1, weights = 1] = parts.shape;
  const { VECTOR, width } = elementsOf(weights);
  const count = weights / width;
  dispatchKernel(`${label}, sum of parts`, [parts], [gradWeight], lowering, {
    source: columnSumSource,
    constants: { VECTOR, ROWS: slices, CHANNELS: count, SLICE_ROWS: slices, COUNT: count },
    invocations: count,
  });
}
