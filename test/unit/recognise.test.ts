/** Telling networks of the family from names and shapes alone, and refusing all others by what they have. */

import { describe, expect, it } from 'vitest';
import { architecture, familyNames, type Architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { matchTensors } from '../../engine/weights/match.js';
import { recognise } from '../../engine/weights/recognise.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { hollow } from './state-dicts.js';

const tensor = (...shape: number[]): Tensor => ({ shape, data: new Float32Array() });

/** What is left of a member when some of its tensors have other names. */
function renamed(name: string, pattern: RegExp, replacement: string): Map<string, Tensor> {
  return new Map([...hollow(architecture(name))].map(([key, value]) => [key.replace(pattern, replacement), value]));
}

describe('a member', () => {
  it.each(familyNames)('%s is told, with its classes', (name) => {
    const member = architecture(name, { classCount: 7 });
    expect(recognise(hollow(member), 'mine')).toEqual(member);
  });

  it.each(familyNames.filter((name) => architecture(name).stem === 'cifar'))(
    '%s is told with shortcuts that have no parameters',
    (name) => {
      const member = architecture(name, { shortcut: 'subsample-and-pad' });
      expect(recognise(hollow(member), 'mine')).toEqual(member);
    },
  );

  it('without a head has the classes of its original task', () => {
    const tensors = hollow(architecture('resnet50', { classCount: 7 }));
    tensors.delete('fc.weight');
    expect(recognise(tensors, 'mine')).toEqual(architecture('resnet50', { classCount: 1000 }));
  });
});

describe('a network of the same form without a name', () => {
  const resnet50 = architecture('resnet50');

  it.each<[string, Partial<Architecture>]>([
    ['ResNet, bottleneck 2-3-4-2, widths 64-128-256-512', { blocks: [2, 3, 4, 2] }],
    ['ResNet, bottleneck 3-4-6-3, widths 48-96-192-384', { widths: [48, 96, 192, 384] }],
    ['ResNet, bottleneck 3-4-6-3, groups 16x8', { widths: [128, 256, 512, 1024], groups: 16 }],
    ['ResNet, bottleneck 3-4-6-3, widths 64-128-256-512, 3x3 stem', { stem: 'cifar' }],
    ['ResNet, bottleneck 3-4-6-3, widths 64-128-256-512, deep stem', { stemWidths: [16, 16, 32] }],
    ['ResNet, bottleneck 3-4-6-3, widths 64-128-256-512, pooled shortcuts', { shortcut: 'pooled-projection' }],
    ['ResNet, bottleneck 3-4-6-3, widths 64-128-256-512', { outWidths: [128, 256, 512, 1024] }],
    [
      'ResNet, bottleneck 1-1-1, widths 64-128-256',
      { blocks: [1, 1, 1], widths: [64, 128, 256], outWidths: [256, 512, 1024] },
    ],
  ])('is described as %s', (title, changes) => {
    const member = { ...resnet50, ...changes };
    const found = recognise(hollow(member), 'mine');
    expect(found).toEqual({ ...member, title, name: found.name });
    expect(matchTensors(resnet(found), hollow(member), 'mine').size).toBe(resnet(member).parameters.length);
  });

  it('has a name made of its description', () => {
    const member = { ...resnet50, widths: [128, 256, 512, 1024], groups: 16 };
    expect(recognise(hollow(member), 'mine').name).toBe('resnet-bottleneck-3-4-6-3-groups-16x8');
  });
});

describe('what a file states of itself', () => {
  it('counts where it is a member: damage is held against that', () => {
    const tensors = hollow(architecture('resnet50d'));
    for (const name of tensors.keys()) if (name.startsWith('layer3.5')) tensors.delete(name);
    expect(recognise(tensors, 'mine', 'resnet50d')).toEqual(architecture('resnet50d'));
    expect(recognise(tensors, 'mine', 'my own').title).toBe(
      'ResNet, bottleneck 3-4-5-3, widths 64-128-256-512, deep stem, pooled shortcuts',
    );
  });
});

describe('another network', () => {
  it('is refused with its first tensor that the family does not have', () => {
    const tensors = new Map([
      ['stem.conv.weight', tensor(64, 3, 7, 7)],
      ['stages.0.blocks.0.norm1.weight', tensor(64)],
    ]);
    expect(() => recognise(tensors, 'mine')).toThrow(
      'mine: got "stem.conv.weight" [64, 3, 7, 7], expected the tensors of a ResNet: conv1.weight, ' +
        'layer1.0.conv1.weight, … fc.weight. ' +
        'The family does not have normalisation before convolutions (BiT, ResNet v2).',
    );
    expect(() => recognise(renamed('resnet50', /conv2\.weight/, 'convs.0.weight'), 'mine')).toThrow(
      'mine: got "layer1.0.convs.0.weight" [64, 64, 3, 3], expected the tensors of a ResNet',
    );
  });

  it('with attention between channels is refused for its tensors', () => {
    const tensors = hollow(architecture('resnet50')).set('layer1.0.se.fc1.weight', tensor(16, 256, 1, 1));
    expect(() => matchTensors(resnet(recognise(tensors, 'mine')), tensors, 'mine')).toThrow(
      'mine: got 1 unexpected (layer1.0.se.fc1.weight), expected the 267 tensors of ResNet-50 (ImageNet) with 1000 ' +
        'classes. The family does not have attention between channels (SE, ECA and their like).',
    );
  });

  it('whose tensors are those of a member is refused by its name', () => {
    const tensors = hollow(architecture('resnet50'));
    const message = 'The family does not have anti-aliased downsampling (BlurPool and its like).';
    expect(() => recognise(tensors, 'resnetblur50-84f4748f.safetensors')).toThrow(message);
    expect(() => recognise(tensors, 'model.safetensors', 'resnetaa50')).toThrow(message);
  });

  it('that has nothing of a ResNet, or only a part, is refused with what is missing', () => {
    expect(() => recognise(new Map(), 'mine')).toThrow('mine: got no weights, expected');
    const stem = new Map([['conv1.weight', tensor(64, 3, 7, 7)]]);
    expect(() => recognise(stem, 'mine')).toThrow('mine: got no layer1.0.conv2.weight, expected');
    const gap = renamed('resnet18', /^layer2/, 'layer5');
    expect(() => recognise(gap, 'mine')).toThrow('mine: got no layer2.0.conv1.weight, expected');
    const far = new Map([['layer4294967295.0.conv2.weight', tensor(1)]]);
    expect(() => recognise(far, 'mine')).toThrow('got "layer4294967295.0.conv2.weight" [1]');
  });

  it('with a convolution that is none is refused', () => {
    const flat = hollow(architecture('resnet18')).set('layer2.0.conv1.weight', tensor(128));
    expect(() => recognise(flat, 'mine')).toThrow(
      'mine: got layer2.0.conv1.weight [128], expected the weight of a convolution, [O, I, KH, KW].',
    );
    const empty = hollow(architecture('resnet18')).set('conv1.weight', tensor(0, 3, 7, 7));
    expect(() => recognise(empty, 'mine')).toThrow('mine: got conv1.weight [0, 3, 7, 7], expected');
  });

  it('with a stem or with groups that do not fit is recognised by the rest, and refused for their shapes', () => {
    const faultOf = (name: string, value: Tensor) => () => {
      const tensors = hollow(architecture('resnext50_32x4d')).set(name, value);
      return matchTensors(resnet(recognise(tensors, 'mine')), tensors, 'mine');
    };
    expect(faultOf('conv1.weight', tensor(64, 1, 7, 7))).toThrow('conv1.weight [64, 1, 7, 7] instead of [64, 3, 7, 7]');
    expect(faultOf('conv1.weight', tensor(64, 3, 5, 5))).toThrow('conv1.weight [64, 3, 5, 5] instead of [64, 3, 3, 3]');
    expect(faultOf('layer1.0.conv2.weight', tensor(128, 5, 3, 3))).toThrow(
      'layer1.0.conv2.weight [128, 5, 3, 3] instead',
    );
  });
});
