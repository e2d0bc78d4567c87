/** Global average pooling: the mean of each channel over the pixels of an image. */

import { dimensions4, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node, Op } from '../graph/graph.js';
import source from '../../shaders/global_avg_pool.wgsl?raw';
import { dispatchNode, elementsOf } from './kernel.js';

/** [x [B, H, W, C]] -> y [B, C] */
export const globalAvgPool: Op<Record<string, never>> = {
  name: 'globalAvgPool',

  outputShapes([x = []], _attributes, name) {
    const [batch, , , channels] = dimensions4(x, `globalAvgPool ${name}`);
    return [[batch, channels]];
  },

  lower(node, lowering) {
    lowerAverage(node, lowering, source, node.inputs[0]?.shape ?? []);
  },
};

/** Emits a node between the pixels [B, H, W, C] and their means [B, C]; an element of its output is an invocation. */
export function lowerAverage(node: Node, lowering: Lowering, kernelSource: string, pixels: Shape): void {
  const [, height, width, channels] = dimensions4(pixels, node.name);
  const elements = elementsOf(channels);
  const count = sizeOf(node.outputs[0]?.shape ?? []) / elements.width;
  const constants = {
    VECTOR: elements.VECTOR,
    COUNT: count,
    CHANNELS: channels / elements.width,
    PIXELS: height * width,
  };
  dispatchNode(node, lowering, { source: kernelSource, constants, invocations: count });
}
