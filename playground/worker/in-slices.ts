/** Long work on the worker's own thread, in slices: between two of them it hears what else is asked of it, cancelling too. */

/** Milliseconds. */
const slice = 30;

/**
 * Runs a generator to its end, telling after every slice of what it yielded last, and returns what it returns.
 * @throws the signal's reason when it aborts.
 */
export async function inSlices<Step, Result>(
  steps: Generator<Step, Result> | AsyncGenerator<Step, Result>,
  tell: (step: Step) => void,
  signal: AbortSignal,
): Promise<Result> {
  let end = performance.now() + slice;
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
    if (performance.now() < end) continue;
    tell(next.value);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    end = performance.now() + slice;
  }
}
