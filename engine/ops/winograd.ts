/**
 * 3 x 3 convolution, stride 1, padding 1, by Winograd's F(2 x 2, 3 x 3): 16 multiplications for four outputs and a
 * channel where 36 are done otherwise (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015).
 *
 *   Y = A^T [ (G g G^T) . (B^T d B) ] A      for every 4 x 4 patch d of the input, one every two pixels
 *
 * Four ops, each one kernel: U = G g G^T of the weight, V = B^T d B, sixteen matrix products P = V U over the channels,
 * and A^T P A with the convolution's epilogue. Rounding errors are no larger than the direct sum's: its terms are
 * fewer. There are no gradients: graph/winograd.ts puts it in after differentiation, for weights that never change.
 */

import { expect } from '../core/errors.js';
import { ceilDivide, dimensions4, printShape, sizeOf, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import inputSource from '../../shaders/winograd_input.wgsl?raw';
import outputSource from '../../shaders/winograd_output.wgsl?raw';
import productSource from '../../shaders/winograd_product.wgsl?raw';
import weightSource from '../../shaders/winograd_weight.wgsl?raw';
import { epilogueConstants, epilogueSource, fusedEpilogue, type Fused } from './epilogue.js';
import { gemm } from './gemm.js';
import { dispatchNode, labelOf } from './kernel.js';

/** Places of a patch. */
const places = 16;

/** [weight [3, 3, C, O]] -> U [16, C, O] */
export const winogradWeight: Op<Record<string, never>> = {
  name: 'winogradWeight',

  outputShapes([weight = []], _attributes, name) {
    const [kernelH, kernelW, channels, outputs] = dimensions4(weight, `winogradWeight ${name}`);
    expect(kernelH === 3 && kernelW === 3 && channels % 4 === 0 && outputs % 4 === 0, () => ({
      operation: `winogradWeight ${name}`,
      got: printShape(weight),
      expected: '[3, 3, C, O] with C and O multiples of 4',
    }));
    return [[places, channels, outputs]];
  },

  lower(node, lowering) {
    const count = sizeOf(node.outputs[0]?.shape ?? []) / places / 4;
    dispatchNode(node, lowering, { source: weightSource, constants: { COUNT: count }, invocations: count });
  },
};

/** [x [B, H, W, C]] -> V [16, B * ceil(H / 2) * ceil(W / 2), C] */
export const winogradInput: Op<Record<string, never>> = {
  name: 'winogradInput',

  outputShapes([x = []], _attributes, name) {
    const [batch, height, width, channels] = dimensions4(x, `winogradInput ${name}`);
    return [[places, batch * ceilDivide(height, 2) * ceilDivide(width, 2), channels]];
  },

  lower(node, lowering) {
    const [, height, width, channels] = dimensions4(node.inputs[0]?.shape ?? [], node.name);
    dispatchNode(node, lowering, {
      source: inputSource,
      constants: { ...sizes(height, width), CHANNELS: channels / 4 },
      invocations: sizeOf(node.outputs[0]?.shape ?? []) / places / 4,
    });
  },
};

/** [V [16, T, C], U [16, C, O]] -> P [16, T, O] */
export const winogradProduct: Op<Record<string, never>> = {
  name: 'winogradProduct',

  outputShapes: ([v = [], u = []]) => [[places, v[1] ?? 0, u[2] ?? 0]],

  lower(node, { target, dispatch }) {
    const [v, u] = node.inputs;
    const [p] = node.outputs;
    if (!v || !u || !p) return;
    const [, tiles = 0, outputs = 0] = p.shape;
    dispatch(
      gemm(target, {
        kernel: node.op.name,
        label: labelOf(node),
        view: productSource,
        m: tiles,
        n: outputs,
        groups: 1,
        slices: places,
        taps: places,
        depth: v.shape[2] ?? 0,
        a: v,
        b: u,
        y: p,
        epilogue: {},
        constants: {},
      }),
    );
  },
};

export interface WinogradOutputAttributes {
  /** [B, H, W, O] of the convolution. */
  readonly shape: Shape;
  readonly epilogue?: Fused | undefined;
}

/** [P [16, T, O], affine [2, O]?, residual [B, H, W, O]?] -> y [B, H, W, O] */
export const winogradOutput: Op<WinogradOutputAttributes> = {
  name: 'winogradOutput',

  outputShapes: (_inputs, { shape }) => [shape],

  lower(node, lowering) {
    const [p, ...operands] = node.inputs;
    const { shape, epilogue } = node.attributes;
    const [, height, width, outputs] = dimensions4(shape, node.name);
    dispatchNode(node, lowering, {
      source: outputSource,
      parts: { epilogue: epilogueSource },
      constants: {
        ...sizes(height, width),
        ...epilogueConstants(fusedEpilogue(operands, epilogue), { y: node.inputs.length, operands: 1 }),
        N: outputs,
        GROUPS: 1,
        OUTPUTS: outputs,
        VECTOR_OUTPUTS: true,
      },
      invocations: sizeOf(p?.shape ?? []) / places / 4,
    });
  },
};

function sizes(height: number, width: number) {
  return { HEIGHT: height, WIDTH: width, TILES_H: ceilDivide(height, 2), TILES_W: ceilDivide(width, 2) };
}
