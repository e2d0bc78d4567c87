/** The gradients of a convolution as plans: what the rule adds, and how the work is cut for each kind of adapter. */

import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/graph/autodiff.js';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { Graph } from '../../engine/graph/graph.js';
import { lower } from '../../engine/graph/lower.js';
import { conv2dBackwardData } from '../../engine/ops/conv2d-backward-data.js';
import { addGradWeight, conv2dBackwardWeights } from '../../engine/ops/conv2d-backward-weights.js';
import { conv2d, type Conv2dAttributes } from '../../engine/ops/conv2d.js';

const convolution = { stride: 1, padding: 1, dilation: 1, groups: 1 };

function twoConvolutions(attributes: Conv2dAttributes = convolution) {
  const graph = new Graph();
  const weight = (name: string) => graph.trainable(`${name}.weight`, [3, 3, 8, 8]);
  const [hidden] = graph.add(conv2d, 'first', [graph.input('x', [4, 9, 7, 8]), weight('first')], attributes);
  const [y] = graph.add(conv2d, 'second', [hidden, weight('second')], attributes);
  const seeds = new Map([[y, graph.input('seed', y.shape)]]);
  return { graph, seeds };
}

/** A weight's gradient is two nodes: its slices and their sum. */
const nodes = (...names: readonly string[]) =>
  names.flatMap((name) => (name.endsWith('gradWeight') ? [`${name}.slices`, name] : [name]));

describe('the rule of conv2d', () => {
  it('gives every weight a gradient of its shape, and no gradient to the network input', () => {
    const { graph, seeds } = twoConvolutions();
    const before = graph.nodes.length;
    const weights = [graph.value('first.weight'), graph.value('second.weight')];
    const gradients = differentiate(graph, seeds, weights);
    for (const weight of weights) expect(gradients.get(weight)?.shape).toEqual([3, 3, 8, 8]);
    const added = graph.nodes.slice(before).map(({ name }) => name);
    expect(added).toEqual(nodes('second.gradInput', 'second.gradWeight', 'first.gradWeight'));
  });

  it('passes through a frozen convolution without a gradient for its weight', () => {
    const { graph, seeds } = twoConvolutions();
    const before = graph.nodes.length;
    differentiate(graph, seeds, [graph.value('first.weight')]);
    expect(graph.nodes.slice(before).map(({ name }) => name)).toEqual(nodes('second.gradInput', 'first.gradWeight'));
  });

  it('refuses a convolution that was fused, and says what to do', () => {
    const epilogue = { affine: false, residual: false, relu: true };
    const { graph, seeds } = twoConvolutions({ ...convolution, epilogue });
    expect(() => differentiate(graph, seeds, [graph.value('first.weight')])).toThrow(
      /differentiate conv2d second: got a convolution that was fused.*Differentiate first and fuse then/,
    );
  });
});

/** B, image size, C, O, stride of a 3 x 3 convolution, and the dispatches of both its gradients. */
function dispatches(
  kind: 'gpu' | 'software',
  [batch, size, channels, outputs, stride]: readonly [number, number, number, number, number],
) {
  const graph = new Graph();
  const outSize = Math.ceil(size / stride);
  const x = graph.input('x', [batch, size, size, channels]);
  const weight = graph.input('weight', [3, 3, channels, outputs]);
  const gradOutput = graph.input('gradOutput', [batch, outSize, outSize, outputs]);
  const strided = { ...convolution, stride };
  const ofData = { ...strided, inputSize: [size, size] } as const;
  const ofWeights = { ...strided, kernelSize: [3, 3] } as const;
  const target = { ...baselineTarget, kind };
  const wanted = [
    graph.add(conv2dBackwardData, 'data', [gradOutput, weight], ofData)[0],
    addGradWeight(graph, 'weights', [x, gradOutput], ofWeights, target),
  ];
  const { step } = lower(graph, wanted, target);
  return { data: step.slice(0, 1), weights: step.slice(1) };
}

describe('backward data', () => {
  it('runs a stride of 2 as four phases, in one dispatch that counts no more work than the forward pass', () => {
    const [dispatch] = dispatches('gpu', [2, 16, 16, 32, 2]).data;
    expect(dispatch?.workgroups[2]).toBe(4);
    expect(dispatch?.flops).toBe(2 * (2 * 8 * 8 * 32) * (9 * 16));
  });
});

describe('backward weights', () => {
  const few = [32, 32, 16, 16, 1] as const;
  const many = [1, 7, 512, 512, 1] as const;

  it.each([
    ['software', 32],
    ['gpu', 256],
  ] as const)(
    'shares the pixels of a layer with few weights out on a %s adapter, in slices to be summed',
    (kind, least) => {
      const [partial, sum, ...others] = dispatches(kind, few).weights;
      expect((partial?.workgroups ?? []).reduce((product, count) => product * count, 1)).toBeGreaterThanOrEqual(least);
      expect(sum?.label).toMatch(/^sumSlices weights/);
      expect(others).toEqual([]);
    },
  );

  it.each(['software', 'gpu'] as const)(
    'is summed in one piece where the weights are many, on a %s adapter',
    (kind) => {
      const [whole, ...others] = dispatches(kind, many).weights;
      expect(whole?.bindings.at(-1)?.value.shape).toEqual([3, 3, 512, 512]);
      expect(others).toEqual([]);
    },
  );

  it.each([
    ['all rows of 7 pixels, which are no multiple of four', 7, 49],
    ['two rows of 14', 14, 28],
    ['as many rows of 16 as make 64', 16, 64],
    ['one row of 56, which is long enough', 56, 56],
    ['one row of 13, for thirteen would be too many', 13, 13],
  ])('takes at once %s', (_what, size, pixels) => {
    const [dispatch] = dispatches('software', [2, size, 64, 64, 1]).weights;
    expect(dispatch?.wgsl).toContain(`const DEPTH = ${pixels}u`);
  });

  it('names rows that are no part of an image', () => {
    const shapes = [
      [1, 9, 9, 4],
      [1, 9, 9, 8],
    ];
    const cut = { ...convolution, kernelSize: [3, 3], tapRows: 2, sliceTaps: 1 } as const;
    expect(() => conv2dBackwardWeights.outputShapes(shapes, cut, 'it')).toThrow(
      'conv2dBackwardWeights it: got 2 rows of pixels at once, expected a divisor of the 9 rows of an image',
    );
  });

  it('names both inputs where they do not belong to one convolution', () => {
    const graph = new Graph();
    const [x, gradOutput] = [graph.input('x', [1, 9, 9, 4]), graph.input('gradOutput', [1, 9, 9, 8])];
    const ofWeights = { ...convolution, kernelSize: [5, 5] } as const;
    const add = () => addGradWeight(graph, 'it', [x, gradOutput], ofWeights, baselineTarget);
    expect(add).toThrow(/conv2dBackwardWeights it: got x \[1, 9, 9, 4\], gradOutput \[1, 9, 9, 8\]/);
  });
});
