/** Frozen layers as f16: which values and weights are kept so, which are not, and the memory that is saved. */

import { describe, expect, it } from 'vitest';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { fuse } from '../../engine/graph/fuse.js';
import { Graph, type Precision } from '../../engine/graph/graph.js';
import { keepAsHalves } from '../../engine/graph/halves.js';
import { compile } from '../../engine/graph/plan.js';
import { specialise } from '../../engine/graph/specialise.js';
import { architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';

/** An inference of a network with what comes of it, fused, nothing by Winograd's algorithm. */
function halvedOf(name: string, { trainable = [] as string[], keep = ['fc'] } = {}) {
  const network = resnet(architecture(name));
  const graph = new Graph();
  buildForward(graph, graph.input('x', [1, 32, 32, 4]), network, { trainable: new Set(trainable) });
  return keepAsHalves(fuse(graph, new Set(keep)), new Set(keep));
}

function typeOf(graph: Graph, name: string): string {
  return graph.value(name).type;
}

describe('frozen layers kept as f16', () => {
  it('have f16 weights and values, as far as nobody reads them', () => {
    const graph = halvedOf('resnet20', { keep: ['layer1.1.relu_1', 'fc'] });
    expect(graph.nodes.find(({ name }) => name === 'layer1.0.relu')?.inputs[1]).toMatchObject({
      name: 'layer1.0.conv1.weight.halves',
      type: 'f16',
    });
    expect(typeOf(graph, 'layer1.0.relu')).toBe('f16');
    expect(typeOf(graph, 'layer1.1.relu_1')).toBe('f32');
    expect(typeOf(graph, 'layer1.2.relu')).toBe('f16');
  });

  it('leave f32 to what reads it: picture, folded batch norm, classifier', () => {
    const graph = halvedOf('resnet20');
    expect(typeOf(graph, 'x')).toBe('f32');
    expect(typeOf(graph, 'bn1.affine')).toBe('f32');
    expect(typeOf(graph, 'avgpool')).toBe('f32');
    expect(typeOf(graph, 'fc')).toBe('f32');
  });

  it('end where layers learn: those find f32, and so do the frozen ones behind them', () => {
    const graph = halvedOf('resnet20', { trainable: ['layer2.0.conv1.weight', 'layer2.0.downsample.0.weight'] });
    expect(typeOf(graph, 'layer1.1.relu_1')).toBe('f16');
    expect(typeOf(graph, 'layer1.2.relu_1')).toBe('f32');
    expect(typeOf(graph, 'layer2.0.relu')).toBe('f32');
    expect(typeOf(graph, 'layer3.1.relu')).toBe('f32');
    expect(graph.values.has('layer3.1.conv1.weight.halves')).toBe(false);
  });

  it('keep values of groups with fewer than four channels as they are', () => {
    const small = { ...architecture('resnext50_32x4d'), widths: [2, 4, 8, 16].map((width) => 32 * width) };
    const graph = new Graph();
    buildForward(graph, graph.input('x', [1, 32, 32, 4]), resnet(small));
    const halved = keepAsHalves(fuse(graph, new Set(['fc'])), new Set(['fc']));
    const grouped = ['layer1.0', 'layer2.0'].map((block) => halved.values.has(`${block}.conv2.weight.halves`));
    expect(grouped).toEqual([false, true]);
  });

  it.each(['software', 'gpu'] as const)('take half the memory, Winograd’s patches included, on %s', (kind) => {
    const network = resnet(architecture('resnet18'));
    const graph = new Graph();
    buildForward(graph, graph.input('x', [4, 64, 64, 4]), network);
    const target = { ...baselineTarget, kind };
    const bytesOf = (precision: Precision) => {
      const special = specialise(graph, { target, keep: new Set(['fc']), precision });
      const { step, placements } = compile(special, { target, keep: [special.value('fc')] });
      const touched = new Set(step.flatMap(({ bindings }) => bindings.map(({ value }) => value)));
      return [...touched].reduce((sum, value) => sum + (placements.get(value)?.bytes ?? 0), 0);
    };
    expect(bytesOf('f16') / bytesOf('f32')).toBeCloseTo(0.5, 1);
  });
});
