/** Progress that comes after the answer, as messages may, is not shown: it would stand there for ever. */

import { expect, test, vi } from 'vitest';
import { whileWorking } from '../../../playground/state/while-working.js';
import type { Progress } from '../../../playground/worker/protocol.js';

const at = (done: number): Progress => ({ stage: 'Decoding pictures', done, total: 2 });

test('what is told until the work is done is shown, and nothing after it', async () => {
  const show = vi.fn();
  const late: (() => void)[] = [];
  const answer = await whileWorking(show, (tell) => {
    tell(at(1));
    late.push(() => tell(at(2)));
    return Promise.resolve('read');
  });
  late.forEach((tell) => tell());
  expect(answer).toBe('read');
  expect(show.mock.calls).toEqual([[at(1)]]);
});

test('nor what comes after it has failed', async () => {
  const show = vi.fn();
  const late: (() => void)[] = [];
  const failing = whileWorking(show, (tell) => {
    late.push(() => tell(at(2)));
    return Promise.reject(new Error('no such file'));
  });
  await expect(failing).rejects.toThrow('no such file');
  late.forEach((tell) => tell());
  expect(show).not.toHaveBeenCalled();
});
