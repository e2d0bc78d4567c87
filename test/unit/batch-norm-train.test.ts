/** Batch norm that is trained: how many dispatches it takes, what its gradient rule leaves out, what it refuses. */

import { describe, expect, it } from 'vitest';
import type { Shape } from '../../engine/core/shape.js';
import { differentiate } from '../../engine/graph/autodiff.js';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { Graph } from '../../engine/graph/graph.js';
import { lower } from '../../engine/graph/lower.js';
import { batchNormTrain, type BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { batchNorm, batchNormFold } from '../../engine/ops/batch-norm.js';

const attributes: BatchNormTrainAttributes = { eps: 1e-5, momentum: 0.1, statistics: 'batch', relu: true };

/** A batch norm with a residual and ReLU. */
function batchNormOf(shape: Shape, changed: Partial<BatchNormTrainAttributes> = {}) {
  const graph = new Graph();
  const channels = shape.slice(-1);
  const x = graph.input('x', shape);
  const parameters = ['weight', 'bias', 'runningMean', 'runningVar'].map((name) => graph.trainable(name, channels));
  const residual = graph.input('residual', shape);
  const inputs = [x, ...parameters, residual];
  const [y] = graph.add(batchNormTrain, 'bn', inputs, { ...attributes, ...changed });
  const seed = graph.input('seed', shape);
  /** The values of the gradients, and the names of the nodes that give them. */
  const gradientsOf = (...names: string[]) => {
    const wanted = names.map((name) => graph.value(name));
    const gradients = differentiate(graph, new Map([[y, seed]]), wanted);
    return { values: wanted.map((value) => gradients.get(value) ?? value), added: graph.nodes.slice(1) };
  };
  return { graph, y, gradientsOf };
}

const shape = [8, 32, 32, 16];

describe('batchNormTrain', () => {
  it('takes three dispatches forward and two backward, residual and ReLU included; two more sum slices', () => {
    const { graph, y, gradientsOf } = batchNormOf(shape);
    expect(lower(graph, [y], baselineTarget).step).toHaveLength(3);
    const { values } = gradientsOf('x', 'weight', 'bias', 'residual');
    expect(lower(graph, [y, ...values], baselineTarget).step).toHaveLength(3 + 2 + 2);
  });

  it('binds no more than eight buffers in a dispatch, as many as every adapter has', () => {
    const { graph, y, gradientsOf } = batchNormOf(shape);
    const { values } = gradientsOf('x', 'weight', 'bias', 'residual');
    for (const { bindings } of lower(graph, [y, ...values], baselineTarget).step) {
      expect(bindings.length).toBeLessThanOrEqual(8);
    }
  });

  it('writes the running statistics where they are, and only with statistics of the batch', () => {
    const writtenBy = (statistics: 'batch' | 'running') => {
      const { graph, y } = batchNormOf(shape, { statistics });
      const bindings = lower(graph, [y], baselineTarget).step.flatMap((dispatch) => dispatch.bindings);
      return bindings.filter(({ access, value }) => access === 'write' && value.kind !== 'activation');
    };
    expect(writtenBy('batch').map(({ value }) => value.name)).toEqual(['runningMean', 'runningVar']);
    expect(writtenBy('running')).toEqual([]);
  });

  it('does not compute the gradient of x where only weight and bias are trained', () => {
    const { added } = batchNormOf(shape).gradientsOf('weight', 'bias');
    expect(added.map(({ name }) => name)).toEqual(['bn.slices', 'bn.gradWeight', 'bn.gradBias']);
  });

  it('computes nothing but a mask where only the skip connection leads to something trained', () => {
    const { added } = batchNormOf(shape).gradientsOf('residual');
    expect(added.map(({ op }) => op.name)).toEqual(['reluBackward']);
  });

  it('passes the gradient on to the skip connection as it is where no ReLU follows', () => {
    const { values, added } = batchNormOf(shape, { relu: false }).gradientsOf('residual');
    expect(values.map(({ name }) => name)).toEqual(['seed']);
    expect(added).toEqual([]);
  });

  it('refuses a batch with a single value for each channel, which has no variance', () => {
    expect(() => batchNormOf([1, 1, 1, 16])).toThrow('one value for each channel, expected two or more');
    expect(() => batchNormOf([1, 1, 1, 16], { statistics: 'running' })).not.toThrow();
  });

  it('refuses parameters of another number of channels', () => {
    const graph = new Graph();
    const inputs = [[1, 4, 4, 16], [16], [16], [8], [16]].map((size, index) => graph.input(`input ${index}`, size));
    expect(() => graph.add(batchNormTrain, 'bn', inputs, attributes)).toThrow('runningVar [16]');
  });
});

describe('a folded batch norm', () => {
  it('is for frozen weights: training them is refused, with the op to use', () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 4, 4, 16]);
    const parameters = ['weight', 'bias', 'mean', 'var'].map((name) => graph.trainable(name, [16]));
    const [affine] = graph.add(batchNormFold, 'bn.affine', parameters, { eps: 1e-5 });
    const [y] = graph.add(batchNorm, 'bn', [x, affine], {});
    const seeds = new Map([[y, graph.input('seed', y.shape)]]);
    expect(() => differentiate(graph, seeds, parameters.slice(0, 1))).toThrow('Use batchNormTrain');
  });
});
