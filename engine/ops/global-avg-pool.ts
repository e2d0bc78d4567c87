/** Global average pooling: the mean of each channel over the pixels of an image. */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, sameShape, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node, Op } from '../graph/graph.js';
import source from '../../shaders/global_avg_pool.wgsl?raw';
import backwardSource from '../../shaders/global_avg_pool_backward.wgsl?raw';
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

  gradient({ name, inputs: [x] }, [gradOutput], { graph, wants }) {
    if (!x || !gradOutput || !wants(x)) return [null];
    return [graph.add(globalAvgPoolBackward, `${name}.gradInput`, [gradOutput], { inputShape: x.shape })[0]];
  },
};

export interface GlobalAvgPoolBackwardAttributes {
  /** [B, H, W, C] of what was pooled. */
  readonly inputShape: Shape;
}

/** [gradOutput [B, C]] -> gradInput [B, H, W, C] */
export const globalAvgPoolBackward: Op<GlobalAvgPoolBackwardAttributes> = {
  name: 'globalAvgPoolBackward',

  outputShapes([gradOutput = []], { inputShape }, name) {
    const [batch, , , channels] = dimensions4(inputShape, `globalAvgPoolBackward ${name}`);
    expect(sameShape(gradOutput, [batch, channels]), () => ({
      operation: `globalAvgPoolBackward ${name}`,
      got: printShape(gradOutput),
      expected: `[${batch}, ${channels}], a mean for each channel of ${printShape(inputShape)}`,
    }));
    return [inputShape];
  },

  lower(node, lowering) {
    lowerAverage(node, lowering, backwardSource, node.attributes.inputShape);
  },
};

/** Emits a node between the pixels [B, H, W, C] and their means [B, C]; an element of its output is an invocation. */
function lowerAverage(node: Node, lowering: Lowering, kernelSource: string, pixels: Shape): void {
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
