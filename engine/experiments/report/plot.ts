/**
 * Small vector plots: points, lines and intervals over one axis. A series is told by its colour, by the shape of its
 * points and by its name in the legend; colours are the page's, so that a plot follows light and dark.
 */

import { drawLegend } from './legend.js';
import { element, escape, svgElement, text } from './markup.js';
import { mark, seriesClass, type Series } from './series.js';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Plot {
  /** For those who cannot see it. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xTicks: readonly Tick[];
  readonly printY: (y: number) => string;
  readonly series: readonly Series[];
}

type Scale = (value: number) => number;

const [width, height] = [640, 360];
const frame = { left: 64, right: 16, top: 12, bottom: 52 };

/** The plot with its legend, as an `svg` element. */
export function drawPlot(plot: Plot): string {
  const legend = drawLegend(plot.series, { left: frame.left, right: width - frame.right, top: height });
  const all = plot.series.flatMap(({ dots, lines }) => [...dots, ...lines.flat()]);
  const yTicks = niceTicks(all.map(({ y }) => y));
  const x = scale(
    [...plot.xTicks.map(({ at }) => at), ...all.map((dot) => dot.x)],
    frame.left + 24,
    width - frame.right - 24,
  );
  const y = scale([...yTicks, ...all.map((dot) => dot.y)], height - frame.bottom, frame.top);
  const content = [
    `<title>${escape(plot.title)}</title>`,
    ...yTicks.map((at) => yAxisTick(y(at), plot.printY(at))),
    ...plot.xTicks.map(({ at, label }) => text(x(at), height - frame.bottom + 20, label, 'middle')),
    text((frame.left + width - frame.right) / 2, height - 8, plot.xLabel, 'middle', 'axis'),
    element(
      'g',
      { transform: `translate(14 ${(frame.top + height - frame.bottom) / 2}) rotate(-90)` },
      text(0, 0, plot.yLabel, 'middle', 'axis'),
    ),
    ...plot.series.map((series, index) => drawSeries(series, index, x, y)),
    legend.markup,
  ];
  return svgElement(width, height + legend.height, content);
}

function drawSeries({ lines, dots, isForeign, style: own }: Series, index: number, x: Scale, y: Scale): string {
  const style = own ?? index;
  const paths = lines
    .filter((line) => line.length > 1)
    .map((line) =>
      element('path', {
        class: 'line',
        d: line.map((dot, place) => `${place === 0 ? 'M' : 'L'}${x(dot.x).toFixed(1)} ${y(dot.y).toFixed(1)}`).join(''),
      }),
    );
  const marks = dots.map((dot) => mark(style, x(dot.x), y(dot.y), `<title>${escape(dot.title)}</title>`));
  return element('g', { class: seriesClass(style, isForeign) }, [...paths, ...marks].join(''));
}

function yAxisTick(y: number, label: string): string {
  return (
    element('path', { class: 'grid', d: `M${frame.left} ${y.toFixed(1)}H${width - frame.right}` }) +
    text(frame.left - 8, y + 4, label, 'end')
  );
}

/** Maps the values' range to pixels; one value alone stands in the middle. */
export function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high === low ? () => (from + to) / 2 : (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** About five round numbers that enclose the values. */
export function niceTicks(values: readonly number[]): number[] {
  const [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const rough = Math.max(high - low, 1e-6) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
