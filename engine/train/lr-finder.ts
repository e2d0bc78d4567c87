/**
 * The learning-rate range test, read: the loss of each step against its rate, smoothed, and the rate at which it falls
 * fastest (Smith, Cyclical Learning Rates for Training Neural Networks, 2017).
 */

export interface RatePoint {
  readonly rate: number;
  readonly loss: number;
}

export interface RateSuggestion {
  /** Where the smoothed loss falls most for a growth of the rate by the same factor. */
  readonly suggestion: number;
  /** The losses, smoothed. */
  readonly points: readonly RatePoint[];
}

/** The part of the past in the running mean of losses. */
const smoothing = 0.9;
/** Points at both ends that say little: the mean is young, or the loss already explodes. */
const ends = 5;
/** Times the best loss so far, beyond which a test has seen enough. */
const explosion = 4;

/** Whether a test need not go on: the loss is no number, or far above its best. */
export function hasExploded(losses: readonly number[], next: number): boolean {
  return !Number.isFinite(next) || next > explosion * Math.min(...losses, next);
}

/** What a test suggests; nothing where it was too short, or the loss never fell. */
export function suggestRate(points: readonly RatePoint[]): RateSuggestion | undefined {
  const smoothed = smooth(points);
  const lowest = smoothed.reduce(
    (best, { loss }, index) => (loss < (smoothed[best]?.loss ?? Infinity) ? index : best),
    0,
  );
  const slope = (index: number) => {
    const [before, after] = [smoothed[index - 1], smoothed[index + 1]];
    return before && after ? (after.loss - before.loss) / Math.log(after.rate / before.rate) : 0;
  };
  const inner = Array.from({ length: Math.max(0, lowest - ends) }, (_, index) => index + ends);
  const steepest = inner.reduce((best, index) => (slope(index) < slope(best) ? index : best), inner[0] ?? 0);
  const suggestion = smoothed[steepest]?.rate;
  return suggestion === undefined || slope(steepest) >= 0 ? undefined : { suggestion, points: smoothed };
}

/** Exponential running means, without the bias of their beginning. */
function smooth(points: readonly RatePoint[]): RatePoint[] {
  let mean = 0;
  return points.map(({ rate, loss }, index) => {
    mean = smoothing * mean + (1 - smoothing) * loss;
    return { rate, loss: mean / (1 - smoothing ** (index + 1)) };
  });
}
