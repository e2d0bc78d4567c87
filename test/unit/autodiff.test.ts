/** Reverse-mode differentiation on small graphs: what is computed, what is left out, what is added up. */

import { describe, expect, it } from 'vitest';
import { differentiate } from '../../engine/graph/autodiff.js';
import { Graph, type Op } from '../../engine/graph/graph.js';
import { architecture } from '../../engine/models/architecture.js';
import { buildForward } from '../../engine/models/forward.js';
import { resnet } from '../../engine/models/resnet.js';
import { gradientRules } from '../../engine/ops/gradients.js';
import { linear } from '../../engine/ops/linear.js';

/** x -> first -> second, each linear of 4 features. */
function twoLayers(trainable: readonly string[]) {
  const graph = new Graph();
  const parameter = (name: string, shape: number[]) =>
    trainable.includes(name) ? graph.trainable(name, shape) : graph.parameter(name, shape);
  const layer = (name: string, x: ReturnType<Graph['input']>) =>
    graph.add(linear, name, [x, parameter(`${name}.weight`, [4, 4]), parameter(`${name}.bias`, [4])], {})[0];
  const hidden = layer('first', graph.input('x', [2, 4]));
  const output = layer('second', hidden);
  const seed = graph.input('seed', [2, 4]);
  const before = graph.nodes.length;
  const differentiated = () => {
    const gradients = differentiate(
      graph,
      new Map([[output, seed]]),
      trainable.map((name) => graph.value(name)),
    );
    return { gradients, added: graph.nodes.slice(before).map(({ name }) => name) };
  };
  return { graph, hidden, output, seed, differentiated };
}

const opaque: Op<Record<string, never>> = {
  name: 'opaque',
  outputShapes: ([x = []]) => [x],
  lower: () => undefined,
};

describe('the table of gradient rules', () => {
  it.each([
    ['pools, and averages in its shortcuts', architecture('resnet50d')],
    ['subsamples in its shortcuts', architecture('resnet20', { shortcut: 'subsample-and-pad' })],
  ])('has every op of a network in training that %s', (_what, member) => {
    const graph = new Graph();
    buildForward(graph, graph.input('input', [2, 64, 64, 4]), resnet(member), { batchNormOf: () => 'batch' });
    const without = graph.nodes.filter(({ op }) => !gradientRules.has(op)).map(({ op }) => op.name);
    expect(without).toEqual([]);
  });
});

describe('differentiate', () => {
  it('gives every trainable parameter a gradient of its own shape', () => {
    const { graph, differentiated } = twoLayers(['first.weight', 'second.bias']);
    const { gradients } = differentiated();
    expect(gradients.get(graph.value('first.weight'))?.shape).toEqual([4, 4]);
    expect(gradients.get(graph.value('second.bias'))?.shape).toEqual([4]);
  });

  it('does no backward work below the lowest trainable layer', () => {
    const { differentiated } = twoLayers(['second.weight', 'second.bias']);
    expect(differentiated().added).toEqual(['second.gradWeight', 'second.gradBias']);
  });

  it('passes the gradient through frozen layers above a trainable one, without gradients for them', () => {
    const { differentiated } = twoLayers(['first.weight']);
    expect(differentiated().added).toEqual(['second.gradInput', 'first.gradWeight']);
  });

  it('adds up what reaches a value along several paths', () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 4]);
    const [weight, bias] = [graph.trainable('weight', [4, 4]), graph.trainable('bias', [4])];
    const [once] = graph.add(linear, 'once', [x, weight, bias], {});
    const [twice] = graph.add(linear, 'twice', [once, weight, bias], {});
    const seed = graph.input('seed', [2, 4]);
    const gradient = differentiate(graph, new Map([[twice, seed]]), [weight]).get(weight);
    expect(graph.nodes.find((node) => node.outputs[0] === gradient)?.op.name).toBe('add');
  });

  it('refuses an op that cannot be trained through, by name', () => {
    const graph = new Graph();
    const start = graph.trainable('start', [2, 4]);
    const [end] = graph.add(opaque, 'end', [start], {});
    const seed = graph.input('seed', [2, 4]);
    expect(() => differentiate(graph, new Map([[end, seed]]), [start])).toThrow(/differentiate end: got the op opaque/);
  });

  it('refuses a parameter that the loss does not depend on', () => {
    const { graph, output, seed } = twoLayers(['second.weight']);
    const stray = graph.trainable('stray', [4]);
    expect(() => differentiate(graph, new Map([[output, seed]]), [stray])).toThrow(/got stray/);
  });
});
