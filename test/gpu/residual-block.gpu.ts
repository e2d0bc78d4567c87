/**
 * Gradients through a residual block of batch norms: one value is read twice, by the next layer and by the skip
 * connection, so that its gradient is the sum of both.
 */

import { Session } from '../../engine/gpu/session.js';
import { differentiate } from '../../engine/graph/autodiff.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { batchNormTrain, type BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { globalAvgPool } from '../../engine/ops/global-avg-pool.js';
import { assertClose } from '../assert.js';
import { batchNormTrain as forward, batchNormTrainGradients } from '../reference/batch-norm-train.js';
import { add, randomBatchNorm } from '../reference/pointwise.js';
import { globalAvgPoolBackward } from '../reference/pooling.js';
import { Tensor } from '../reference/tensor.js';
import type { GpuCase, GpuCases } from './harness.js';
import { caseTable, floats } from './op-case.js';

const attributes: BatchNormTrainAttributes = { eps: 1e-2, momentum: 0.1, statistics: 'batch', relu: true };

/** hidden = bn1(x), ReLU;  y = bn2(hidden) + hidden, ReLU;  then the mean over the pixels. */
function describeBlock(shape: readonly [number, number, number, number]) {
  const graph = new Graph();
  const channels = shape.slice(-1);
  const parametersOf = (name: string) =>
    ['weight', 'bias', 'running_mean', 'running_var'].map((part) => graph.input(`${name}.${part}`, channels));
  const x = graph.input('x', shape);
  const [first, second] = [parametersOf('bn1'), parametersOf('bn2')];
  const [hidden] = graph.add(batchNormTrain, 'bn1', [x, ...first], attributes);
  const [y] = graph.add(batchNormTrain, 'bn2', [hidden, ...second, hidden], attributes);
  const [pooled] = graph.add(globalAvgPool, 'pooled', [y], {});
  const seed = graph.input('seed', pooled.shape);
  const wanted = [x, ...first.slice(0, 2), ...second.slice(0, 2)];
  const gradients = differentiate(graph, new Map([[pooled, seed]]), wanted);
  return {
    graph,
    x,
    seed,
    parameters: [...first, ...second],
    keep: wanted.map((value) => gradients.get(value) ?? value),
  };
}

/** The gradients of x and of both weights and biases, from the references. */
function expectedGradients(x: Tensor, seed: Tensor): readonly Tensor[] {
  const parameters = randomBatchNorm(x.size(3));
  const hidden = forward(x, parameters, attributes).y;
  const above = globalAvgPoolBackward(seed, x.shape);
  const second = batchNormTrainGradients(hidden, parameters, attributes, above, hidden);
  const both = add(second.gradInput, second.gradResidual);
  const first = batchNormTrainGradients(x, parameters, attributes, both);
  return [first.gradInput, first.gradWeight, first.gradBias, second.gradWeight, second.gradBias];
}

function blockCase(shape: readonly [number, number, number, number]): GpuCase {
  return async ({ device }) => {
    const { graph, x, seed, parameters, keep } = describeBlock(shape);
    const [input, gradient] = [Tensor.random(shape, 5), Tensor.random([shape[0], shape[3]], 6)];
    const { weight, bias, runningMean, runningVar } = randomBatchNorm(shape[3]);
    const session = await Session.create(device, 'block', compile(graph, { target: device.target, keep }));
    try {
      session.write(x, floats(input).data);
      session.write(seed, floats(gradient).data);
      const given = [weight, bias, runningMean, runningVar];
      parameters.forEach((value, index) => session.write(value, floats(given[index % 4] ?? weight).data));
      const actual = await session.runAndRead(...keep);
      expectedGradients(input, gradient).forEach(({ data }, index) => assertClose(actual[index] ?? [], data, 1e-5));
    } finally {
      session.destroy();
    }
  };
}

export const cases: GpuCases = caseTable(
  [
    [3, 5, 7, 5],
    [3, 7, 7, 16],
  ] as const,
  ([batch, height, width, channels]) => `gradients of a residual block of [${batch}, ${height}, ${width}, ${channels}]`,
  blockCase,
);
