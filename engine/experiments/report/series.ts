/** The series of a plot, and how they are told apart: a colour and a shape for each, in turn; foreign ones dashed. */

import { element } from './markup.js';

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** Shown when it is pointed at. */
  readonly title: string;
}

export interface Series {
  readonly name: string;
  /** Joined by a line where there are several; each list is a line of its own. */
  readonly lines: readonly (readonly Pick<Dot, 'x' | 'y'>[])[];
  readonly dots: readonly Dot[];
  /** The number of its colour and shape, if not its own: series of one thing look alike. */
  readonly style?: number;
  /** Somebody else's numbers: drawn dashed. */
  readonly isForeign?: boolean;
}

/** styles.ts has their colours. */
const colours = 8;

/** Circle, square, triangle, diamond, cross: each has an area, for a surface that its colour fills. */
const shapes = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  'M-3.5-3.5h7v7h-7z',
  'M0-4.5L4.5 3.5h-9z',
  'M0-5L4.5 0L0 5L-4.5 0z',
  'M0-1.7L2.8-4.5L4.5-2.8L1.7 0L4.5 2.8L2.8 4.5L0 1.7L-2.8 4.5L-4.5 2.8L-1.7 0L-4.5-2.8L-2.8-4.5z',
];

export function seriesClass(index: number, isForeign = false): string {
  return `series-${index % colours}${isForeign ? ' foreign' : ''}`;
}

/** The point of a series; `title` is markup. */
export function mark(index: number, x: number, y: number, title: string): string {
  const transform = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  return element('path', { class: 'dot', d: shapes[index % shapes.length] ?? '', transform }, title);
}
