/** Assertions that work in Node and in the browser alike. */

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/**
 * Holds every number of `actual` against `expected`: |a - e| <= tolerance * max(largest |expected|, floor).
 * Relative to the largest expected value, because single numbers near zero carry the rounding of their large neighbours.
 */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  floor = 1e-6,
): void {
  assert(actual.length === expected.length, `got ${actual.length} numbers, expected ${expected.length}`);
  let largest = floor;
  for (let index = 0; index < expected.length; index++) largest = Math.max(largest, Math.abs(expected[index] ?? NaN));
  for (let index = 0; index < expected.length; index++) {
    const a = actual[index] ?? NaN;
    const e = expected[index] ?? NaN;
    const isClose = Math.abs(a - e) <= tolerance * largest;
    assert(isClose, `number ${index}: got ${a}, expected ${e} within ${tolerance} of ${largest}`);
  }
}

/** Holds that a promise rejects with a message of that form. */
export async function assertRejects(promise: Promise<unknown>, message: RegExp): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
  );
  assert(error !== undefined && message.test(error), `got ${error ?? 'no error'}, expected ${message}`);
}
