/**
 * The runner: does what is left of an experiment, run by run, and keeps each as soon as it ends. It knows neither
 * browser nor files: what it needs of them is handed in.
 */

import { messageOf } from '../core/errors.js';
import type { Budget } from './document.js';
import type { RunOutcome } from './execute.js';
import type { PlannedRun } from './expand.js';
import { groupBy } from './group.js';
import type { RunRecord } from './result.js';

/** The weights of bases, by run. */
export interface WeightsShelf {
  load(run: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  save(run: string, weights: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface RunnerOptions {
  /** All that are to be done here, in their order. */
  readonly runs: readonly PlannedRun[];
  /** The runs that are kept already. */
  readonly finished: readonly RunRecord[];
  readonly budget: Budget;
  /** Trains one; gets the weights that it begins with. */
  readonly execute: (run: PlannedRun, base: Uint8Array<ArrayBuffer> | undefined) => Promise<RunOutcome>;
  /** Has kept the run when it resolves. */
  readonly keep: (run: PlannedRun, outcome: RunOutcome) => Promise<void>;
  readonly weights: WeightsShelf;
  /** Whether the next run can be begun after one that failed. */
  readonly canGoOn: () => boolean;
  /** Seconds, from any beginning. */
  readonly now: () => number;
}

export interface RunnerProgress {
  readonly run: PlannedRun;
  readonly done: number;
  readonly total: number;
  /** `undefined` as long as nothing is known of how long a run takes. */
  readonly secondsLeft: number | undefined;
  /** How it ended; absent when it begins. */
  readonly outcome?: RunOutcome;
  readonly error?: string;
}

/**
 * Does the runs that are left, telling when each begins and ends. A run that fails is told of and left out; the others
 * go on, and it is tried again another time.
 * @throws the error of a run after which there is no going on.
 */
export async function* runExperiment(options: RunnerOptions): AsyncGenerator<RunnerProgress, void> {
  const { runs, finished, budget, now } = options;
  const known = new Map(finished.map(({ run, cost }) => [run, cost.seconds]));
  const started = now();
  let begun = 0;
  let done = runs.filter(({ id }) => known.has(id)).length;
  for (const run of runs) {
    if (known.has(run.id)) continue;
    if (begun >= (budget.runs ?? Infinity) || now() - started >= (budget.seconds ?? Infinity)) return;
    begun += 1;
    const progress = () => ({ run, done, total: runs.length, secondsLeft: secondsLeft(runs, known) });
    yield progress();
    try {
      const outcome = await finish(run, options);
      known.set(run.id, outcome.cost.seconds);
      done += 1;
      yield { ...progress(), outcome };
    } catch (error) {
      if (!options.canGoOn()) throw error;
      yield { ...progress(), error: messageOf(error) };
    }
  }
}

/** Weights are kept before the run is: a run that is kept never lacks them. */
async function finish(run: PlannedRun, options: RunnerOptions): Promise<RunOutcome> {
  const outcome = await options.execute(run, await baseOf(run, options));
  if (outcome.weights) await options.weights.save(run.id, outcome.weights);
  await options.keep(run, outcome);
  return outcome;
}

/** Where the base's weights are gone it is trained again, to the same bits, and not counted. */
async function baseOf(
  { definition: { start } }: PlannedRun,
  { runs, execute, weights }: RunnerOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (start.kind !== 'copied' || start.base === null) return undefined;
  const kept = await weights.load(start.base);
  const base = runs.find(({ id }) => id === start.base);
  if (kept || !base) return kept;
  const trained = (await execute(base, undefined)).weights;
  if (trained) await weights.save(base.id, trained);
  return trained;
}

/** Runs of the same condition take alike long; of a condition that is new, as long as the others on the average. */
function secondsLeft(runs: readonly PlannedRun[], known: ReadonlyMap<string, number>): number | undefined {
  const condition = ({ definition: { arm, at } }: PlannedRun) => JSON.stringify([arm, at]);
  const timed = runs.flatMap((run) => {
    const seconds = known.get(run.id);
    return seconds === undefined ? [] : [{ condition: condition(run), seconds }];
  });
  if (timed.length === 0) return undefined;
  const byCondition = groupBy(timed, (one) => one.condition);
  const meanOf = (some: typeof timed) => some.reduce((sum, { seconds }) => sum + seconds, 0) / some.length;
  return runs
    .filter(({ id }) => !known.has(id))
    .reduce((sum, run) => sum + meanOf(byCondition.get(condition(run)) ?? timed), 0);
}
