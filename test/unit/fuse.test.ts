/** Fusing: what a convolution's epilogue takes over, and what it must leave alone. */

import { describe, expect, it } from 'vitest';
import { fuse } from '../../engine/graph/fuse.js';
import { Graph } from '../../engine/graph/graph.js';
import { neededNodes } from '../../engine/graph/lower.js';
import { architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';

function forwardOf(name: string, keep: readonly string[]) {
  const graph = new Graph();
  const x = graph.input('x', [1, 32, 32, 4]);
  const network = resnet(architecture(name));
  buildForward(graph, x, network);
  const fused = fuse(graph, new Set(keep));
  const nodes = neededNodes(
    fused,
    keep.map((layer) => fused.value(layer)),
  );
  const opsOf = (op: string) => nodes.filter((node) => node.op.name === op).map((node) => node.name);
  return { fused, nodes, opsOf, network };
}

describe('fusing a ResNet', () => {
  it('leaves nothing but convolutions, the pool and the head', () => {
    const { nodes } = forwardOf('resnet20', ['fc']);
    const kinds = new Set(nodes.map((node) => node.op.name));
    expect(kinds).toEqual(new Set(['batchNormFold', 'conv2d', 'globalAvgPool', 'linear']));
  });

  it('runs one node for each convolution: 21 in ResNet-20 with projections', () => {
    const { opsOf, network } = forwardOf('resnet20', ['fc']);
    const convolutions = network.layers.filter((layer) => layer.kind === 'conv2d').length;
    expect(opsOf('conv2d')).toHaveLength(convolutions);
  });

  it('adds the skip connection in the branch that is computed last', () => {
    const { fused } = forwardOf('resnet20', ['fc']);
    const producer = (name: string) => fused.nodes.find((node) => node.outputs[0]?.name === name);
    // With a projection the projection comes last; it ends the block, and the main path ends at its batch norm.
    expect(producer('layer2.0.relu_1')?.inputs.map(({ name }) => name)).toEqual([
      'layer1.2.relu_1',
      'layer2.0.downsample.0.weight',
      'layer2.0.downsample.1.affine',
      'layer2.0.bn2',
    ]);
    // With an identity the main path takes it.
    expect(producer('layer1.0.relu_1')?.inputs.at(-1)?.name).toBe('relu');
  });

  it('keeps every layer that someone wants to look at', () => {
    const wanted = ['layer1.0.conv1', 'layer1.0.bn1', 'layer1.0.add', 'fc'];
    const { fused } = forwardOf('resnet20', wanted);
    for (const layer of wanted) expect(fused.values.has(layer)).toBe(true);
    expect(fused.values.has('layer2.0.conv1')).toBe(false);
  });

  it('does not fuse a value that two nodes read', () => {
    // The stem's ReLU feeds the first block's convolution and its skip connection: its result must exist by itself.
    const { fused } = forwardOf('resnet20', ['fc']);
    const readers = fused.nodes.filter((node) => node.inputs.some(({ name }) => name === 'relu'));
    expect(readers).toHaveLength(2);
  });
});
