/** The grid of pictures: which of any number are drawn, and how they are selected. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellHeight,
  cellWidth,
  columnsIn,
  heightOf,
  placesIn,
  topFor,
} from '../../../playground/elements/picture-rows.js';
import {
  allOrNothing,
  extended,
  moved,
  nothingSelected,
  toggled,
  within,
  type Selection,
} from '../../../playground/elements/picture-selection.js';

describe('a long grid', () => {
  const sights = fc.record({
    top: fc.nat(100_000),
    width: fc.integer({ min: 1, max: 2000 }),
    height: fc.integer({ min: 1, max: 2000 }),
  });

  it('draws what is in sight, and little more', () => {
    fc.assert(
      fc.property(sights, fc.nat(20_000), (sight, count) => {
        const { first, last } = placesIn(sight, count);
        const columns = columnsIn(sight.width);
        const inSight = (place: number) => {
          const top = Math.floor(place / columns) * cellHeight;
          return top < sight.top + sight.height && top + cellHeight > sight.top;
        };
        expect(first).toBeLessThanOrEqual(last);
        expect(last).toBeLessThanOrEqual(count);
        for (const place of [first - 1, last]) expect(place >= 0 && place < count && inSight(place)).toBe(false);
        expect(last - first).toBeLessThanOrEqual((sight.height / cellHeight + 6) * columns);
      }),
    );
  });

  it('is scrolled until a place is in sight, and no further', () => {
    fc.assert(
      fc.property(sights, fc.nat(20_000), (sight, place) => {
        const seen = { ...sight, height: sight.height + cellHeight };
        const top = topFor(place, seen);
        const placeTop = Math.floor(place / columnsIn(seen.width)) * cellHeight;
        expect(placeTop).toBeGreaterThanOrEqual(top);
        expect(placeTop + cellHeight).toBeLessThanOrEqual(top + seen.height);
        expect(topFor(place, { ...seen, top })).toBe(top);
      }),
    );
  });

  it('is as high as its rows', () => {
    expect(heightOf(7, columnsIn(3 * cellWidth + 5))).toBe(3 * cellHeight);
    expect([heightOf(0, 3), columnsIn(0)]).toEqual([0, 1]);
  });
});

describe('a selection', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const chosen = (selection: Selection) => [...selection.chosen].join('');

  it('is made one by one', () => {
    const two = toggled(toggled(nothingSelected, names, 3), names, 1);
    expect(chosen(two)).toBe('db');
    expect(chosen(toggled(two, names, 3))).toBe('b');
  });

  it('goes from the last one to another with Shift, either way, and keeps what there is', () => {
    const from = toggled(toggled(nothingSelected, names, 0), names, 3);
    expect(chosen(extended(from, names, 4))).toBe('ade');
    expect(chosen(extended(extended(from, names, 4), names, 2))).toBe('adec');
  });

  it('begins anew where the keyboard has gone to', () => {
    expect(chosen(extended(moved(nothingSelected, 2), names, 3))).toBe('cd');
  });

  it('is of all, then of none', () => {
    const all = allOrNothing(toggled(nothingSelected, names, 1), names);
    expect(chosen(all)).toBe('abcde');
    expect(chosen(allOrNothing(all, names))).toBe('');
  });

  it('keeps what is left of it in another list', () => {
    const two = toggled(toggled(nothingSelected, names, 1), names, 4);
    expect(within(two, ['a', 'b'])).toEqual({ chosen: new Set(['b']), active: 1, anchor: 1 });
    expect(within(two, [])).toEqual(nothingSelected);
  });
});
