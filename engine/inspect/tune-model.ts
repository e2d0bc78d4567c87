/** Tunes the products of what is done with a model: a look at a picture, a training step, an evaluation. */

import { planForward } from '../forward.js';
import { tune, type Tuned, type TuneOptions } from '../gpu/tune.js';
import type { Dispatch } from '../graph/dispatch.js';
import type { Model } from '../model.js';
import { planFreeze } from '../train/freeze.js';
import { planTraining } from '../train/memory-plan.js';
import { checkRecipe } from '../train/recipe-rules.js';
import { evaluationBatch } from '../train/train-step.js';

export interface TuneRequest {
  /** Pictures in a training step. */
  readonly batchSize: number;
  /** After which no further product is begun. */
  readonly seconds: number;
}

/** Yields each product as it is tuned. @throws ThawError where memory does not suffice. */
export function tuneModel(
  model: Model,
  { batchSize, seconds }: TuneRequest,
  options: Omit<TuneOptions, 'budget'> = {},
): AsyncGenerator<Tuned, void> {
  return tune(model.device, workOf(model, batchSize), { ...options, budget: 1000 * seconds });
}

/** With nothing frozen: of a training step with something frozen, every product is among them. */
function workOf(model: Model, batchSize: number): Dispatch[] {
  const { network, description, device } = model;
  const output = network.layers.at(-1)?.name ?? '';
  const recipe = checkRecipe({ freeze: 'none', batchSize, cache: false });
  const training = {
    network,
    plan: planFreeze(network, recipe),
    recipe,
    imageSize: description.preprocessing.crop,
    samples: { train: batchSize, test: evaluationBatch },
    target: device.target,
  };
  const plans = [
    planForward(model, { batch: 1, keep: [output] }).plan,
    ...planTraining(training, { recomputed: 'nothing', cacheBytes: 0 }),
  ];
  return plans.flatMap(({ step }) => [...step]);
}
