/** Paired differences as a forest plot: a row for each comparison, its mean, its t interval, and every seed's difference. */

import type { Comparison } from '../analysis.js';
import { isSeen, namePoint, printPoints } from '../words.js';
import { element, escape, svgElement, text } from './markup.js';
import { niceTicks, scale } from './plot.js';

const width = 640;
const rowHeight = 26;
const labelWidth = 250;

/** Points of a hundred to the right of zero: the first of the two is better. */
export function drawForest(comparisons: readonly Comparison[]): string {
  const ends = comparisons.flatMap(({ statistics: { mean, interval } }) => [
    mean,
    interval?.low ?? mean,
    interval?.high ?? mean,
  ]);
  const ticks = niceTicks([0, ...ends]);
  const x = scale(ticks, labelWidth + 16, width - 16);
  const bottom = comparisons.length * rowHeight + 8;
  const axis = ticks.map(
    (at) =>
      element('path', { class: at === 0 ? 'zero' : 'grid', d: `M${x(at).toFixed(1)} 0V${bottom}` }) +
      text(x(at), bottom + 18, printPoints(at), 'middle'),
  );
  const rows = comparisons.map((comparison, index) => drawRow(comparison, rowHeight * (index + 0.5) + 4, x));
  const caption = text((labelWidth + width) / 2, bottom + 40, 'difference of test accuracy, points', 'middle', 'axis');
  const title = '<title>Paired differences with their 95 % intervals</title>';
  return svgElement(width, bottom + 48, [title, ...axis, ...rows, caption]);
}

function drawRow(comparison: Comparison, y: number, x: (value: number) => number): string {
  const { of, against, statistics } = comparison;
  const { mean, interval } = statistics;
  const name = `${namePoint(of)} − ${namePoint(against)}`;
  const bar = interval
    ? element('path', { class: 'bar', d: `M${x(interval.low).toFixed(1)} ${y}H${x(interval.high).toFixed(1)}` })
    : '';
  const dot = element(
    'circle',
    { class: 'dot', cx: x(mean), cy: y, r: 4.5 },
    `<title>${escape(printPoints(mean))}</title>`,
  );
  return element(
    'g',
    { class: isSeen(comparison) ? 'seen' : 'unseen' },
    text(labelWidth, y + 4, name, 'end') + bar + dot,
  );
}
