/** The legend of a plot: a sample and a name for each series, in rows below it. */

import { element, letterWidth, text } from './markup.js';
import { mark, seriesClass, type Series } from './series.js';

export interface LegendPlace {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

const rowHeight = 22;
const sampleWidth = 30;
const gap = 20;

/** Nothing for one series: the axis says what it is. */
export function drawLegend(
  series: readonly Series[],
  { left, right, top }: LegendPlace,
): { markup: string; height: number } {
  if (series.length < 2) return { markup: '', height: 0 };
  let [x, row] = [left, 0];
  const items = series.map(({ name, isForeign, style: own }, index) => {
    const width = sampleWidth + letterWidth * name.length;
    if (x > left && x + width > right) [x, row] = [left, row + 1];
    const y = top + rowHeight * (row + 0.5);
    const style = own ?? index;
    const line = element('path', { class: 'line', d: `M${x} ${y}h24` });
    const item = element('g', { class: seriesClass(style, isForeign) }, line + mark(style, x + 12, y, ''));
    const label = text(x + sampleWidth, y + 4, name, 'start');
    x += width + gap;
    return item + label;
  });
  return { markup: items.join('\n'), height: rowHeight * (row + 1) + 4 };
}
