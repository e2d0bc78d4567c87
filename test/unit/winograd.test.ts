/** Winograd's algorithm in the place of convolutions: which of them, and that everything else stays. */

import { describe, expect, it, test } from 'vitest';
import { baselineTarget, multiplyAddsOf, type Target } from '../../engine/graph/dispatch.js';
import { fuse } from '../../engine/graph/fuse.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { useWinograd } from '../../engine/graph/winograd.js';
import { architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';
import { conv2d, type Conv2dAttributes } from '../../engine/ops/conv2d.js';

const software: Target = { ...baselineTarget, kind: 'software' };

/** An inference of a network, fused, and what becomes of it. */
function inferenceOf(name: string, size: number, target: Target, batch = 1) {
  const graph = new Graph();
  const x = graph.input('x', [batch, size, size, 4]);
  const network = resnet(architecture(name));
  buildForward(graph, x, network);
  const last = network.layers.at(-1)?.name ?? '';
  const plain = fuse(graph, new Set([last]));
  const changed = useWinograd(plain, target);
  const stepOf = (from: Graph) => compile(from, { target, keep: [from.value(last)] });
  const places = changed.nodes.filter(({ op }) => op.name === 'winogradOutput').map((node) => node.name);
  return { plain, changed, places, before: stepOf(plain), after: stepOf(changed) };
}

const attributes: Conv2dAttributes = { stride: 1, padding: 1, dilation: 1, groups: 1 };

/** Whether one convolution is replaced. */
function isReplaced(
  { stride = 1, groups = 1, kernel = 3, channels = 64, size = 16 },
  kind: 'parameter' | 'trainable' = 'parameter',
): boolean {
  const graph = new Graph();
  const x = graph.input('x', [2, size, size, channels]);
  const weight = graph[kind]('weight', [kernel, kernel, channels / groups, 64]);
  graph.add(conv2d, 'y', [x, weight], { ...attributes, stride, groups, padding: (kernel - 1) / 2 });
  return useWinograd(graph, software) !== graph;
}

describe('Winograd’s algorithm', () => {
  it('takes the place of 3 x 3 convolutions of stride 1 with many channels and pixels', () => {
    expect(isReplaced({})).toBe(true);
    expect(isReplaced({ stride: 2 })).toBe(false);
    expect(isReplaced({ kernel: 1 })).toBe(false);
    expect(isReplaced({ groups: 2 })).toBe(false);
    expect(isReplaced({ channels: 16 })).toBe(false);
    expect(isReplaced({ channels: 34 })).toBe(false);
    expect(isReplaced({ size: 7 })).toBe(false);
  });

  it('leaves weights that learn to the direct sum', () => {
    expect(isReplaced({}, 'trainable')).toBe(false);
  });

  it('leaves out what its patches are too large for', () => {
    const small = { ...software, maxBindingBytes: 16 * 64 * 2 * 16 * 16 - 1 };
    const graph = new Graph();
    const inputs = [graph.input('x', [2, 16, 16, 64]), graph.parameter('weight', [3, 3, 64, 64])];
    graph.add(conv2d, 'y', inputs, attributes);
    expect(useWinograd(graph, small)).toBe(graph);
    expect(useWinograd(graph, { ...small, maxBindingBytes: small.maxBindingBytes + 1 })).not.toBe(graph);
  });

  it('is chosen for the same layers whatever the batch', () => {
    expect(inferenceOf('resnet18', 64, software, 1).places).toEqual(inferenceOf('resnet18', 64, software, 32).places);
  });
});

describe('an inference of ResNet-18 at 224', () => {
  const { changed, plain, places, before, after } = inferenceOf('resnet18', 224, software);

  it('has it in 10 of 20 convolutions: not where the image is halved, nor at 7 x 7', () => {
    expect(places).toHaveLength(10);
    expect(places.every((name) => /^layer[123]/.test(name))).toBe(true);
  });

  it('keeps every value under its name', () => {
    for (const [name, { shape }] of plain.values) expect(changed.values.get(name)?.shape).toEqual(shape);
  });

  it('transforms the weights once, and does with 16 multiplications where 36 were done', () => {
    const isOfWeights = (label: string) => label.startsWith('winogradWeight');
    expect(after.prepare.filter(({ label }) => isOfWeights(label))).toHaveLength(10);
    expect(after.step.some(({ label }) => isOfWeights(label))).toBe(false);
    // 1.81 billion in all; 3 x 3 convolutions of stride 1 in layer1 to layer3 have 1.16 of them.
    expect(multiplyAddsOf(before.step) / 1e9).toBeCloseTo(1.81, 1);
    expect((multiplyAddsOf(before.step) - multiplyAddsOf(after.step)) / 1e9).toBeCloseTo((1.16 * 20) / 36, 1);
  });
});

test('a GPU gets it from 64 channels and 14 x 14 pixels on', () => {
  expect(inferenceOf('resnet18', 224, baselineTarget).places).toHaveLength(10);
  expect(inferenceOf('resnet20', 32, baselineTarget).places).toEqual([]);
  expect(inferenceOf('resnet20', 32, software).places.length).toBeGreaterThan(8);
});
