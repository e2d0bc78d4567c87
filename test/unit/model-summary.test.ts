/** What the page gets to know of a model: blocks, layers, shapes as PyTorch has them. */

import { describe, expect, it } from 'vitest';
import type { ArchitectureOptions } from '../../engine/models/architecture.js';
import { channelsFirst, isSigned, summarise, torchShape } from '../../playground/worker/model-summary.js';
import { describedModel, summaryOf } from './model-summaries.js';

function layersOf(name: string, options: ArchitectureOptions = {}) {
  const summary = summaryOf(name, options);
  const all = summary.blocks.flatMap((block) => block.layers);
  return { summary, layer: (wanted: string) => all.find((layer) => layer.name === wanted) };
}

describe('a summary', () => {
  const { summary, layer } = layersOf('resnet20');

  it('has the name, the family, the classes and how pictures are fed', () => {
    expect(summary).toMatchObject({
      name: 'my resnet20',
      architecture: 'ResNet-20 (CIFAR)',
      member: { name: 'resnet20', classCount: 10 },
      inputSize: 32,
      preprocessing: { resize: 32, crop: 32, interpolation: 'bilinear', mean: [0.485, 0.456, 0.406] },
      preprocessingSource: 'default',
    });
    expect(summary.classes).toHaveLength(10);
  });

  it('counts parameters as torchvision does, and those of the blocks are all of them', () => {
    expect(summaryOf('resnet18').parameters).toBe(11_689_512);
    const ofBlocks = summary.blocks.reduce((sum, { parameters }) => sum + parameters, 0);
    expect(ofBlocks).toBe(summary.parameters);
  });

  it('has the blocks in order, each with its stage, its last layer and its shortcut', () => {
    expect(summary.blocks.map(({ name }) => name)).toEqual([
      'stem',
      ...[1, 2, 3].flatMap((stage) => [0, 1, 2].map((block) => `layer${stage}.${block}`)),
      'head',
    ]);
    expect(summary.blocks[4]).toMatchObject({ stage: 'layer2', output: 'layer2.0.relu_1', shortcut: 'projection' });
  });

  it.each([
    ['conv1', 'convolution', [16, 32, 32], true],
    ['bn1', 'batch norm', [16, 32, 32], true],
    ['relu', 'ReLU', [16, 32, 32], false],
    ['layer2.0.add', 'addition', [32, 16, 16], true],
    ['layer3.2.relu_1', 'ReLU', [64, 8, 8], false],
    ['avgpool', 'average pool', [64, 1, 1], false],
    ['fc', 'linear', [10], true],
  ])('tells of %s: %s of %j', (name, kind, shape, isSignedLayer) => {
    expect(layer(name)).toMatchObject({ kind, shape, isSigned: isSignedLayer });
  });

  it('tells what part of the picture a value sees', () => {
    expect(layer('conv1')?.receptiveField).toEqual({ size: 3, stride: 1, start: -1 });
  });

  it('has words for the layers that not every member has', () => {
    expect(layersOf('resnet18').layer('maxpool')).toMatchObject({ kind: 'max pool', shape: [64, 56, 56] });
    const padded = layersOf('resnet20', { shortcut: 'subsample-and-pad' });
    expect(padded.layer('layer2.0.downsample')).toMatchObject({ kind: 'subsample and pad', isSigned: false });
    const pooled = layersOf('resnet18d');
    expect(pooled.layer('layer2.0.downsample.0')).toMatchObject({ kind: 'average pool', shape: [64, 28, 28] });
    expect(pooled.summary.blocks[3]).toMatchObject({ name: 'layer2.0', shortcut: 'pooled-projection' });
  });
});

it('a summary carries the report of the file that the model came from', () => {
  const report = { format: 'safetensors', architecture: 'ResNet-20 (CIFAR)', lines: [], notes: [] };
  expect(summarise(describedModel('resnet20', {}, report), () => []).report).toBe(report);
});

describe('a layer’s values', () => {
  it('are signed where they may be negative', () => {
    const model = describedModel('resnet20');
    expect(isSigned(model, 'layer1.0.bn2')).toBe(true);
    expect(isSigned(model, 'layer1.0.relu_1')).toBe(false);
  });

  it.each([
    [[1, 8, 6, 64], 'conv2d', [1, 64, 8, 6]],
    [[1, 64], 'globalAvgPool', [1, 64, 1, 1]],
    [[2, 10], 'linear', [2, 10]],
    [[1, 32, 32, 4], 'input', [1, 3, 32, 32]],
  ] as const)('of %j are, of a layer of kind %s, PyTorch’s %j', (shape, kind, expected) => {
    expect(torchShape(shape, kind)).toEqual(expected);
  });

  it('are put channel by channel', () => {
    // Three pixels of two channels.
    expect([...channelsFirst(Float32Array.of(1, 10, 2, 20, 3, 30), 2)]).toEqual([1, 2, 3, 10, 20, 30]);
  });
});
