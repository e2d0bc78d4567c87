/** The references of backward passes, of batch norm in training and of optimisers against PyTorch. */

import { describe } from 'vitest';
import type { AdamwSettings } from '../../engine/ops/adamw.js';
import type { BatchNormTrainAttributes } from '../../engine/ops/batch-norm-train.js';
import type { MaxPool2dAttributes } from '../../engine/ops/max-pool.js';
import { toNhwc } from '../fixture.js';
import { adamwStep, type AdamwState } from '../reference/adamw.js';
import { batchNormTrain, batchNormTrainGradients } from '../reference/batch-norm-train.js';
import { crossEntropy, crossEntropyGradient } from '../reference/classification.js';
import { maxPool2dBackward } from '../reference/pooling.js';
import { sgdStep, type SgdSettings, type SgdState } from '../reference/sgd.js';
import { expectSame, openOperations } from './pytorch-operations.js';

const { fixture, part, eachOperation } = openOperations('gradients.safetensors');

describe('the references give what PyTorch gives', () => {
  eachOperation('max_pool', (operation) => {
    const [gradOutput, x] = [part(operation, 'gradOutput', toNhwc), part(operation, 'x', toNhwc)];
    const actual = maxPool2dBackward(gradOutput, x, fixture.attributes<MaxPool2dAttributes>(operation));
    expectSame(actual, part(operation, 'gradInput', toNhwc));
  });

  eachOperation('batch_norm', (operation) => {
    const attributes = fixture.attributes<BatchNormTrainAttributes>(operation);
    const parameters = {
      weight: part(operation, 'weight'),
      bias: part(operation, 'bias'),
      runningMean: part(operation, 'running_mean'),
      runningVar: part(operation, 'running_var'),
    };
    const [x, gradOutput] = [part(operation, 'x', toNhwc), part(operation, 'gradOutput', toNhwc)];
    const residual = attributes.relu ? part(operation, 'residual', toNhwc) : undefined;
    const forward = batchNormTrain(x, parameters, attributes, residual);
    const gradients = batchNormTrainGradients(x, parameters, attributes, gradOutput, residual);
    expectSame(forward.y, part(operation, 'y', toNhwc));
    expectSame(forward.runningMean, part(operation, 'running_mean_after'));
    expectSame(forward.runningVar, part(operation, 'running_var_after'));
    expectSame(gradients.gradInput, part(operation, 'gradInput', toNhwc));
    expectSame(gradients.gradWeight, part(operation, 'gradWeight'));
    expectSame(gradients.gradBias, part(operation, 'gradBias'));
    if (residual) expectSame(gradients.gradResidual, part(operation, 'gradResidual', toNhwc));
  });

  eachOperation('cross_entropy', (operation) => {
    const { labelSmoothing } = fixture.attributes<{ labelSmoothing: number }>(operation);
    const [logits, targets] = [part(operation, 'logits'), [...part(operation, 'targets').data]];
    const rows = targets.length;
    expectSame(crossEntropy(logits, targets, rows, labelSmoothing), part(operation, 'losses'));
    expectSame(crossEntropyGradient(logits, targets, rows, labelSmoothing), part(operation, 'gradLogits'));
  });

  eachOperation('sgd', (operation) => {
    const settings = fixture.attributes<SgdSettings>(operation);
    const [gradients, steps] = [part(operation, 'gradients'), part(operation, 'steps')];
    let state: SgdState = { parameters: part(operation, 'initial') };
    for (let index = 0; index < steps.size(0); index++) {
      state = sgdStep(state, gradients.row(index), settings);
      expectSame(state.parameters, steps.row(index));
    }
  });

  eachOperation('adamw', (operation) => {
    const settings = fixture.attributes<AdamwSettings>(operation);
    const [gradients, steps] = [part(operation, 'gradients'), part(operation, 'steps')];
    let state: AdamwState = { parameters: part(operation, 'initial') };
    for (let index = 0; index < steps.size(0); index++) {
      state = adamwStep(state, gradients.row(index), settings, index + 1);
      expectSame(state.parameters, steps.row(index));
    }
  });
});
