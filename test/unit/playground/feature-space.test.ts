/** The map of pictures: what a lasso holds, where the arrow keys lead, how the view moves, what is picked out. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classLook } from '../../../playground/elements/class-looks.js';
import { sayAgreement } from '../../../playground/elements/feature-space-words.js';
import { going, listing, listingOrNot, nothingListed, stillIn } from '../../../playground/elements/map-selection.js';
import { insideOf, nearestTo, pointAfter } from '../../../playground/elements/scatter-geometry.js';
import {
  cornersOf,
  extentOf,
  moved,
  pixelsOf,
  showing,
  toPixel,
  toPlace,
  viewOf,
  zoomed,
  type Place,
} from '../../../playground/elements/scatter-view.js';
import type { FeatureMap } from '../../../playground/worker/protocol.js';

const points = (...places: readonly Place[]) => Float64Array.from(places.flat());

describe('a lasso', () => {
  it('holds what lies inside its line, however it is drawn', () => {
    const square: readonly Place[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    const some = points([5, 5], [11, 5], [-1, 5], [9.5, 0.5], [5, 12]);
    expect(insideOf(square, some)).toEqual([0, 3]);
    expect(insideOf([...square].reverse(), some)).toEqual([0, 3]);
  });

  it('may be hollow: what lies in a bay of the line is outside', () => {
    const horseshoe: readonly Place[] = [
      [0, 0],
      [9, 0],
      [9, 9],
      [6, 9],
      [6, 3],
      [3, 3],
      [3, 9],
      [0, 9],
    ];
    expect(insideOf(horseshoe, points([1, 8], [4.5, 8], [4.5, 1], [8, 8]))).toEqual([0, 2, 3]);
  });

  it('of less than three places holds nothing', () => {
    expect(insideOf([], points([0, 0]))).toEqual([]);
    expect(insideOf([[0, 0]], points([0, 0]))).toEqual([]);
  });

  it('holds just what is within a circle of that radius', () => {
    const circle = Array.from({ length: 720 }, (_, step): Place => {
      return [50 * Math.cos((step * Math.PI) / 360), 50 * Math.sin((step * Math.PI) / 360)];
    });
    fc.assert(
      fc.property(fc.integer({ min: -80, max: 80 }), fc.integer({ min: -80, max: 80 }), (x, y) => {
        fc.pre(Math.abs(Math.hypot(x, y) - 50) > 0.1);
        expect(insideOf(circle, points([x, y])).length === 1).toBe(Math.hypot(x, y) < 50);
      }),
    );
  });
});

describe('arrow keys', () => {
  const some = points([0, 0], [10, 1], [4, -3], [0, 20], [-5, 0]);

  it('lead to the nearest point in that quarter of the plane', () => {
    expect(['ArrowRight', 'ArrowUp', 'ArrowDown', 'ArrowLeft'].map((key) => pointAfter(key, 0, some))).toEqual([
      2, 0, 3, 4,
    ]);
  });

  it('stay where nothing lies that way', () => {
    expect(pointAfter('ArrowLeft', 4, some)).toBe(4);
  });

  it('lead from every point to some other, and every other lies in the way of one of them', () => {
    const anyPoints = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(anyPoints, (places) => {
        const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
        const all = points(...places);
        for (const from of places.keys()) {
          expect(
            keys.some((key) => pointAfter(key, from, all) !== from) ||
              places.every((place) => place.join() === places[from]?.join()),
          ).toBe(true);
        }
      }),
    );
  });

  it('are joined by keys that go through all in their order', () => {
    expect(['PageDown', 'PageUp', 'Home', 'End', 'x'].map((key) => pointAfter(key, 2, some))).toEqual([
      3,
      1,
      0,
      4,
      undefined,
    ]);
    expect([pointAfter('PageDown', 4, some), pointAfter('PageUp', 0, some)]).toEqual([4, 0]);
  });
});

describe('pointing', () => {
  it('means the nearest point, if it is near enough', () => {
    const some = points([0, 0], [10, 0]);
    expect([nearestTo(some, [6, 0], 5), nearestTo(some, [5, 30], 14)]).toEqual([1, undefined]);
  });
});

describe('the view', () => {
  const size = { width: 600, height: 400 };
  const places = points([-2, 1], [4, 3], [0, -1]);
  const extent = extentOf(cornersOf([places]));
  const whole = { centre: [0, 0] as const, zoom: 1 };

  it('shows the whole layout in the middle, with one scale, y pointing up', () => {
    const view = viewOf(size, extent, whole);
    const pixels = pixelsOf(view, places);
    expect(pixels.every((pixel, index) => pixel >= 0 && pixel <= (index % 2 === 0 ? 600 : 400))).toBe(true);
    expect(toPixel(view, [-2, 1])).toEqual([...pixels.subarray(0, 2)]);
    expect(pixels[3]).toBeLessThan(pixels[5] ?? 0);
    expect(toPixel(view, extent.centre)).toEqual([300, 200]);
  });

  it('has room for every layout that it is to have room for', () => {
    expect(extentOf(cornersOf([places, points([9, 0])]))).toEqual({ centre: [3.5, 1], width: 11, height: 4 });
  });

  it('goes from pixels to places and back', () => {
    const view = viewOf(size, extent, { centre: [1, 1], zoom: 3 });
    const [x, y] = toPixel(view, toPlace(view, [123, 45]));
    expect([x, y].map((value) => Number(value.toFixed(6)))).toEqual([123, 45]);
  });

  it('zooms around the place under the pointer', () => {
    const view = viewOf(size, extent, whole);
    const held = toPlace(view, [100, 50]);
    const [x, y] = toPixel(viewOf(size, extent, zoomed(view, whole, 2, [100, 50])), held);
    expect([x, y].map((value) => Number(value.toFixed(6)))).toEqual([100, 50]);
    expect(zoomed(view, whole, 0.5, [0, 0]).zoom).toBe(1);
  });

  it('moves no farther than the layout reaches', () => {
    const camera = { centre: [1, 1] as const, zoom: 4 };
    const view = viewOf(size, extent, camera);
    expect(moved(view, extent, camera, [-view.scale, 0]).centre).toEqual([2, 1]);
    expect(moved(view, extent, camera, [1e6, 1e6]).centre).toEqual([-2, 3]);
  });

  it('follows the keyboard to what is out of sight', () => {
    const camera = { centre: [1, 1] as const, zoom: 8 };
    const view = viewOf(size, extent, camera);
    expect(showing(view, camera, [1.1, 1])).toBe(camera);
    expect(showing(view, camera, [-2, 1]).centre).toEqual([-2, 1]);
  });
});

describe('what is picked out', () => {
  const order = ['a', 'b', 'c', 'd'];

  it('is listed in the order of the map, and chosen', () => {
    const picked = listing(nothingListed, order, ['c', 'a'], false);
    expect(picked.listed).toEqual(['a', 'c']);
    expect([...picked.selection.chosen].sort()).toEqual(['a', 'c']);
  });

  it('grows with Shift, and begins anew without', () => {
    const first = listing(nothingListed, order, ['c'], false);
    expect(listing(first, order, ['a'], true).listed).toEqual(['a', 'c']);
    expect(listing(first, order, ['a'], false).listed).toEqual(['a']);
  });

  it('loses a picture that is toggled again', () => {
    const once = listingOrNot(listing(nothingListed, order, ['a', 'c'], false), order, 'b');
    expect(once.listed).toEqual(['a', 'b', 'c']);
    const again = listingOrNot(once, order, 'a');
    expect([again.listed, [...again.selection.chosen].sort()]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('keeps what is still there when pictures are removed', () => {
    const left = stillIn(listing(nothingListed, order, ['a', 'c'], false), ['b', 'c']);
    expect([left.listed, [...left.selection.chosen]]).toEqual([['c'], ['c']]);
  });

  it('has the grid’s keyboard where the map’s is', () => {
    const picked = listing(nothingListed, order, ['a', 'c'], false);
    expect(going(picked, 'c').selection.active).toBe(1);
    expect(going(picked, 'd')).toEqual(picked);
  });
});

describe('classes', () => {
  it('look different from each other, 42 of them', () => {
    const looks = Array.from({ length: 42 }, (_, label) => JSON.stringify(classLook(label)));
    expect(new Set(looks).size).toBe(42);
  });
});

describe('how well classes part', () => {
  it('is told of each network that is known, with what chance would do', () => {
    const map = {
      head: 'pretrained',
      pictures: Array.from({ length: 3 }),
      total: 3,
      width: 64,
      agreement: { share: 2 / 3, chance: 0.25 },
    } as unknown as FeatureMap;
    const words = sayAgreement([map, { ...map, head: 'retrained', agreement: { share: 1, chance: 0.25 } }]);
    expect(words).toContain(
      '66.7 % by the network as it came, 100.0 % by the network trained here; 25.0 % would be by chance',
    );
    expect(words).toContain('all 64 dimensions');
  });
});
