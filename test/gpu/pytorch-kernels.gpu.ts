/** Single operations against PyTorch's own results, where the other cases of this folder use the references. */

import { avgPool2d, type AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import { batchNorm, batchNormFold } from '../../engine/ops/batch-norm.js';
import { conv2d, type Conv2dAttributes } from '../../engine/ops/conv2d.js';
import { crossEntropy } from '../../engine/ops/cross-entropy.js';
import { linear } from '../../engine/ops/linear.js';
import { maxPool2d, type MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { assertClose } from '../assert.js';
import { toHwio, toNhwc, transpose } from '../fixture.js';
import fixtureUrl from '../fixtures/kernels.safetensors?url';
import type { SgdSettings } from '../reference/sgd.js';
import type { GpuCases } from './harness.js';
import { indices } from './op-case.js';
import { examplesOf, looseTolerance, plain, tolerance, type Example } from './pytorch-examples.js';
import { runGradients } from './run-gradients.js';
import { runOp } from './run-op.js';
import { runSgd } from './run-optimiser.js';

const examples = examplesOf(fixtureUrl);

async function checkConv2d({ device, fixture, name, part }: Example): Promise<void> {
  const inputs = [toNhwc(part('x')), toHwio(part('weight'))];
  const [y = []] = await runOp(device, conv2d, inputs, fixture.attributes<Conv2dAttributes>(name));
  assertClose(y, toNhwc(part('y')).data, tolerance);
}

async function checkConv2dGradients({ device, fixture, name, part }: Example): Promise<void> {
  const forward = name.replace('gradients of ', '');
  const inputs = [toNhwc(fixture.tensor(`${forward}/x`)), toHwio(fixture.tensor(`${forward}/weight`))];
  const attributes = fixture.attributes<Conv2dAttributes>(forward);
  const gradOutput = plain(toNhwc(part('gradOutput')));
  const [gradInput = [], gradWeight = []] = await runGradients(
    device,
    conv2d,
    inputs.map(plain),
    attributes,
    gradOutput,
  );
  assertClose(gradInput, toNhwc(part('gradInput')).data, tolerance);
  assertClose(gradWeight, toHwio(part('gradWeight')).data, tolerance);
}

async function checkMaxPool2d({ device, fixture, name, part }: Example): Promise<void> {
  const [y = []] = await runOp(device, maxPool2d, [toNhwc(part('x'))], fixture.attributes<MaxPool2dAttributes>(name));
  assertClose(y, toNhwc(part('y')).data, 0);
}

async function checkAvgPool2d({ device, fixture, name, part }: Example): Promise<void> {
  const [x, gradOutput] = [toNhwc(part('x')), plain(toNhwc(part('gradOutput')))];
  const attributes = fixture.attributes<AvgPool2dAttributes>(name);
  const [y = []] = await runOp(device, avgPool2d, [x], attributes);
  const [gradInput = []] = await runGradients(device, avgPool2d, [plain(x)], attributes, gradOutput);
  assertClose(y, toNhwc(part('y')).data, tolerance);
  assertClose(gradInput, toNhwc(part('gradInput')).data, tolerance);
}

async function checkBatchNorm({ device, fixture, name, part }: Example): Promise<void> {
  const parameters = ['weight', 'bias', 'running_mean', 'running_var'].map(part);
  const attributes = fixture.attributes<{ eps: number }>(name);
  const [affine = new Float32Array()] = await runOp(device, batchNormFold, parameters, attributes);
  const inputs = [toNhwc(part('x')), { shape: [2, affine.length / 2], data: affine }];
  const [y = []] = await runOp(device, batchNorm, inputs, {});
  assertClose(y, toNhwc(part('y')).data, tolerance);
}

async function checkCrossEntropy({ device, part }: Example): Promise<void> {
  const targets = [...part('targets').data];
  const inputs = [part('logits'), indices(...targets), indices(targets.length, 0, 0, 0)];
  const [losses = [], gradLogits = []] = await runOp(device, crossEntropy, inputs, {});
  assertClose(losses, part('losses').data, looseTolerance);
  assertClose(gradLogits, part('gradLogits').data, looseTolerance);
}

async function checkLinear({ device, part }: Example): Promise<void> {
  const inputs = [part('x'), transpose(part('weight')), part('bias')];
  const [y = []] = await runOp(device, linear, inputs, {});
  const gradients = await runGradients(device, linear, inputs.map(plain), {}, plain(part('gradOutput')));
  assertClose(y, part('y').data, tolerance);
  const expected = [part('gradInput'), transpose(part('gradWeight')), part('gradBias')];
  expected.forEach((gradient, index) => assertClose(gradients[index] ?? [], gradient.data, tolerance));
}

async function checkSgd({ device, fixture, name, part }: Example): Promise<void> {
  const gradients = plain(part('gradients'));
  const steps = plain(part('steps'));
  const rows = Array.from({ length: gradients.size(0) }, (_, step) => gradients.row(step));
  const after = await runSgd(device, plain(part('initial')), rows, fixture.attributes<SgdSettings>(name));
  after.forEach((parameters, step) => assertClose(parameters, steps.row(step).data, tolerance));
}

export const cases: GpuCases = {
  ...examples(
    [
      'conv2d 3 to 5, 7x7 stride 2',
      'conv2d 5 to 16, 3x3',
      'conv2d 16 to 33, 1x1 stride 2',
      'conv2d 33 to 16, 3x3 dilation 2',
      'conv2d 64 to 64, 3x3',
      'conv2d 64 to 33, 3x3 stride 2',
      'conv2d 16 to 64, 3x3, 4 groups',
      'conv2d 33 to 33, 5x3 stride 3, 3 groups',
    ],
    checkConv2d,
  ),
  ...examples(
    [
      'gradients of conv2d 3 to 5, 7x7 stride 2',
      'gradients of conv2d 5 to 16, 3x3',
      'gradients of conv2d 16 to 33, 1x1 stride 2',
      'gradients of conv2d 33 to 16, 3x3 dilation 2',
      'gradients of conv2d 16 to 64, 3x3, 4 groups',
      'gradients of conv2d 33 to 33, 5x3 stride 3, 3 groups',
    ],
    checkConv2dGradients,
  ),
  ...examples(
    ['max_pool 3x3 stride 2, 5 channels', 'max_pool 2x2 stride 2, 16 channels', 'max_pool 3x3 stride 1, 33 channels'],
    checkMaxPool2d,
  ),
  ...examples(
    ['avg_pool 2x2 stride 2, 16 channels', 'avg_pool 2x2 stride 2, 5 channels', 'avg_pool 3x3 stride 2, 4 channels'],
    checkAvgPool2d,
  ),
  ...examples(['batch_norm 3 channels', 'batch_norm 33 channels', 'batch_norm 64 channels'], checkBatchNorm),
  ...examples(['cross_entropy 1 x 3', 'cross_entropy 5 x 12', 'cross_entropy 33 x 10'], checkCrossEntropy),
  ...examples(['linear 1 x 5 to 3', 'linear 7 x 33 to 12', 'linear 32 x 64 to 10'], checkLinear),
  ...examples(['sgd'], checkSgd),
};
