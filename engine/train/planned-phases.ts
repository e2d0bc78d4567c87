/** The phases of a recipe, each with the memory that it will take: what cannot be done is told before anything is. */

import type { Model } from '../model.js';
import { resnet } from '../models/resnet.js';
import { defaultCacheBytes } from './cache-layout.js';
import type { TrainReport } from './events.js';
import { planFreeze } from './freeze.js';
import { fileBytesOf, planWithin, type PlannedMemory } from './memory-budget.js';
import type { MemoryRequest } from './memory-plan.js';
import { phasesOf } from './phases.js';
import type { Recipe } from './recipe.js';
import type { TrainerOptions } from './training.js';

/** Training data as far as they decide what a training takes. */
export interface DataSize {
  readonly classes: readonly string[];
  /** `size`: the side of the images as the model takes them. */
  readonly train: { readonly count: number; readonly size: number };
  readonly test: { readonly count: number };
}

export type Budgets = Pick<TrainerOptions, 'memoryBudget' | 'cacheBudget'>;

export interface PhaseOptions extends Budgets {
  /** Whether there is a file for activations that the GPU has no room for. */
  readonly hasFile: boolean;
}

export interface PlannedPhase extends PlannedMemory {
  readonly recipe: Recipe;
  readonly request: MemoryRequest;
}

export type MemoryReport = Pick<TrainReport, 'memory' | 'recomputed' | 'cacheFileBytes'>;

/** @throws ThawError for a module that is not there, or with the numbers where memory does not suffice. */
export function planPhases(
  { description, device: { target } }: Model,
  { classes, train, test }: DataSize,
  recipe: Recipe,
  { memoryBudget = Infinity, cacheBudget = defaultCacheBytes, hasFile }: PhaseOptions,
): readonly PlannedPhase[] {
  const network = resnet({ ...description.architecture, classCount: classes.length });
  const samples = { train: train.count, test: test.count };
  const budget = { bytes: memoryBudget, cacheBytes: cacheBudget, hasFile };
  return phasesOf(recipe).map((phase) => {
    const request = {
      network,
      plan: planFreeze(network, phase),
      recipe: phase,
      imageSize: train.size,
      samples,
      target,
    };
    return { recipe: phase, request, ...planWithin(request, budget) };
  });
}

/** Of the phase that takes most. */
export function memoryReport(phases: readonly PlannedPhase[]): MemoryReport {
  const largest = phases.reduce((most, phase) => (phase.memory.total > most.memory.total ? phase : most));
  const { memory, economy } = largest;
  return { memory, recomputed: economy.recomputed, cacheFileBytes: fileBytesOf(largest) };
}
