/** What excites a channel, gathered from peaks: the same as sorting all of them at once, however they are batched. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Activities, type ChannelActivity } from '../../engine/inspect/exciting.js';

/** Of one channel of one picture: largest value, the pixel where it is, share above zero. */
type Peak = readonly [value: number, place: number, share: number];

const channels = 3;

function gather(pictures: readonly (readonly Peak[])[], most: number, batch: number): ChannelActivity[] {
  const activities = new Activities(most);
  for (let first = 0; first < pictures.length; first += batch) {
    const rows = pictures.slice(first, first + batch);
    activities.add({ shape: [rows.length, channels, 3], data: Float32Array.from(rows.flat(2)) }, first);
  }
  return activities.channels;
}

const peak = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(63), fc.constantFrom(0, 0.25, 1));
const picture = fc.array(peak, { minLength: channels, maxLength: channels });

describe('activities', () => {
  it('keep the largest peaks of each channel, equal ones by their picture', () => {
    fc.assert(
      fc.property(
        fc.array(picture, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 7 }),
        (pictures, most, batch) => {
          gather(pictures, most, batch).forEach(({ top, rate }, channel) => {
            const peaks = pictures.map((all, index) => ({
              picture: index,
              peak: all[channel] ?? ([0, 0, 0] as const),
            }));
            const sorted = peaks.toSorted((a, b) => b.peak[0] - a.peak[0] || a.picture - b.picture).slice(0, most);
            expect(top).toEqual(sorted.map(({ picture, peak: [value, place] }) => ({ picture, value, place })));
            expect(rate).toBeCloseTo(peaks.reduce((sum, one) => sum + one.peak[2], 0) / pictures.length, 10);
          });
        },
      ),
    );
  });

  it('of a channel that is never above zero have the rate 0', () => {
    const dead: Peak = [0, 0, 0];
    const [first, second] = gather(
      [
        [dead, [1, 5, 0.5], dead],
        [dead, dead, dead],
      ],
      9,
      1,
    );
    expect(first?.rate).toBe(0);
    expect(second).toEqual({
      rate: 0.25,
      top: [
        { picture: 0, value: 1, place: 5 },
        { picture: 1, value: 0, place: 0 },
      ],
    });
  });
});
