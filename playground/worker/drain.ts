/** Runs a generator to its end, telling of what it yields, and returns what it returns. */
export async function drain<Step, Result>(
  steps: AsyncGenerator<Step, Result>,
  tell: (step: Step) => void,
): Promise<Result> {
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
    tell(next.value);
  }
}
