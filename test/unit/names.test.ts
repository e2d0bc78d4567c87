/** Tensor names of others, as torchvision's. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { isOfBody, renameTensors, torchvisionName } from '../../engine/weights/names.js';
import transformers from '../fixtures/transformers.json' with { type: 'json' };
import type { Tensors } from '../../engine/weights/tensor.js';

describe('a name', () => {
  it.each([
    ['module.conv1.weight', 'conv1.weight'],
    ['module.backbone.layer1.0.bn1.bias', 'layer1.0.bn1.bias'],
    ['model.encoder.conv1.weight', 'conv1.weight'],
    ['net.layer4.1.conv2.weight', 'layer4.1.conv2.weight'],
    ['module.encoder_q.layer3.0.conv1.weight', 'layer3.0.conv1.weight'],
    ['resnet.fc.weight', 'fc.weight'],
    ['timm_model.conv1.6.weight', 'conv1.6.weight'],
    ['_orig_mod.module.layer1.0.bn1.bias', 'layer1.0.bn1.bias'],
    ['module.linear.weight', 'fc.weight'],
    ['layer2.0.shortcut.0.weight', 'layer2.0.downsample.0.weight'],
    ['layer2.0.shortcut.1.running_mean', 'layer2.0.downsample.1.running_mean'],
    ['encoder.stages.0.layers.1.layer.0.convolution.weight', 'layer1.1.conv1.weight'],
    ['embedder.embedder.normalization.bias', 'bn1.bias'],
    ['resnet.embedder.embedder.convolution.weight', 'conv1.weight'],
    ['resnet.embedder.embedder.normalization.running_var', 'bn1.running_var'],
    ['resnet.encoder.stages.0.layers.1.layer.0.convolution.weight', 'layer1.1.conv1.weight'],
    ['resnet.encoder.stages.3.layers.0.layer.2.normalization.bias', 'layer4.0.bn3.bias'],
    ['resnet.encoder.stages.1.layers.0.shortcut.convolution.weight', 'layer2.0.downsample.0.weight'],
    ['resnet.encoder.stages.1.layers.0.shortcut.normalization.weight', 'layer2.0.downsample.1.weight'],
    ['classifier.1.bias', 'fc.bias'],
    ['head.fc.weight', 'fc.weight'],
    ['classifier.bias', 'fc.bias'],
    ['last_linear.weight', 'fc.weight'],
  ])('%s means %s', (name, meant) => {
    expect(torchvisionName(name)).toBe(meant);
  });

  it('that is torchvision’s already stays', () => {
    for (const member of ['resnet50', 'resnet50d']) {
      for (const { name } of resnet(architecture(member)).parameters) expect(torchvisionName(name)).toBe(name);
    }
  });

  it('that is unknown stays', () => {
    for (const name of ['stem.conv.weight', 'classifier.0.weight', 'fc.0.weight', 'encoder_k.conv1.weight']) {
      expect(torchvisionName(name)).toBe(name);
    }
  });
});

describe('transformers’ names', () => {
  it.each(Object.entries(transformers))('of %s mean torchvision’s, every one', (style, tensors) => {
    const member = style.includes('18') ? 'resnet18' : 'resnet50';
    const names = resnet(architecture(member)).parameters.map(({ name }) => name);
    const expected = style.endsWith('body') ? names.filter(isOfBody) : names;
    expect(new Set(Object.keys(tensors).map(torchvisionName))).toEqual(new Set(expected));
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
