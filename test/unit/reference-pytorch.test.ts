/** The float64 references against PyTorch: what every kernel is held against is itself held against the oracle. */

import { describe } from 'vitest';
import type { AvgPool2dAttributes } from '../../engine/ops/avg-pool.js';
import type { MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { toHwio, toNhwc, transpose } from '../fixture.js';
import { crossEntropy, crossEntropyGradient } from '../reference/classification.js';
import { conv2d, conv2dGradInput, conv2dGradWeight, type Conv2dOptions } from '../reference/conv2d.js';
import { linear, linearGradients } from '../reference/linear.js';
import { batchNorm } from '../reference/pointwise.js';
import { avgPool2d, avgPool2dBackward, maxPool2d } from '../reference/pooling.js';
import { sgdStep, type SgdSettings, type SgdState } from '../reference/sgd.js';
import { expectSame, openOperations } from './pytorch-operations.js';

const { fixture, part, eachOperation } = openOperations('kernels.safetensors');

describe('the references give what PyTorch gives', () => {
  eachOperation('conv2d', (operation) => {
    const [x, weight] = [part(operation, 'x', toNhwc), part(operation, 'weight', toHwio)];
    const options = fixture.attributes<Conv2dOptions>(operation);
    expectSame(conv2d(x, weight, options), part(operation, 'y', toNhwc));
  });

  eachOperation('gradients of conv2d', (operation) => {
    const forward = operation.replace('gradients of ', '');
    const [x, weight] = [part(forward, 'x', toNhwc), part(forward, 'weight', toHwio)];
    const options = fixture.attributes<Conv2dOptions>(forward);
    const gradOutput = part(operation, 'gradOutput', toNhwc);
    const gradInput = conv2dGradInput(gradOutput, weight, x.shape, options);
    const gradWeight = conv2dGradWeight(x, gradOutput, weight.shape, options);
    expectSame(gradInput, part(operation, 'gradInput', toNhwc));
    expectSame(gradWeight, part(operation, 'gradWeight', toHwio));
  });

  eachOperation('max_pool', (operation) => {
    const attributes = fixture.attributes<MaxPool2dAttributes>(operation);
    expectSame(maxPool2d(part(operation, 'x', toNhwc), attributes), part(operation, 'y', toNhwc));
  });

  eachOperation('avg_pool', (operation) => {
    const attributes = fixture.attributes<AvgPool2dAttributes>(operation);
    const [x, gradOutput] = [part(operation, 'x', toNhwc), part(operation, 'gradOutput', toNhwc)];
    expectSame(avgPool2d(x, attributes), part(operation, 'y', toNhwc));
    expectSame(avgPool2dBackward(gradOutput, x.shape, attributes), part(operation, 'gradInput', toNhwc));
  });

  eachOperation('batch_norm', (operation) => {
    const parameters = {
      weight: part(operation, 'weight'),
      bias: part(operation, 'bias'),
      runningMean: part(operation, 'running_mean'),
      runningVar: part(operation, 'running_var'),
    };
    const { eps } = fixture.attributes<{ eps: number }>(operation);
    expectSame(batchNorm(part(operation, 'x', toNhwc), parameters, eps), part(operation, 'y', toNhwc));
  });

  eachOperation('cross_entropy', (operation) => {
    const [logits, targets] = [part(operation, 'logits'), [...part(operation, 'targets').data]];
    expectSame(crossEntropy(logits, targets, targets.length), part(operation, 'losses'));
    expectSame(crossEntropyGradient(logits, targets, targets.length), part(operation, 'gradLogits'));
  });

  eachOperation('linear', (operation) => {
    const [x, weight, bias] = [part(operation, 'x'), part(operation, 'weight', transpose), part(operation, 'bias')];
    const { gradInput, gradWeight, gradBias } = linearGradients(x, weight, part(operation, 'gradOutput'));
    expectSame(linear(x, weight, bias), part(operation, 'y'));
    expectSame(gradInput, part(operation, 'gradInput'));
    expectSame(gradWeight, part(operation, 'gradWeight', transpose));
    expectSame(gradBias, part(operation, 'gradBias'));
  });

  eachOperation('sgd', (operation) => {
    const settings = fixture.attributes<SgdSettings>(operation);
    const [gradients, steps] = [part(operation, 'gradients'), part(operation, 'steps')];
    let state: SgdState = { parameters: part(operation, 'initial') };
    for (let step = 0; step < steps.size(0); step++) {
      state = sgdStep(state, gradients.row(step), settings);
      expectSame(state.parameters, steps.row(step));
    }
  });
});
