/**
 * What the kept experiments came to, read from docs/experiments/results when the page is built: the sentences of the lesson
 * are made of these numbers, favourable or not. Only what is named here is shipped, not the runs.
 */

import { comparisons as generalisation } from '../../docs/experiments/results/emoji12-generalisation-quick/results.json';
import { comparisons as labels } from '../../docs/experiments/results/emoji12-labels-quick/results.json';
import { comparisons as transfer, times } from '../../docs/experiments/results/emoji12-transfer-quick/results.json';
import type { Comparison, TimeToAccuracy } from '../../engine/experiments/analysis.js';
import { kinds } from '../../engine/experiments/kinds/kinds.js';
import { isSeen, sayComparison } from '../../engine/experiments/words.js';
import type { Verdict } from './page.js';

type KeptKind = 'transfer' | 'labels' | 'generalisation';

const kept: Readonly<Record<KeptKind, readonly Comparison[]>> = {
  transfer,
  labels,
  generalisation,
};
export const transferTimes: readonly TimeToAccuracy[] = times;

/** The comparisons of an arm with another, at every level. */
export function between(kind: KeptKind, of: string, against: string): Comparison[] {
  return kept[kind].filter((one) => one.of.arm === of && one.against.arm === against);
}

/** A sentence for each, and what their levels are. */
export function sentencesOf(kind: KeptKind, comparisons: readonly Comparison[]): string[] {
  const isLevelled = comparisons.some(({ of }) => of.at !== '');
  return [...comparisons.map(sayComparison), ...(isLevelled ? [`What stands after “at”: ${kinds[kind].axis}.`] : [])];
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly outcome: readonly string[];
}

/** @param sign of the differences by which the claim would be right: 1 or -1. */
export function judge(kind: KeptKind, comparisons: readonly Comparison[], sign: 1 | -1): Outcome {
  const seen = comparisons.filter(isSeen).map(({ statistics }) => statistics.mean * sign > 0);
  return { verdict: verdictOf(seen, comparisons.length), outcome: sentencesOf(kind, comparisons) };
}

/** Each seed of one arm against the same seed of the other: which reached an accuracy in fewer steps. */
export function judgeTimes(times: readonly TimeToAccuracy[], of: string, against: string, target: number): Outcome {
  const stepsOf = (arm: string) => times.find((time) => time.arm === arm && time.target === target)?.steps ?? [];
  const [own, other] = [stepsOf(of), stepsOf(against)];
  const sooner = own.map(({ steps }, seed) => (steps ?? Infinity) < (other[seed]?.steps ?? Infinity));
  const goal = `${Math.round(100 * target)} % of the test pictures right`;
  return {
    verdict: verdictOf(
      sooner.filter((isSooner) => isSooner),
      own.length,
    ),
    outcome: [`${goal}: ${sayReached(of, own)}; ${sayReached(against, other)}.`],
  };
}

/** @param seen whether each difference that was seen is as claimed. @param count of all that were looked for. */
function verdictOf(seen: readonly boolean[], count: number): Verdict {
  if (seen.length === 0) return 'not seen';
  if (!seen.includes(true)) return 'the opposite was seen';
  return seen.length === count && !seen.includes(false) ? 'seen' : 'seen in part';
}

/** `fine-tuned with 5 of 5 seeds, after 12 to 18 steps` */
function sayReached(arm: string, steps: TimeToAccuracy['steps']): string {
  const reached = steps.flatMap(({ steps: count }) => count ?? []);
  const share = `${arm} with ${reached.length} of ${steps.length} seeds`;
  if (reached.length === 0) return share;
  const [first, last] = [Math.min(...reached), Math.max(...reached)];
  return `${share}, after ${first === last ? first : `${first} to ${last}`} steps`;
}
