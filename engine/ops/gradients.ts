/**
 * The gradient rules, op by op. An op that is not here cannot be trained through. Differentiation alone reads them, so
 * that they and their kernels are loaded with it.
 */

import type { GradientRule, Op } from '../graph/graph.js';
import { avgPool2dGradient } from './avg-pool-backward.js';
import { avgPool2d } from './avg-pool.js';
import { batchNormGradient } from './batch-norm-backward.js';
import { batchNormTrainGradient } from './batch-norm-train-backward.js';
import { batchNormTrain } from './batch-norm-train.js';
import { batchNorm } from './batch-norm.js';
import { conv2dGradient } from './conv2d-backward.js';
import { conv2d } from './conv2d.js';
import { globalAvgPoolGradient } from './global-avg-pool-backward.js';
import { globalAvgPool } from './global-avg-pool.js';
import { linearGradient } from './linear-backward.js';
import { linear } from './linear.js';
import { maxPool2dGradient } from './max-pool-backward.js';
import { maxPool2d } from './max-pool.js';
import { addGradient, reluGradient } from './pointwise-backward.js';
import { add, relu } from './pointwise.js';
import { subsampleAndPadGradient } from './subsample-pad-backward.js';
import { subsampleAndPad } from './subsample-pad.js';

export const gradientRules: ReadonlyMap<Op, GradientRule> = new Map([
  rule(conv2d, conv2dGradient),
  rule(batchNorm, batchNormGradient),
  rule(batchNormTrain, batchNormTrainGradient),
  rule(relu, reluGradient),
  rule(add, addGradient),
  rule(maxPool2d, maxPool2dGradient),
  rule(avgPool2d, avgPool2dGradient),
  rule(globalAvgPool, globalAvgPoolGradient),
  rule(subsampleAndPad, subsampleAndPadGradient),
  rule(linear, linearGradient),
]);

/** Only a rule of the op's own attributes compiles; for a table of all ops they are then forgotten. */
function rule<Attributes>(op: Op<Attributes>, gradient: GradientRule<NoInfer<Attributes>>): [Op, GradientRule] {
  return [op, gradient as GradientRule];
}
