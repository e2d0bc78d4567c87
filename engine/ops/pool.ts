/** What the poolings over windows have in common: from a node to its one dispatch. */

import { dimensions4, sizeOf, type Shape } from '../core/shape.js';
import type { Lowering, Node } from '../graph/graph.js';
import windowsPart from '../../shaders/windows.wgsl?raw';
import { dispatchNode, elementsOf } from './kernel.js';
import type { Constants } from './wgsl.js';

/** Emits a node between x [B, H, W, C] and y [B, P, Q, C]; an element of its output is an invocation. */
export function lowerPool(
  node: Node<{ readonly kernelSize: number; readonly stride: number }>,
  lowering: Lowering,
  source: string,
  [x, y]: readonly [Shape, Shape],
  ownConstants: Constants = {},
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
    ...ownConstants,
  };
  dispatchNode(node, lowering, { source, constants, invocations: count, parts: { windows: windowsPart } });
}
