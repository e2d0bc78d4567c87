/** The forward graph of a network: its values, their names and shapes, and where it may begin. */

import { describe, expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.js';
import { architecture, familyNames } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';
import { packedShape } from '../../engine/weights/pack.js';

const network = resnet(architecture('resnet20'));

function build(size = 32, options: Parameters<typeof buildForward>[3] = {}) {
  const graph = new Graph();
  const layers = buildForward(graph, graph.input('picture', [2, size, size, 4]), network, options);
  return { graph, layers };
}

describe('the whole network', () => {
  it.each(familyNames)('%s has a value for every layer and a parameter for every tensor', (name) => {
    const member = resnet(architecture(name));
    const graph = new Graph();
    const layers = buildForward(graph, graph.input('picture', [1, 64, 64, 4]), member);
    for (const layer of member.layers) expect(layers.get(layer.name)?.name).toBe(layer.name);
    for (const parameter of member.parameters) {
      expect(graph.value(parameter.name)).toMatchObject({ kind: 'parameter', shape: packedShape(parameter.shape) });
    }
    expect(layers.get('fc')?.shape).toEqual([1, member.architecture.classCount]);
  });

  it.each([
    ['relu', [2, 32, 32, 16]],
    ['layer2.0.downsample.1', [2, 16, 16, 32]],
    ['layer3.2.relu_1', [2, 8, 8, 64]],
    ['avgpool', [2, 64]],
    ['fc', [2, 10]],
  ])('%s is %j', (layer, shape) => {
    expect(build().layers.get(layer)?.shape).toEqual(shape);
  });

  it('takes pictures of other and odd sizes', () => {
    expect(build(37).layers.get('layer3.2.relu_1')?.shape).toEqual([2, 10, 10, 64]);
  });
});

describe('what is trainable', () => {
  it('is what was named, nothing else', () => {
    const { graph } = build(32, { trainable: new Set(['fc.weight', 'fc.bias']) });
    const trainable = [...graph.values.values()].filter(({ kind }) => kind === 'trainable').map(({ name }) => name);
    expect(trainable).toEqual(['fc.weight', 'fc.bias']);
  });
});

describe('beginning at a layer', () => {
  it('builds only what comes after it', () => {
    const graph = new Graph();
    const features = graph.input('features', [2, 64]);
    const layers = buildForward(graph, features, network, { from: 'avgpool' });
    expect([...layers]).toEqual([
      ['avgpool', features],
      ['fc', graph.value('fc')],
    ]);
    expect(graph.nodes.map(({ name }) => name)).toEqual(['fc']);
  });

  it('is refused in the middle of a block, around which a skip connection runs', () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 32, 32, 16]);
    expect(() => buildForward(graph, x, network, { from: 'layer1.1.relu' })).toThrow(
      'forward from layer1.1.relu: got layer1.1.add, which reads layer1.0.relu_1, expected a layer that everything ' +
        'after it depends on alone. Start at the output of a block.',
    );
  });
});
