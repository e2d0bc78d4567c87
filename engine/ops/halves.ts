/** Rows kept as f16, two numbers in a word: packed as they are computed, unpacked as they are gathered. */

import { ceilDivide, sizeOf, type Shape } from '../core/shape.js';
import type { Op } from '../graph/graph.js';
import gatherSource from '../../shaders/gather_halves.wgsl?raw';
import packSource from '../../shaders/pack_halves.wgsl?raw';
import { expectTableAndIndices } from './gather.js';
import { dispatchNode } from './kernel.js';

/** [x [N, ...]] -> words of two halves [N, W], W = ceil(size of a row / 2) */
export const packHalves: Op<Record<string, never>> = {
  name: 'packHalves',

  outputShapes: ([x = []]) => [[x[0] ?? 1, ceilDivide(sizeOf(x.slice(1)), 2)]],

  lower(node, lowering) {
    const SIZE = sizeOf(node.inputs[0]?.shape.slice(1) ?? []);
    const COUNT = sizeOf(node.outputs[0]?.shape ?? []);
    const constants = { SIZE, WORDS: ceilDivide(SIZE, 2), COUNT };
    dispatchNode(node, lowering, { source: packSource, constants, invocations: COUNT });
  },
};

/** [table of words of two halves [R, W], indices u32 [N], each below R] -> rows [N, ...perSample] as f32 */
export const gatherHalves: Op<{ readonly perSample: Shape }> = {
  name: 'gatherHalves',

  outputShapes([table = [], indices = []], { perSample }, name) {
    const count = expectTableAndIndices(`gatherHalves ${name}`, table, indices);
    return [[count, ...perSample]];
  },

  lower(node, lowering) {
    const SIZE = sizeOf(node.attributes.perSample);
    const WORDS = ceilDivide(SIZE, 2);
    const COUNT = (node.outputs[0]?.shape[0] ?? 0) * WORDS;
    const constants = { SIZE, WORDS, COUNT };
    dispatchNode(node, lowering, { source: gatherSource, constants, invocations: COUNT });
  },
};
