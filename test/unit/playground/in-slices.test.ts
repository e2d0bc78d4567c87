/** Long sums in slices: they end as they would at once, and hear in between that they are to stop. */

import { expect, test } from 'vitest';
import { Cancellation } from '../../../playground/worker/cancellation.js';
import { inSlices } from '../../../playground/worker/in-slices.js';

/** Steps of about 10 ms each. */
function* steps(count: number): Generator<number, string> {
  for (let step = 1; step <= count; step++) {
    const end = performance.now() + 10;
    while (performance.now() < end);
    yield step;
  }
  return 'the sum';
}

test('a sum comes to its end, telling how far it is now and then', async () => {
  const told: number[] = [];
  const result = await inSlices(steps(12), (step) => told.push(step), new AbortController().signal);
  expect(result).toBe('the sum');
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(12);
});

test('what begins ends what went on before, between two slices', async () => {
  const cancellation = new Cancellation();
  const first = inSlices(steps(1000), () => undefined, cancellation.start());
  setTimeout(() => cancellation.start(), 20);
  await expect(first).rejects.toThrow('inspection: got a cancelled one');
});
