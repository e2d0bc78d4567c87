/** The ResNet family, held against what torchvision says of its own models. */

import { describe, expect, it } from 'vitest';
import { architecture, familyNames, type Shortcut } from '../../engine/models/architecture.js';
import { findLayer } from '../../engine/models/find-layer.js';
import { countParameters, inputName } from '../../engine/models/layer.js';
import { resnet } from '../../engine/models/resnet.js';
import torchvision from '../fixtures/torchvision.json' with { type: 'json' };

const network = (name: string, shortcut: Shortcut = 'projection') => resnet(architecture(name, { shortcut }));

describe('ImageNet members', () => {
  it.each(Object.entries(torchvision))('%s has torchvision’s numbers of parameters and tensors', (name, facts) => {
    expect(countParameters(network(name).parameters)).toBe(facts.parameters);
    expect(network(name).parameters).toHaveLength(facts.tensorCount);
  });

  it.each(['resnet18', 'resnet50', 'resnext50_32x4d'] as const)(
    '%s has torchvision’s tensors, in its order',
    (name) => {
      const tensors = network(name).parameters.map((parameter) => [parameter.name, parameter.shape]);
      expect(tensors).toEqual(Object.entries(torchvision[name].tensors));
    },
  );

  it.each(['resnet18', 'resnet50', 'resnext50_32x4d'] as const)(
    '%s has the layers that torchvision’s feature extraction finds',
    (name) => {
      expect(network(name).layers.map((layer) => layer.name)).toEqual(torchvision[name].layers);
    },
  );
});

describe('timm’s members', () => {
  // In millions, as timm publishes them.
  it.each([
    ['resnet10t', 5.44],
    ['resnet14t', 10.08],
    ['resnet18d', 11.71],
    ['resnet26', 16.0],
    ['resnet26d', 16.01],
    ['resnet26t', 16.01],
    ['resnet34d', 21.82],
    ['resnet50c', 25.58],
    ['resnet50d', 25.58],
    ['resnet50s', 25.68],
    ['resnet50t', 25.57],
    ['resnet101c', 44.57],
    ['resnet101d', 44.57],
    ['resnet101s', 44.67],
    ['resnet152c', 60.21],
    ['resnet152d', 60.21],
    ['resnet152s', 60.32],
    ['resnet200d', 64.69],
    ['resnext50d_32x4d', 25.05],
    ['resnext101_32x4d', 44.18],
  ])('%s has %f million parameters', (name, millions) => {
    expect(countParameters(network(name, architecture(name).shortcut).parameters) / 1e6).toBeCloseTo(millions, 2);
  });

  it('with a deep stem name its layers as timm does', () => {
    const [stem] = network('resnet50d').blocks;
    const names = [
      'conv1.0',
      'conv1.1',
      'conv1.2',
      'conv1.3',
      'conv1.4',
      'conv1.5',
      'conv1.6',
      'bn1',
      'relu',
      'maxpool',
    ];
    expect(stem?.layers.map((layer) => layer.name)).toEqual(names);
    expect(stem?.layers.flatMap((layer) => (layer.kind === 'conv2d' ? [layer.stride] : []))).toEqual([2, 1, 1]);
  });

  it('pool before they project where the size is halved, and keep the place of the pool elsewhere', () => {
    const { layers, blocks } = network('resnet50d', 'pooled-projection');
    const downsample = (block: string) => layers.filter(({ name }) => name.startsWith(`${block}.downsample`));
    expect(downsample('layer1.0').map(({ kind, name }) => [kind, name])).toEqual([
      ['conv2d', 'layer1.0.downsample.1'],
      ['batchNorm', 'layer1.0.downsample.2'],
    ]);
    expect(downsample('layer2.0')).toMatchObject([
      { kind: 'avgPool2d', name: 'layer2.0.downsample.0', kernelSize: 2, stride: 2 },
      { kind: 'conv2d', name: 'layer2.0.downsample.1', stride: 1 },
      { kind: 'batchNorm', name: 'layer2.0.downsample.2' },
    ]);
    expect(blocks.find(({ name }) => name === 'layer2.0')?.shortcut).toBe('pooled-projection');
  });
});

