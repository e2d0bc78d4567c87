/** Backward passes, batch norm in training and optimisers against PyTorch's own results. */

import type { AdamwSettings } from '../../engine/ops/adamw.js';
import type { BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import { crossEntropy } from '../../engine/ops/cross-entropy.js';
import { maxPool2d, type MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { assertClose } from '../assert.js';
import { toNhwc } from '../fixture.js';
import fixtureUrl from '../fixtures/gradients.safetensors?url';
import type { SgdSettings } from '../reference/sgd.js';
import type { Tensor } from '../reference/tensor.js';
import type { GpuCases } from './harness.js';
import { indices } from './op-case.js';
import { examplesOf, looseTolerance, plain, tolerance, type Example } from './pytorch-examples.js';
import { runBatchNormTrain } from './run-batch-norm-train.js';
import { runGradients } from './run-gradients.js';
import { runOp } from './run-op.js';
import { runAdamw, runSgd } from './run-optimiser.js';

const examples = examplesOf(fixtureUrl);

async function checkMaxPool2d({ device, fixture, name, part }: Example): Promise<void> {
  const [x, gradOutput] = [plain(toNhwc(part('x'))), plain(toNhwc(part('gradOutput')))];
  const attributes = fixture.attributes<MaxPool2dAttributes>(name);
  const [gradInput = []] = await runGradients(device, maxPool2d, [x], attributes, gradOutput);
  assertClose(gradInput, toNhwc(part('gradInput')).data, tolerance);
}

/** @param permitted relative to the largest number. */
async function checkBatchNorm({ device, fixture, name, part }: Example, permitted = 5e-6): Promise<void> {
  const attributes = fixture.attributes<BatchNormTrainAttributes>(name);
  const pixels = (partName: string) => plain(toNhwc(part(partName)));
  const actual = await runBatchNormTrain(device, {
    x: pixels('x'),
    parameters: {
      weight: plain(part('weight')),
      bias: plain(part('bias')),
      runningMean: plain(part('running_mean')),
      runningVar: plain(part('running_var')),
    },
    attributes,
    gradOutput: pixels('gradOutput'),
    ...(attributes.relu ? { residual: pixels('residual') } : {}),
  });
  assertClose(actual.y, pixels('y').data, permitted);
  assertClose(actual.runningMean, part('running_mean_after').data, permitted);
  assertClose(actual.runningVar, part('running_var_after').data, permitted);
  assertClose(actual.gradInput, pixels('gradInput').data, permitted);
  assertClose(actual.gradWeight, part('gradWeight').data, permitted);
  assertClose(actual.gradBias, part('gradBias').data, permitted);
  if (attributes.relu) assertClose(actual.gradResidual, pixels('gradResidual').data, permitted);
}

async function checkCrossEntropy({ device, fixture, name, part }: Example): Promise<void> {
  const targets = [...part('targets').data];
  const inputs = [part('logits'), indices(...targets), indices(targets.length, 0, 0, 0)];
  const attributes = fixture.attributes<{ labelSmoothing: number }>(name);
  const [losses = [], gradLogits = []] = await runOp(device, crossEntropy, inputs, attributes);
  assertClose(losses, part('losses').data, looseTolerance);
  assertClose(gradLogits, part('gradLogits').data, looseTolerance);
}

/** @param run gives the parameters after each step. */
async function checkSteps(
  { part }: Example,
  run: (initial: Tensor, gradients: readonly Tensor[]) => Promise<readonly Float32Array[]>,
): Promise<void> {
  const [gradients, steps] = [plain(part('gradients')), plain(part('steps'))];
  const rows = Array.from({ length: gradients.size(0) }, (_, step) => gradients.row(step));
  const after = await run(plain(part('initial')), rows);
  after.forEach((parameters, step) => assertClose(parameters, steps.row(step).data, tolerance));
}

const checkSgd = (example: Example) =>
  checkSteps(example, (initial, gradients) =>
    runSgd(example.device, initial, gradients, example.fixture.attributes<SgdSettings>(example.name)),
  );

const checkAdamw = (example: Example) =>
  checkSteps(example, (initial, gradients) =>
    runAdamw(example.device, initial, gradients, example.fixture.attributes<AdamwSettings>(example.name)),
  );

export const cases: GpuCases = {
  ...examples(
    ['max_pool 3x3 stride 2, 5 channels', 'max_pool 2x2 stride 2, 16 channels', 'max_pool 3x3 stride 1, 3 channels'],
    checkMaxPool2d,
  ),
  ...examples(
    [
      'batch_norm in training, 3 channels',
      'batch_norm in training, 16 channels, residual, ReLU',
      'batch_norm in evaluation, 33 channels, residual, ReLU',
    ],
    checkBatchNorm,
  ),
  // The mean of such channels alone is rounded by 3e-5.
  ...examples(['batch_norm in training, 5 channels around 1000'], (example) => checkBatchNorm(example, 1e-4)),
  ...examples(['cross_entropy, labels smoothed by 0.1', 'cross_entropy, labels smoothed by 0.5'], checkCrossEntropy),
  ...examples(["sgd with Nesterov's momentum"], checkSgd),
  ...examples(['adamw'], checkAdamw),
};
