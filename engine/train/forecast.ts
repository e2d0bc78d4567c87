/**
 * What a training will take, phase by phase, told before it starts: from the same plans that it will run, so that its
 * report says the same. Pure, but for what it reads of the model.
 */

import { multiplyAddsOf } from '../graph/dispatch.js';
import type { Recomputed } from '../graph/recompute.js';
import type { Model } from '../model.js';
import { countOf } from './freeze.js';
import { fileBytesOf } from './memory-budget.js';
import { planStep, type MemoryPlan } from './memory-plan.js';
import { planPhases, type DataSize, type PhaseOptions, type PlannedPhase } from './planned-phases.js';
import type { Recipe } from './recipe.js';
import { checkRecipe } from './recipe-rules.js';
import { batchSizes } from './train-step.js';

export interface PhaseForecast {
  /** The last layer whose values are the same in every step: what comes before it is computed once where it is cached. */
  readonly boundary: string;
  readonly trainableParameters: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly memory: MemoryPlan;
  readonly recomputed: Recomputed;
  /** Bytes of cached activations that will lie in a file. */
  readonly cacheFileBytes: number;
  readonly dispatchesPerStep: number;
  /** Of a step on a whole batch: forward, backward, and what is computed again. */
  readonly multiplyAddsPerStep: number;
  /** What a step would need beside, were the activations before the boundary not cached. */
  readonly multiplyAddsSaved: number;
}

/** @throws ThawError for a recipe that is wrong or names a module that is not there, or where memory does not suffice. */
export function forecast(model: Model, data: DataSize, recipe: Recipe, options: PhaseOptions): PhaseForecast[] {
  return planPhases(model, data, checkRecipe(recipe), options).map(forecastPhase);
}

function forecastPhase({ recipe, request, ...planned }: PlannedPhase): PhaseForecast {
  const { plan, samples } = request;
  const { memory, economy } = planned;
  const [batch = 1] = batchSizes(recipe.batchSize, samples.train);
  const { step } = planStep(request, economy, batch);
  const uncached = { ...request, recipe: { ...recipe, cache: false } };
  const multiplyAdds = multiplyAddsOf(step);
  return {
    boundary: plan.boundary,
    trainableParameters: countOf(plan.trainable),
    epochs: recipe.epochs,
    stepsPerEpoch: Math.ceil(samples.train / recipe.batchSize),
    memory,
    recomputed: economy.recomputed,
    cacheFileBytes: fileBytesOf(planned),
    dispatchesPerStep: step.length,
    multiplyAddsPerStep: multiplyAdds,
    multiplyAddsSaved: multiplyAddsOf(planStep(uncached, economy, batch).step) - multiplyAdds,
  };
}
