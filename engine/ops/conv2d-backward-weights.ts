/**
 * The gradient of a convolution's weight.
 *
 *   gradWeight[kh, kw, c, o] = sum over b, p, q of x[b, p s - pad + kh d, q s - pad + kw d, c] * gradOutput[b, p, q, o]
 *
 * A layer has few weights and many pixels, so one tile a workgroup would leave the adapter idle: the rows of pixels are
 * shared out between slices, which whoever reads the gradient sums in their order: the same bits every time.
 */

import { expect } from '../core/errors.js';
import { ceilDivide, dimensions4, printShape, roundUp, type Shape } from '../core/shape.js';
import type { Target, Tile } from '../graph/dispatch.js';
import type { Graph, Op, Value } from '../graph/graph.js';
import viewSource from '../../shaders/conv2d_backward_weights.wgsl?raw';
import { gemm } from './gemm.js';
import { labelOf } from './kernel.js';
import { sumSlices } from './sum-slices.js';
import { chooseTile, gridOf, type TileSize } from './tile.js';
import { outputSize, type ConvolutionAttributes } from './window.js';

/** How the sum over all pixels is cut. */
interface Cut {
  /** Rows of pixels, a part of the P of an image, that the core takes at once. */
  readonly tapRows: number;
  /** Taps, of all B P / tapRows, that a slice sums. */
  readonly sliceTaps: number;
}

interface ToWeights extends ConvolutionAttributes {
  /** KH and KW: a stride leaves them open. */
  readonly kernelSize: readonly [number, number];
}

export type Conv2dBackwardWeightsAttributes = ToWeights & Cut;

/** Adds the nodes that compute gradWeight [KH, KW, C / groups, O] from [x [B, H, W, C], gradOutput [B, P, Q, O]]. */
export function addGradWeight(
  graph: Graph,
  name: string,
  [x, gradOutput]: readonly [Value, Value],
  attributes: ToWeights,
  target: Target,
): Value {
  const [, p, q] = dimensions4(gradOutput.shape, name);
  const tapRows = rowsOfTap(p, q);
  const size = sizeOfGemm(x.shape, gradOutput.shape, { ...attributes, tapRows }, name);
  const tile = chooseTile(target, kernel, tileSize(target, size));
  const cut: Cut = { tapRows, sliceTaps: tapsOfSlice(target, size, tile) };
  const add = (own: string) => graph.add(conv2dBackwardWeights, own, [x, gradOutput], { ...attributes, ...cut })[0];
  if (cut.sliceTaps === size.taps) return add(name);
  const slices = add(`${name}.slices`);
  return graph.add(sumSlices, name, [slices], { shape: slices.shape.slice(1), offset: 0 })[0];
}

const kernel = 'conv2dBackwardWeights';

/**
 * [x [B, H, W, C], gradOutput [B, P, Q, O]] -> slices of gradWeight [S, KH, KW, C / groups, O], or where one slice sums
 * everything, gradWeight itself
 */