describe('titles', () => {
  it.each([
    ['resnet18', 'ResNet-18 (ImageNet)'],
    ['resnet50d', 'ResNet-50D (ImageNet)'],
    ['wide_resnet101_2', 'Wide ResNet-101-2 (ImageNet)'],
    ['resnext50_32x4d', 'ResNeXt-50 32x4d (ImageNet)'],
    ['resnext50d_32x4d', 'ResNeXt-50D 32x4d (ImageNet)'],
    ['resnet110', 'ResNet-110 (CIFAR)'],
  ])('%s is %s', (name, title) => {
    expect(architecture(name).title).toBe(title);
  });
});

describe('CIFAR members', () => {
  // Table 6 of the paper gives 0.27, 0.46, 0.66, 0.85 and 1.7 million, with parameter-free shortcuts.
  it.each([
    ['resnet20', 269_722, 272_474],
    ['resnet32', 464_154, 466_906],
    ['resnet44', 658_586, 661_338],
    ['resnet56', 853_018, 855_770],
    ['resnet110', 1_727_962, 1_730_714],
  ])('%s has %i parameters, and %i with projections', (name, plain, projected) => {
    expect(countParameters(network(name, 'subsample-and-pad').parameters)).toBe(plain);
    expect(countParameters(network(name, 'projection').parameters)).toBe(projected);
  });

  it('change shape at the first block of the second and third stage only', () => {
    const shortcuts = network('resnet20').blocks.map(({ shortcut }) => shortcut);
    const stage = (first: string) => [first, 'identity', 'identity'];
    expect(shortcuts).toEqual(['none', ...stage('identity'), ...stage('projection'), ...stage('projection'), 'none']);
  });

  it('have a shortcut layer without parameters when it subsamples and pads', () => {
    const layer = network('resnet20', 'subsample-and-pad').layers.find(({ name }) => name === 'layer2.0.downsample');
    expect(layer).toMatchObject({ kind: 'subsampleAndPad', stride: 2, outChannels: 32, inputs: ['layer1.2.relu_1'] });
  });
});

const shortcuts = ['projection', 'pooled-projection', 'subsample-and-pad'] as const;

describe.each(familyNames.flatMap((name) => shortcuts.map((shortcut) => [name, shortcut] as const)))(
  '%s with %s',
  (name, shortcut) => {
    const { layers, blocks, aliases } = network(name, shortcut);

    it('reads only what comes before, and names everything once', () => {
      const known = new Set([inputName]);
      for (const layer of layers) {
        expect(layer.inputs.every((input) => known.has(input))).toBe(true);
        expect(known).not.toContain(layer.name);
        known.add(layer.name);
      }
    });

    it('has blocks that end in their output, and modules that stand for it', () => {
      for (const block of blocks) {
        expect(block.layers.at(-1)?.name).toBe(block.output);
        expect(aliases.get(block.name)).toBe(block.output);
      }
    });
  },
);

describe('finding a layer', () => {
  it('takes a layer by its name', () => {
    expect(findLayer(network('resnet20'), 'layer1.0.conv2')).toBe('layer1.0.conv2');
  });

  it.each([
    ['layer1', 'layer1.2.relu_1'],
    ['layer1.0', 'layer1.0.relu_1'],
    ['layer2.0.downsample', 'layer2.0.downsample.1'],
    ['stem', 'relu'],
    ['head', 'fc'],
  ])('takes the module %s as %s', (module, layer) => {
    expect(findLayer(network('resnet20'), module)).toBe(layer);
  });

  it.each([
    ['conv1', 'conv1.6'],
    ['layer1.0.downsample', 'layer1.0.downsample.2'],
  ])('takes the module %s of a deep, pooling network as %s', (module, layer) => {
    expect(findLayer(network('resnet50d', 'pooled-projection'), module)).toBe(layer);
  });

  it('offers near names', () => {
    expect(() => findLayer(network('resnet20'), 'layer1.0.relu1')).toThrow(
      'layers of ResNet-20 (CIFAR): got "layer1.0.relu1", expected a layer such as layer1.0.relu, layer1.0.relu_1, ',
    );
  });
});

describe('an architecture', () => {
  it('that is unknown gets near names', () => {
    expect(() => architecture('resnet15')).toThrow('architecture: got "resnet15", expected one of resnet18, resnet152');
  });

  it('has the head it is given', () => {
    const head = resnet(architecture('resnet50', { classCount: 7 })).parameters.slice(-2);
    expect(head.map(({ shape }) => shape)).toEqual([[7, 2048], [7]]);
  });
});
