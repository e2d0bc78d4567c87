/**
 * Small vector plots: points, lines and intervals over one axis. A series is told by its colour, by the shape of its
 * points and by its name in the legend; colours are the page's, so that a plot follows light and dark.
 */

import { element, escape } from './markup.js';

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
  /** Somebody else's numbers: drawn dashed. */
  readonly isForeign?: boolean;
}

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
const frame = { left: 56, right: 16, top: 12, bottom: 52 };
/** Names of CSS classes; styles.ts has their colours. */
const colours = 8;

/** The plot with its legend. */
export function drawPlot(plot: Plot): string {
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
  ];
  const svg = element(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', xmlns: 'http://www.w3.org/2000/svg' },
    content.join('\n'),
  );
  return `${element('div', { class: 'wide', tabindex: 0 }, svg)}\n${legend(plot.series)}`;
}

function drawSeries({ lines, dots, isForeign = false }: Series, index: number, x: Scale, y: Scale): string {
  const paths = lines
    .filter((line) => line.length > 1)
    .map((line) =>
      element('path', {
        class: 'line',
        d: line.map((dot, place) => `${place === 0 ? 'M' : 'L'}${x(dot.x).toFixed(1)} ${y(dot.y).toFixed(1)}`).join(''),
      }),
    );
  const marks = dots.map((dot) => mark(index, x(dot.x), y(dot.y), `<title>${escape(dot.title)}</title>`));
  return element(
    'g',
    { class: `series-${index % colours}${isForeign ? ' foreign' : ''}` },
    [...paths, ...marks].join(''),
  );
}

function legend(series: readonly Series[]): string {
  if (series.length < 2) return '';
  const items = series.map(({ name, isForeign }, index) => {
    const sample = element(
      'svg',
      { viewBox: '0 0 24 12', class: `sample series-${index % colours}${isForeign ? ' foreign' : ''}` },
      `<path class="line" d="M0 6H24"/>${mark(index, 12, 6, '')}`,
    );
    return `<li>${sample}${escape(name)}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** A shape for each series: circle, square, triangle, diamond, cross, and so on again. */
function mark(index: number, x: number, y: number, title: string): string {
  const shapes = [
    'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
    'M-3.5-3.5h7v7h-7z',
    'M0-4.5L4.5 3.5h-9z',
    'M0-5L4.5 0L0 5L-4.5 0z',
    'M-4-4L4 4M4-4L-4 4',
  ];
  return element(
    'path',
    { class: 'dot', d: shapes[index % shapes.length] ?? '', transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    title,
  );
}

function yAxisTick(y: number, label: string): string {
  return (
    element('path', { class: 'grid', d: `M${frame.left} ${y.toFixed(1)}H${width - frame.right}` }) +
    text(frame.left - 8, y + 4, label, 'end')
  );
}

export function text(x: number, y: number, label: string, anchor: 'start' | 'middle' | 'end', kind = 'tick'): string {
  return element('text', { x, y, 'text-anchor': anchor, class: kind }, escape(label));
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