export const conv2dBackwardWeights: Op<Conv2dBackwardWeightsAttributes> = {
  name: kernel,

  outputShapes([x = [], gradOutput = []], attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `conv2dBackwardWeights ${name}`);
    const [gradBatch, p, q, outputs] = dimensions4(gradOutput, `conv2dBackwardWeights ${name}, gradOutput`);
    const { groups, kernelSize, tapRows } = attributes;
    const [kernelH, kernelW] = kernelSize;
    const sizesFit = p === outputSize(height, kernelH, attributes) && q === outputSize(width, kernelW, attributes);
    expect(sizesFit && batch === gradBatch && channels % groups === 0 && outputs % groups === 0, () => ({
      operation: `conv2dBackwardWeights ${name}`,
      got: `x ${printShape(x)}, gradOutput ${printShape(gradOutput)} and ${groups} groups`,
      expected: `x [B, H, W, C] and [B, P, Q, O] as its convolution with a ${kernelH} x ${kernelW} kernel gives it`,
    }));
    expect(p % tapRows === 0, () => ({
      operation: `conv2dBackwardWeights ${name}`,
      got: `${tapRows} rows of pixels at once`,
      expected: `a divisor of the ${p} rows of an image`,
    }));
    const slices = slicesOf(batch * p, attributes);
    return [[...(slices > 1 ? [slices] : []), kernelH, kernelW, channels / groups, outputs]];
  },

  lower(node, lowering) {
    const [x, gradOutput] = node.inputs;
    const [y] = node.outputs;
    if (!x || !gradOutput || !y) return;
    const [, inH, inW, channels] = dimensions4(x.shape, node.name);
    const [batch, outH] = dimensions4(gradOutput.shape, node.name);
    const { stride, padding, dilation, groups, kernelSize, tapRows, sliceTaps } = node.attributes;
    const [kernelH, kernelW] = kernelSize;
    const groupChannels = channels / groups;
    const size = sizeOfGemm(x.shape, gradOutput.shape, node.attributes, node.name);
    lowering.dispatch(
      gemm(
        lowering.target,
        {
          kernel,
          label: labelOf(node),
          view: viewSource,
          ...size,
          slices: slicesOf(batch * outH, node.attributes),
          layout: 'aAlongM',
          a: x,
          b: gradOutput,
          y,
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
            TAP_ROWS: tapRows,
            SLICE_TAPS: sliceTaps,
            VECTOR_CHANNELS: groupChannels % 4 === 0,
          },
        },
        tileSize(lowering.target, size),
      ),
    );
  },
};

type Size = Omit<TileSize, 'slices'>;

function sizeOfGemm(
  x: Shape,
  gradOutput: Shape,
  { kernelSize: [kernelH, kernelW], groups, tapRows }: Omit<Conv2dBackwardWeightsAttributes, 'sliceTaps'>,
  name: string,
): Size {
  const [, , , channels] = dimensions4(x, name);
  const [batch, outH, outW, outputs] = dimensions4(gradOutput, name);
  return {
    m: kernelH * kernelW * roundUp(channels / groups, 4),
    n: outputs / groups,
    groups,
    taps: (batch * outH) / tapRows,
    depth: outW * tapRows,
  };
}

/** S */
function slicesOf(rows: number, { tapRows, sliceTaps }: Cut): number {
  return ceilDivide(rows / tapRows, sliceTaps);
}

/** Workgroups that occupy an adapter, and the pixels below which a slice costs more to sum than it saves. */
const wantedWorkgroups = { software: 32, gpu: 256 } as const;
const leastPixels = 64;

/**
 * Slices give as many workgroups as are wanted, so the tile is as large as the outputs allow. Candidates are timed with the
 * slices of the tile that there was.
 */
function tileSize({ kind }: Target, size: Size): TileSize {
  return { ...size, slices: wantedWorkgroups[kind] };
}

/**
 * The rows of a tap that waste least. The core takes pixels by fours, and what it finds out for each tap costs it about
 * four pixels more: of 7 x 7 pixels a row would take 12 for 7, and all rows together take 56 for 49.
 */
function rowsOfTap(height: number, width: number): number {
  const cost = (rows: number) => (roundUp(rows * width, 4) + 4) / (rows * width);
  const divisors = Array.from({ length: height }, (_, index) => index + 1).filter((rows) => height % rows === 0);
  const short = divisors.filter((rows) => rows === 1 || rows * width <= leastPixels);
  return short.reduce((best, rows) => (cost(rows) < cost(best) ? rows : best));
}

/** How many taps a slice sums. */
function tapsOfSlice({ kind }: Target, { m, n, groups, taps, depth }: Size, tile: Tile): number {
  const [tilesM, tilesN] = gridOf(tile, m, n);
  const slices = Math.ceil(wantedWorkgroups[kind] / (tilesM * tilesN * groups));
  return Math.min(taps, Math.max(ceilDivide(leastPixels, depth), Math.floor(taps / slices), 1));
}
