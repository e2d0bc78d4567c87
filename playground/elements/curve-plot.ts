/** One plot of curves over epochs: uPlot, with the page's colours, a cursor that stops at epochs, and nothing else. */

import './valid-language.js';
import uPlot from 'uplot';
import type { RunLook } from './run-looks.js';
import type { Columns } from './training-curves.js';

/** Colours of a plot by what they are for, as a canvas takes them. */
export type PlotColours = Readonly<Record<'train' | 'test' | 'text' | 'line', string>>;

/** How a curve is drawn, so that it is known without its colour. */
export type CurveKind = 'step' | 'train' | 'test';

export interface PlotOptions {
  readonly host: HTMLElement;
  readonly curves: readonly CurveKind[];
  /** Test curves of other runs, after the own ones. */
  readonly compared: readonly RunLook[];
  /** Whether the y axis is logarithmic; it then begins at the smallest value there is. */
  readonly isLog: boolean;
  readonly unit: string;
  /** In CSS pixels. */
  readonly height: number;
  /** The top of the y axis for the largest value there is; its bottom is 0. */
  readonly top: (largest: number) => number;
  readonly colours: () => PlotColours;
  /** The epoch under the pointer, `undefined` once it has left. */
  readonly onPoint: (epoch: number | undefined) => void;
}

const font = '12px system-ui, sans-serif';

const looks: Record<CurveKind, { width: number; dash: number[]; alpha: number; hasPoints: boolean }> = {
  step: { width: 1, dash: [], alpha: 0.5, hasPoints: false },
  train: { width: 2, dash: [], alpha: 1, hasPoints: false },
  test: { width: 2, dash: [6, 4], alpha: 1, hasPoints: true },
};

export class CurvePlot {
  readonly #plot: uPlot;
  #epochs = 1;
  /** A value at which a level line is drawn, in the unit of the plot. */
  #level: number | undefined;

  constructor(private readonly options: PlotOptions) {
    this.#plot = new uPlot(
      this.#describe(),
      [[], ...options.curves.map(() => []), ...options.compared.map(() => [])],
      options.host,
    );
  }

  /** Draws the columns over `epochs` epochs, done or not, so that the axis stays where it is. */
  show(columns: Columns, epochs: number, level?: number): void {
    this.#epochs = Math.max(1, epochs);
    this.#level = level;
    this.#plot.setData(columns);
  }

  /** Puts the cursor at an epoch, or takes it away. */
  point(epoch: number | undefined): void {
    const left = epoch === undefined ? -10 : this.#plot.valToPos(epoch, 'x');
    this.#plot.setCursor({ left, top: epoch === undefined ? -10 : 0 }, false);
  }

  resize(width: number): void {
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.options.height });
  }

  /** After a change of colours. */
  redraw(): void {
    this.#plot.redraw(false, true);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #describe(): uPlot.Options {
    const { curves, compared, unit, top, isLog, height, onPoint } = this.options;
    return {
      width: Math.max(1, this.options.host.clientWidth),
      height,
      padding: [8, 20, 0, 0], // at the right, half of the longest number of epochs
      legend: { show: false },
      scales: {
        x: { time: false, range: () => [0, this.#epochs] },
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in uPlot's types alone
        y: isLog
          ? { distr: 3, range: (_, smallest, largest) => [smallest / 1.2, largest * 1.2] }
          : { range: (_, __, largest) => [0, top(largest)] },
      },
      axes: [this.#axis('x', (value) => String(value)), this.#axis('y', (value) => `${value}${unit}`)],
      series: [{}, ...curves.map((kind) => this.#series(kind)), ...compared.map(comparedSeries)],
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 7 },
        move: (plot, left, y) => (left < 0 ? [left, y] : [plot.valToPos(this.#epochAt(plot, left), 'x'), y]),
      },
      hooks: {
        setCursor: [({ cursor }) => onPoint(isOver(cursor.left) ? this.#epochAt(this.#plot, cursor.left) : undefined)],
        drawAxes: [(plot) => this.#drawLevel(plot)],
      },
    };
  }

  #epochAt(plot: uPlot, left: number): number {
    return Math.min(this.#epochs, Math.max(1, Math.round(plot.posToVal(left, 'x'))));
  }

  #series(kind: CurveKind): uPlot.Series {
    const { width, dash, alpha, hasPoints } = looks[kind];
    const colour = () => this.options.colours()[kind === 'test' ? 'test' : 'train'];
    return {
      stroke: colour,
      width,
      dash,
      alpha,
      points: { show: hasPoints && (() => this.#epochs <= 40), size: 5, fill: colour },
    };
  }

  #axis(scale: 'x' | 'y', say: (value: number) => string): uPlot.Axis {
    const { colours } = this.options;
    const line = { stroke: () => colours().line, width: 1 };
    const label = scale === 'x' ? { label: 'epoch', labelSize: 18, labelGap: 0, labelFont: font } : {};
    return {
      ...label,
      scale,
      stroke: () => colours().text,
      font,
      size: scale === 'x' ? 24 : 48,
      gap: 4,
      space: scale === 'x' ? 48 : 32,
      grid: { ...line, show: scale === 'y' },
      ticks: { ...line, size: 4 },
      values: (_, splits) => splits.map((value) => (scale === 'x' && !Number.isInteger(value) ? '' : say(value))),
    };
  }

  /** A dotted line across the plot: what guessing would reach. */
  #drawLevel(plot: uPlot): void {
    if (this.#level === undefined) return;
    const { ctx, bbox } = plot;
    const y = plot.valToPos(this.#level, 'y', true);
    ctx.save();
    ctx.strokeStyle = this.options.colours().text;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([1 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }
}

function comparedSeries({ colour, dash }: RunLook): uPlot.Series {
  return { stroke: colour, width: 2, dash: [...dash], points: { show: false } };
}

function isOver(left: number | undefined): left is number {
  return left !== undefined && left >= 0;
}
