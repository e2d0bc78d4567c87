/** Receptive fields, held against counting: which input positions reach a value, layer by layer. */

import { describe, expect, it } from 'vitest';
import { receptiveFields } from '../../engine/inspect/receptive-field.js';
import { architecture, type Shortcut } from '../../engine/models/architecture.js';
import { inputName, type Layer, type Network } from '../../engine/models/layer.js';
import { resnet } from '../../engine/models/resnet.js';

/** The positions of its input that a layer reads for its value at `position`, padding included. */
function reads(layer: Layer, position: number): number[] {
  if (layer.kind === 'conv2d' || layer.kind === 'maxPool2d') {
    return Array.from({ length: layer.kernelSize }, (_, tap) => position * layer.stride - layer.padding + tap);
  }
  if (layer.kind === 'avgPool2d') {
    return Array.from({ length: layer.kernelSize }, (_, tap) => position * layer.stride + tap);
  }
  return [layer.kind === 'subsampleAndPad' ? position * layer.stride : position];
}

/** The first and last position of the image that reach `position` of a layer, by following every path back. */
function span(network: Network, name: string, position: number): [number, number] {
  const wanted = new Map([[name, new Set([position])]]);
  for (const layer of network.layers.toReversed()) {
    const positions = [...(wanted.get(layer.name) ?? [])];
    for (const input of layer.inputs) {
      const read = positions.flatMap((value) => reads(layer, value));
      wanted.set(input, new Set([...(wanted.get(input) ?? []), ...read]));
    }
  }
  const reached = [...(wanted.get(inputName) ?? [])];
  return [Math.min(...reached), Math.max(...reached)];
}

describe.each<[string, Shortcut]>([
  ['resnet18', 'projection'],
  ['resnet50', 'projection'],
  ['resnet50d', 'pooled-projection'],
  ['resnext50_32x4d', 'projection'],
  ['resnet20', 'projection'],
  ['resnet20', 'subsample-and-pad'],
])('%s with %s', (name, shortcut) => {
  const network = resnet(architecture(name, { shortcut }));
  const fields = receptiveFields(network, 64);
  const spatial = network.layers.filter(({ kind }) => kind !== 'globalAvgPool' && kind !== 'linear');

  it('agrees with counting for every layer', () => {
    for (const layer of spatial) {
      const { size = 0, stride = 0, start = 0 } = fields.get(layer.name) ?? {};
      for (const position of [0, 3]) {
        const first = start + position * stride;
        expect(span(network, layer.name, position), layer.name).toEqual([first, first + size - 1]);
      }
    }
  });
});

it('the last maps of ResNet-18 see 435 pixels, 32 apart', () => {
  const fields = receptiveFields(resnet(architecture('resnet18')), 224);
  expect(fields.get('layer4.1.relu_1')).toEqual({ size: 435, stride: 32, start: -217 });
});

it('maps of odd sizes are pooled in ceil mode, as large as those that they are added to', () => {
  const fields = receptiveFields(resnet(architecture('resnet18d')), 45);
  expect(fields.get('layer4.0.downsample.0')).toMatchObject({ stride: 32 });
  expect(fields.get('avgpool')).toEqual(fields.get('fc'));
});

it('the head sees what all the last maps see', () => {
  const fields = receptiveFields(resnet(architecture('resnet20')), 32);
  const { size = 0, stride = 0, start = 0 } = fields.get('layer3.2.relu_1') ?? {};
  expect(fields.get('fc')).toEqual({ size: size + 7 * stride, stride: 32, start });
  expect(fields.get('avgpool')).toEqual(fields.get('fc'));
});
