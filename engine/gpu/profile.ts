/** A profile: the time of every dispatch of a session, with what it computes and moves. */

import { sizeOf } from '../core/shape.js';
import type { Dispatch } from '../graph/dispatch.js';
import { elementBytes } from '../graph/value.js';
import type { Session } from './session.js';
import { Stopwatch } from './stopwatch.js';

export interface DispatchProfile {
  /** The op, and what it computes. */
  readonly kernel: string;
  readonly layer: string;
  readonly milliseconds: number;
  readonly flops: number;
  /** Of its operands and results, each counted once. */
  readonly bytes: number;
  readonly workgroups: readonly [number, number, number];
}

export interface SessionProfile {
  readonly method: Stopwatch['method'];
  /** In the order in which they run. */
  readonly dispatches: readonly DispatchProfile[];
}

export interface ProfileOptions {
  /** Told of every timing; `total` are all that there will be. */
  readonly onTimed?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs every dispatch of the session's step by itself, again and again, round after round: what the session's values
 * are afterwards means nothing. Times are medians over the rounds.
 * @throws the signal's reason.
 */
export async function profile(
  session: Session,
  rounds: number,
  { onTimed = () => undefined, signal }: ProfileOptions = {},
): Promise<SessionProfile> {
  const watch = new Stopwatch(session.device);
  const { commands } = session;
  const total = (1 + rounds) * commands.length;
  let done = 0;
  const timed = () => {
    signal?.throwIfAborted();
    onTimed(++done, total);
  };
  try {
    const times = await watch.medians(commands, rounds, timed);
    const dispatches = commands.map(({ dispatch }, index) => describe(dispatch, times[index] ?? NaN));
    return { method: watch.method, dispatches };
  } finally {
    watch.destroy();
  }
}

function describe({ label, bindings, workgroups, flops = 0 }: Dispatch, milliseconds: number): DispatchProfile {
  // A label is `op name shapes`.
  const [kernel = '', layer = ''] = label.split(' ');
  const bytes = bindings.reduce((sum, { value }) => sum + elementBytes(value) * sizeOf(value.shape), 0);
  return { kernel, layer, milliseconds, flops, bytes, workgroups };
}
