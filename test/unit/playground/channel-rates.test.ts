/** Channels by how often they are above zero. */

import { describe, expect, test } from 'vitest';
import { histogramOf, quietChannels } from '../../../playground/elements/channel-rates.js';
import { placeOf } from '../../../playground/elements/receptive-field.js';

const channels = [0, 0.004, 0.5, 1, 0.01, 0.0999, 0.1, 0].map((rate) => ({ rate }));

describe('the rates of channels', () => {
  test('are counted in ten bins, each channel in one', () => {
    const bins = histogramOf(channels);
    expect(bins.map(({ count }) => count)).toEqual([5, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(bins[0]?.name).toBe('0 … 10 %');
  });

  test('tell the dead channels from the rarely active ones', () => {
    expect(quietChannels(channels)).toEqual({ dead: [0, 7], rare: [1] });
  });
});

test('a pixel of a map is counted row by row', () => {
  const shape = { channels: 4, height: 3, width: 5 };
  expect(placeOf(shape, 0)).toEqual({ y: 0, x: 0 });
  expect(placeOf(shape, 13)).toEqual({ y: 2, x: 3 });
});
