/** Paired differences as a forest plot: a row for each comparison, its mean, its t interval, and every seed's difference. */

import type { Comparison } from '../analysis.js';
import { isSeen, namePoint, printPoints } from '../words.js';
import { element, escape, letterWidth, svgElement, text } from './markup.js';
import { niceTicks, scale } from './plot.js';

const plotWidth = 400;
const margin = 28;
const rowHeight = 26;

/** Points of a hundred to the right of zero: the first of the two is better. */
export function drawForest(comparisons: readonly Comparison[]): string {
  const ends = comparisons.flatMap(({ statistics: { mean, interval } }) => [
    mean,
    interval?.low ?? mean,
    interval?.high ?? mean,
  ]);
  const ticks = niceTicks([0, ...ends]);
  const labelWidth = letterWidth * Math.max(0, ...comparisons.map((comparison) => nameOf(comparison).length));
  const width = labelWidth + plotWidth;
  const x = scale(ticks, labelWidth + margin, width - margin);
  const bottom = comparisons.length * rowHeight + 8;
  const axis = ticks.map(
    (at) =>
      element('path', { class: at === 0 ? 'zero' : 'grid', d: `M${x(at).toFixed(1)} 0V${bottom}` }) +
      text(x(at), bottom + 18, printPoints(at), 'middle'),
  );
  const rows = comparisons.map((comparison, index) =>
    drawRow(comparison, labelWidth, rowHeight * (index + 0.5) + 4, x),
  );
  const caption = text((labelWidth + width) / 2, bottom + 40, 'difference of test accuracy, points', 'middle', 'axis');
  const title = '<title>Paired differences with their 95 % intervals</title>';
  return svgElement(width, bottom + 48, [title, ...axis, ...rows, caption]);
}

function nameOf({ of, against }: Comparison): string {
  return `${namePoint(of)} − ${namePoint(against)}`;
}

function drawRow(comparison: Comparison, left: number, y: number, x: (value: number) => number): string {
  const { mean, interval } = comparison.statistics;
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
    text(left, y + 4, nameOf(comparison), 'end') + bar + dot,
  );
}
