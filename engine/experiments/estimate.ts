/**
 * How much an experiment will have to compute, told before it starts, from the plans that its runs will have. With
 * S steps of a multiply-adds each, E epochs, and b the multiply-adds of one picture before the frozen boundary, f of all:
 *
 *     run = S a + E test (f - b) + shifts test f, with the steps of a range test in S, and once for runs that share it: (train + test) b
 */

import { forecast } from '../train/forecast.js';
import type { PhaseForecast } from '../train/forecast.js';
import type { DataSize } from '../train/planned-phases.js';
import { checkRecipe } from '../train/recipe-rules.js';
import { evaluationBatch } from '../train/train-step.js';
import type { Model } from '../model.js';
import { rangeTestSteps } from './find-rate.js';
import type { PlannedRun } from './expand.js';
import type { RunDefinition, SampleChoice } from './run-definition.js';

export interface Work {
  readonly multiplyAdds: number;
  /** Times that the GPU is waited for. */
  readonly roundTrips: number;
}

export interface EstimateOptions {
  /** The loaded data, all of them. */
  readonly data: DataSize;
  /** Multiply-adds of a forward pass of one picture at the size of `data`. */
  readonly forward: number;
}

/** @throws ThawError for a recipe that names a module which is not there, or where memory does not suffice. */
export function estimateWork(model: Model, runs: readonly PlannedRun[], { data, forward }: EstimateOptions): Work {
  const forecasts = new Map<string, readonly PhaseForecast[]>();
  let [multiplyAdds, roundTrips] = [0, 0];
  runs.forEach(({ definition, group }, index) => {
    const size = sizeOf(definition, data);
    const key = JSON.stringify([size, { ...definition.recipe, seed: 0 }]);
    const phases = forecasts.get(key) ?? forecast(model, size, checkRecipe(definition.recipe), { hasFile: true });
    forecasts.set(key, phases);
    const whole = forward * (size.train.size / data.train.size) ** 2;
    const isShared = definition.start.kind === 'pretrained' && runs[index - 1]?.group === group;
    const testSteps = definition.findsRate ? rangeTestSteps : 0;
    const run = workOf(phases, size, { whole, isShared, shifts: definition.shifts.length, testSteps });
    multiplyAdds += run.multiplyAdds;
    roundTrips += run.roundTrips;
  });
  return { multiplyAdds, roundTrips };
}

interface Passes {
  /** Multiply-adds of one picture's forward pass. */
  readonly whole: number;
  /** Whether the run before it has computed the frozen part's activations. */
  readonly isShared: boolean;
  readonly shifts: number;
  /** Of a range test before it. */
  readonly testSteps: number;
}

function workOf(
  phases: readonly PhaseForecast[],
  { train, test }: DataSize,
  { whole, isShared, shifts, testSteps }: Passes,
): Work {
  const testTrips = Math.ceil(test.count / evaluationBatch);
  let multiplyAdds = shifts * test.count * whole + testSteps * (phases[0]?.multiplyAddsPerStep ?? 0);
  let roundTrips = shifts * testTrips + testSteps;
  for (const { epochs, stepsPerEpoch, multiplyAddsPerStep, multiplyAddsSaved } of phases) {
    const steps = epochs * stepsPerEpoch;
    const before = Math.min(whole, (multiplyAddsSaved * stepsPerEpoch) / train.count);
    multiplyAdds += steps * multiplyAddsPerStep + (epochs + 1) * test.count * (whole - before);
    if (!isShared) multiplyAdds += (train.count + test.count) * before;
    roundTrips += steps + (epochs + 1) * testTrips;
  }
  return { multiplyAdds, roundTrips };
}

/** What a run sees of the data. */
function sizeOf({ choice, imageSize }: RunDefinition, { classes, train, test }: DataSize): DataSize {
  const count = choice.classes?.length ?? (choice.half === null ? classes.length : Math.ceil(classes.length / 2));
  const own = classes.slice(0, count);
  const share = own.length / classes.length;
  const imagesOf = (all: number, perClass: SampleChoice['trainPerClass']) =>
    Math.max(1, Math.min(Math.round(all * share), perClass === null ? Infinity : perClass * own.length));
  return {
    classes: own,
    train: { count: imagesOf(train.count, choice.trainPerClass), size: imageSize ?? train.size },
    test: { count: imagesOf(test.count, choice.testPerClass) },
  };
}
