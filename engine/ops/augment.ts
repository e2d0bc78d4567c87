/**
 * Pixels to the numbers that a network takes, changed on the way as training images are: shifted, mirrored, and in
 * brightness, contrast and saturation as torchvision's `adjust_…` functions do it, in this order.
 */

import { expect } from '../core/errors.js';
import { printShape, sameShape, sizeOf } from '../core/shape.js';
import type { Graph, Op, Value } from '../graph/graph.js';
import source from '../../shaders/augment.wgsl?raw';
import greySource from '../../shaders/augment_grey.wgsl?raw';
import shiftPart from '../../shaders/augment_shift.wgsl?raw';
import { dispatchKernel, labelOf } from './kernel.js';
import { sumSlices } from './sum-slices.js';

/** [pixels u32 [N, H, W], draws [N, 8]] -> greys [H, N]: sums over each row, of the image in its new brightness */
const rowGreys: Op<Record<string, never>> = {
  name: 'rowGreys',

  outputShapes([pixels = []]) {
    return [[pixels[1] ?? 0, pixels[0] ?? 0]];
  },

  lower(node, lowering) {
    const [batch = 1, height = 1, width = 1] = node.inputs[0]?.shape ?? [];
    dispatchKernel(labelOf(node), node.inputs, node.outputs, lowering, {
      source: greySource,
      parts: { augment_shift: shiftPart },
      constants: { BATCH: batch, HEIGHT: height, WIDTH: width, COUNT: batch * height },
      invocations: batch * height,
    });
  },
};

/**
 * [pixels u32 [N, H, W], each RGBA with red in the low byte, draws [N, 8] (see packDraws), meanStd [8] as of `normalize`,
 * greys [N]: sums over the whole image, where colours change]
 * -> [N, H, W, 4], 0 as fourth
 */
const applyDraws: Op<Record<string, never>> = {
  name: 'augment',

  outputShapes([pixels = [], draws = [], meanStd = [], ...greys], _attributes, name) {
    const [batch = 0] = pixels;
    const fits = sameShape(draws, [batch, 8]) && sameShape(meanStd, [8]);
    expect(pixels.length === 3 && fits && greys.every((shape) => sameShape(shape, [batch])), () => ({
      operation: `augment ${name}`,
      got: [pixels, draws, meanStd, ...greys].map(printShape).join(', '),
      expected: 'pixels [N, H, W], draws [N, 8], meanStd [8] and perhaps greys [N]',
    }));
    return [[...pixels, 4]];
  },

  lower(node, lowering) {
    const pixels = node.inputs[0]?.shape ?? [];
    const [, height = 1, width = 1] = pixels;
    dispatchKernel(labelOf(node), node.inputs, node.outputs, lowering, {
      source,
      parts: { augment_shift: shiftPart },
      constants: {
        COLOUR: node.inputs.length === 4,
        OUTPUT_BINDING: node.inputs.length,
        HEIGHT: height,
        WIDTH: width,
        COUNT: sizeOf(pixels),
      },
      invocations: sizeOf(pixels),
    });
  },
};

/** Adds the nodes that augment pixels; `isColoured` says whether any draw changes colours. */
export function addAugmentation(
  graph: Graph,
  name: string,
  [pixels, draws, meanStd]: readonly [Value, Value, Value],
  isColoured: boolean,
): Value {
  if (!isColoured) return graph.add(applyDraws, name, [pixels, draws, meanStd], {})[0];
  const [rows] = graph.add(rowGreys, `${name}.greys of rows`, [pixels, draws], {});
  const batch = pixels.shape.slice(0, 1);
  const [greys] = graph.add(sumSlices, `${name}.greys`, [rows], { shape: batch, offset: 0 });
  return graph.add(applyDraws, name, [pixels, draws, meanStd, greys], {})[0];
}
