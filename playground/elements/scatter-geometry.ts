/** Points of a plot [N, 2], in pixels: which lie inside a lasso, which is pointed at, which is next in a direction. Pure. */

import type { Place } from './scatter-view.js';

const at = (points: Float64Array, index: number): Place => [points[2 * index] ?? 0, points[2 * index + 1] ?? 0];

function* indicesOf(points: Float64Array): Generator<number> {
  for (let index = 0; index < points.length / 2; index++) yield index;
}

/**
 * The points inside a closed line, by the even-odd rule: those from which a ray to the right crosses it an odd number of
 * times.
 */
export function insideOf(line: readonly Place[], points: Float64Array): number[] {
  return [...indicesOf(points)].filter((index) => isInside(line, at(points, index)));
}

function isInside(line: readonly Place[], [x, y]: Place): boolean {
  let isIn = false;
  line.forEach(([x1, y1], index) => {
    const [x0, y0] = line.at(index - 1) ?? [x1, y1];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isIn = !isIn;
  });
  return isIn;
}

/** The point nearest to a pixel, if there is one within so many pixels. */
export function nearestTo(points: Float64Array, [x, y]: Place, within: number): number | undefined {
  return smallest(points, ([px, py]) => {
    const distance = Math.hypot(px - x, py - y);
    return distance <= within ? distance : Infinity;
  });
}

const directions: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Where a key leads from a point: arrows to the nearest one in that quarter of the plane, so that every point lies in the
 * way of one of them; Page Up, Page Down, Home and End through all in their order. `undefined` for keys of no meaning here.
 */
export function pointAfter(key: string, from: number, points: Float64Array): number | undefined {
  const count = points.length / 2;
  const places: Readonly<Record<string, number>> = { PageUp: from - 1, PageDown: from + 1, Home: 0, End: count - 1 };
  const place = places[key];
  if (place !== undefined) return Math.max(0, Math.min(count - 1, place));
  const direction = directions[key];
  if (!direction) return undefined;
  const [right, down] = direction;
  const [x, y] = at(points, from);
  const next = smallest(points, ([px, py], index) => {
    const along = (px - x) * right + (py - y) * down;
    const aside = Math.abs((px - x) * down) + Math.abs((py - y) * right);
    // Points of one place are gone through in their order.
    if (along === 0 && aside === 0) return index > from && right + down > 0 ? 0 : Infinity;
    return along > 0 && aside <= along ? Math.hypot(along, aside) : Infinity;
  });
  return next ?? from;
}

function smallest(points: Float64Array, cost: (place: Place, index: number) => number): number | undefined {
  let [best, least]: [number | undefined, number] = [undefined, Infinity];
  for (const index of indicesOf(points)) {
    const own = cost(at(points, index), index);
    if (own < least) [best, least] = [index, own];
  }
  return best;
}
