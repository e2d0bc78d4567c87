/** Channels in order, and a layer in figures. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelOrders,
  layerFigures,
  orderChannels,
  type ChannelStatistics,
} from '../../engine/inspect/channel-statistics.js';

const channel = (values: readonly number[]): ChannelStatistics => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.map((value) => Math.max(value, 0));
  const [passed, squares] = [1, 2].map((power) => above.reduce((sum, value) => sum + value ** power, 0)) as [
    number,
    number,
  ];
  const alike = squares === 0 ? 1 : passed ** 2 / (values.length * squares);
  return {
    range: [Math.min(...values), Math.max(...values)],
    mean,
    variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
    active: values.filter((value) => value > 0).length / values.length,
    selectivity: (1 - alike) / (1 - 1 / values.length),
  };
};

const layer = [channel([0, 0, 6, 0]), channel([2, 2, 2, 3]), channel([0, 0, 0, 0]), channel([1, 1, 4, 0])];

describe('the order of channels', () => {
  it.each([
    ['index', [0, 1, 2, 3]],
    ['mean', [1, 0, 3, 2]],
    ['maximum', [0, 3, 1, 2]],
    ['variance', [0, 3, 1, 2]],
    ['selectivity', [0, 3, 1, 2]],
    ['zeros', [2, 0, 3, 1]],
  ] as const)('by %s', (order, expected) => {
    expect(orderChannels(layer, order)).toEqual(expected);
  });

  it('is a permutation, equal channels by their index', () => {
    const layers = fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(layers, fc.constantFrom(...channelOrders), (values, by) => {
        const order = orderChannels(values.map(channel), by);
        expect(order.toSorted((a, b) => a - b)).toEqual(values.map((_, index) => index));
        const places = values.map((own, index) => values.findIndex((other) => other.join() === own.join()) === index);
        places.forEach((isFirst, index) => {
          const twin = values.findIndex((other) => other.join() === values[index]?.join());
          if (!isFirst) expect(order.indexOf(twin)).toBeLessThan(order.indexOf(index));
        });
      }),
    );
  });
});

it('a layer in figures: its range, its mean, and the channels that are never above zero', () => {
  expect(layerFigures(layer)).toEqual({ range: [0, 6], mean: 21 / 16, dead: 1 });
  expect(layerFigures([channel([-1, -2]), channel([-1, 1])])).toEqual({ range: [-2, 1], mean: -0.75, dead: 1 });
});
