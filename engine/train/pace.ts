/**
 * How fast an adapter is, as far as it decides how long a step will take: measured on forward passes of one picture, with
 * a model of two terms. A step takes a round trip to the GPU, which costs the same however little is asked for, and its
 * multiply-adds at the rate of those passes.
 */

import { multiplyAddsOf } from '../graph/dispatch.js';
import type { Look } from '../inspect/look.js';

export interface Pace {
  readonly secondsPerRoundTrip: number;
  readonly multiplyAddsPerSecond: number;
}

/** The fastest of so many trials counts: whatever slowed the others is not the adapter. */
const trials = 3;

export async function measurePace({ forward, model }: Look): Promise<Pace> {
  const { session } = forward;
  const layer = forward.value(model.network.layers.at(-1)?.name ?? '');
  const secondsPerRoundTrip = await fastest(() => session.readNumber(layer, 0));
  const whole = await fastest(() => session.runAndReadFirst(layer));
  const computing = Math.max(whole - secondsPerRoundTrip, whole / 100);
  return { secondsPerRoundTrip, multiplyAddsPerSecond: multiplyAddsOf(session.plan.step) / computing };
}

/** Seconds that a step will take, about; or so many steps together. */
export function secondsOf(
  { secondsPerRoundTrip, multiplyAddsPerSecond }: Pace,
  multiplyAdds: number,
  roundTrips = 1,
): number {
  return roundTrips * secondsPerRoundTrip + multiplyAdds / multiplyAddsPerSecond;
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let trial = 0; trial < trials; trial++) {
    const started = performance.now();
    await work();
    least = Math.min(least, (performance.now() - started) / 1000);
  }
  return least;
}
