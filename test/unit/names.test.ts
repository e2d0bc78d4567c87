/** Tensor names of others, as torchvision's. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { renameTensors, torchvisionName } from '../../engine/weights/names.js';
import type { Tensors } from '../../engine/weights/tensor.js';

describe('a name', () => {
  it.each([
    ['module.conv1.weight', 'conv1.weight'],
    ['_orig_mod.module.layer1.0.bn1.bias', 'layer1.0.bn1.bias'],
    ['module.linear.weight', 'fc.weight'],
    ['layer2.0.shortcut.0.weight', 'layer2.0.downsample.0.weight'],
    ['layer2.0.shortcut.1.running_mean', 'layer2.0.downsample.1.running_mean'],
    ['resnet.embedder.embedder.convolution.weight', 'conv1.weight'],
    ['resnet.embedder.embedder.normalization.running_var', 'bn1.running_var'],
    ['resnet.encoder.stages.0.layers.1.layer.0.convolution.weight', 'layer1.1.conv1.weight'],
    ['resnet.encoder.stages.3.layers.0.layer.2.normalization.bias', 'layer4.0.bn3.bias'],
    ['resnet.encoder.stages.1.layers.0.shortcut.convolution.weight', 'layer2.0.downsample.0.weight'],
    ['resnet.encoder.stages.1.layers.0.shortcut.normalization.weight', 'layer2.0.downsample.1.weight'],
    ['classifier.1.bias', 'fc.bias'],
  ])('%s means %s', (name, meant) => {
    expect(torchvisionName(name)).toBe(meant);
  });

  it('that is torchvision’s already stays', () => {
    for (const { name } of resnet(architecture('resnet50')).parameters) expect(torchvisionName(name)).toBe(name);
  });

  it('that is unknown stays', () => {
    expect(torchvisionName('encoder.weight')).toBe('encoder.weight');
  });
});

describe('two tensors that mean one', () => {
  it('are refused', () => {
    const tensor = { shape: [1], data: new Float32Array(1) };
    const tensors: Tensors = new Map([
      ['fc.bias', tensor],
      ['module.linear.bias', tensor],
    ]);
    expect(() => renameTensors(tensors, 'mine')).toThrow(
      'mine: got "module.linear.bias" beside another tensor that means fc.bias',
    );
  });
});
