/** The feed of thumbnails: in chunks, for what is in sight, and no more kept than there is room for. */

import { describe, expect, it } from 'vitest';
import { ThumbnailFeed } from '../../../playground/elements/thumbnail-feed.js';

const names = (from: number, count: number) => Array.from({ length: count }, (_, index) => String(from + index));

/** A feed whose answers come when `answer` is called. */
function feed(bytes = 4) {
  const asked: (readonly string[])[] = [];
  const errors: unknown[] = [];
  let arrivals = 0;
  let waiting: (() => void) | undefined;
  const made = new ThumbnailFeed(
    (chunk) => {
      asked.push(chunk);
      return new Promise((resolve, reject) => {
        const all = chunk.map((name) => ({ name, className: 'cat', size: 1, pixels: new Uint8ClampedArray(bytes) }));
        waiting = () => (chunk.includes('bad') ? reject(new Error('no such sample')) : resolve(all));
      });
    },
    () => arrivals++,
    (error) => errors.push(error),
  );
  const answer = async () => {
    waiting?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { made, asked, errors, answer, arrivals: () => arrivals };
}

describe('the feed', () => {
  it('asks in chunks, one after the other', async () => {
    const { made, asked, answer, arrivals } = feed();
    made.want(names(0, 70));
    expect(asked).toEqual([names(0, 32)]);
    await answer();
    await answer();
    expect(asked.slice(1)).toEqual([names(32, 32), names(64, 6)]);
    await answer();
    expect([arrivals(), made.get('69')?.name]).toEqual([3, '69']);
  });

  it('asks for what is in sight by then, not for what has gone out of it', async () => {
    const { made, asked, answer } = feed();
    made.want(names(0, 70));
    made.want(names(1000, 3));
    made.want(names(2000, 3));
    await answer();
    expect(asked).toEqual([names(0, 32), names(2000, 3)]);
  });

  it('asks for nothing twice', async () => {
    const { made, asked, answer } = feed();
    made.want(names(0, 10));
    await answer();
    made.want(names(5, 10));
    expect(asked).toEqual([names(0, 10), names(10, 5)]);
  });

  it('forgets what came first where there is no more room', async () => {
    const { made, answer } = feed(4e6);
    made.want(names(0, 10));
    await answer();
    made.want(names(10, 10));
    await answer();
    expect([made.get('0'), made.get('3'), made.get('4')?.name, made.get('19')?.name]).toEqual([
      undefined,
      undefined,
      '4',
      '19',
    ]);
  });

  it('tells what fails, once, and goes on with what is wanted next', async () => {
    const { made, asked, errors, answer } = feed();
    made.want(['bad']);
    await answer();
    expect([errors.length, asked.length]).toEqual([1, 1]);
    made.want(names(0, 1));
    await answer();
    expect(made.get('0')?.name).toBe('0');
  });
});
