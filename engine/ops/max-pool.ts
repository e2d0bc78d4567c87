/** 2-D max pooling, NHWC. What lies outside of the input never wins. */

import { expect } from '../core/errors.js';
import { dimensions4, printShape, sameShape, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node, Op } from '../graph/graph.js';
import source from '../../shaders/max_pool2d.wgsl?raw';
import backwardSource from '../../shaders/max_pool2d_backward.wgsl?raw';
import { dispatchNode, elementsOf } from './kernel.js';
import { outputSize } from './window.js';

export interface MaxPool2dAttributes {
  readonly kernelSize: number;
  readonly stride: number;
  /** At most half the kernel's size, so that no window lies outside altogether. */
  readonly padding: number;
}

/** [x [B, H, W, C]] -> y [B, P, Q, C], P and Q as a convolution has them */
export const maxPool2d: Op<MaxPool2dAttributes> = {
  name: 'maxPool2d',

  outputShapes([x = []], attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `maxPool2d ${name}`);
    const { kernelSize, padding } = attributes;
    expect(2 * padding <= kernelSize, () => ({
      operation: `maxPool2d ${name}`,
      got: `padding ${padding} for a kernel of ${kernelSize}`,
      expected: 'at most half the kernel',
    }));
    const [p, q] = [outputSize(height, kernelSize, attributes), outputSize(width, kernelSize, attributes)];
    expect(p > 0 && q > 0, () => ({
      operation: `maxPool2d ${name}`,
      got: `an input of ${height} x ${width}`,
      expected: `one that a ${kernelSize} x ${kernelSize} window fits into`,
      remedy: 'Use larger images.',
    }));
    return [[batch, p, q, channels]];
  },

  lower(node, lowering) {
    const [x, y] = [...node.inputs, ...node.outputs];
    if (x && y) lowerPool(node, lowering, source, x.shape, y.shape);
  },

  gradient({ name, inputs, outputs, attributes }, [gradOutput], { graph, wants }) {
    const [[x], [y]] = [inputs, outputs];
    if (!x || !y || !gradOutput || !wants(x)) return [null];
    return [graph.add(maxPool2dBackward, `${name}.gradInput`, [gradOutput, x, y], attributes)[0]];
  },
};

/** [gradOutput [B, P, Q, C], x [B, H, W, C], y as gradOutput] -> gradInput as x */
export const maxPool2dBackward: Op<MaxPool2dAttributes> = {
  name: 'maxPool2dBackward',

  outputShapes([gradOutput = [], x = [], y = []], attributes, name) {
    const [pooled = []] = maxPool2d.outputShapes([x], attributes, name);
    expect(sameShape(gradOutput, pooled) && sameShape(y, pooled), () => ({
      operation: `maxPool2dBackward ${name}`,
      got: `gradOutput ${printShape(gradOutput)} and y ${printShape(y)}`,
      expected: `${printShape(pooled)}, what pooling x ${printShape(x)} gives`,
    }));
    return [x];
  },

  lower(node, lowering) {
    const [gradOutput, x] = node.inputs;
    if (gradOutput && x) lowerPool(node, lowering, backwardSource, x.shape, gradOutput.shape);
  },
};

/** Emits a node between x [B, H, W, C] and y [B, P, Q, C]; an element of its output is an invocation. */
function lowerPool(
  node: Node<MaxPool2dAttributes>,
  lowering: Lowering,
  kernelSource: string,
  x: Shape,
  y: Shape,
): void {
  const [, inH, inW, channels] = dimensions4(x, node.name);
  const [, outH, outW] = dimensions4(y, node.name);
  const { VECTOR, width } = elementsOf(channels);
  const count = sizeOf(node.outputs[0]?.shape ?? []) / width;
  const constants = {
    VECTOR,
    COUNT: count,
    CHANNELS: channels / width,
    IN_H: inH,
    IN_W: inW,
    OUT_H: outH,
    OUT_W: outW,
    KERNEL: node.attributes.kernelSize,
    STRIDE: node.attributes.stride,
    PADDING: node.attributes.padding,
  };
  dispatchNode(node, lowering, { source: kernelSource, constants, invocations: count });
}
