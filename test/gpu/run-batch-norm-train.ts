/** Runs a batch norm that is trained, forward and backward, from a given gradient of its output. */

import type { Device } from '../../engine/gpu/device.js';
import { Session } from '../../engine/gpu/session.js';
import { differentiate } from '../../engine/graph/autodiff.js';
import { Graph } from '../../engine/graph/graph.js';
import { compile } from '../../engine/graph/plan.js';
import { batchNormTrain, type BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import type { BatchNormParameters } from '../reference/pointwise.js';
import type { Tensor } from '../reference/tensor.js';
import { floats } from './op-case.js';

export interface BatchNormTrainExample {
  readonly x: Tensor;
  readonly parameters: BatchNormParameters;
  readonly attributes: BatchNormTrainAttributes;
  readonly gradOutput: Tensor;
  readonly residual?: Tensor;
}

export type BatchNormTrainResults = Readonly<Record<ResultName, Float32Array<ArrayBuffer>>>;

type ResultName = (typeof resultNames)[number];

const resultNames = ['y', 'runningMean', 'runningVar', 'gradInput', 'gradWeight', 'gradBias', 'gradResidual'] as const;

/** What is there after `runs` runs on one batch; `gradResidual` is empty without a residual. */
export async function runBatchNormTrain(
  device: Device,
  { x, parameters, attributes, gradOutput, residual }: BatchNormTrainExample,
  runs = 1,
): Promise<BatchNormTrainResults> {
  const { weight, bias, runningMean, runningVar } = parameters;
  const given = [x, weight, bias, runningMean, runningVar, ...(residual ? [residual] : [])];
  const graph = new Graph();
  const values = given.map(({ shape }, index) => graph.input(`input ${index}`, shape));
  const upstream = graph.input('gradOutput', gradOutput.shape);
  const [y] = graph.add(batchNormTrain, 'bn', values, attributes);
  const isRunning = (index: number) => index === 3 || index === 4;
  const differentiable = values.filter((_, index) => !isRunning(index));
  const gradients = differentiate(graph, new Map([[y, upstream]]), differentiable);
  const keep = [y, ...differentiable.map((value) => gradients.get(value) ?? value)];

  const session = await Session.create(device, 'batch norm', compile(graph, { target: device.target, keep }));
  try {
    [...values, upstream].forEach((value, index) => session.write(value, floats(given[index] ?? gradOutput).data));
    for (let run = 0; run < runs; run++) session.run();
    const running = values.filter((_, index) => isRunning(index));
    const results = await session.read(y, ...running, ...keep.slice(1));
    const named = resultNames.map((name, index) => [name, results[index] ?? new Float32Array()]);
    return Object.fromEntries(named) as BatchNormTrainResults;
  } finally {
    session.destroy();
  }
}
