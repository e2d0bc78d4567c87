/** The four plots of a training, which share their epochs and their cursor: what each draws, on which axis. */

import { CurvePlot, type PlotOptions } from './curve-plot.js';
import type { Curves, Columns } from './training-curves.js';

export const plotNames = ['loss', 'accuracy', 'rate', 'gradientNorm'] as const satisfies readonly (keyof Curves)[];
export type PlotName = (typeof plotNames)[number];

/** What all four have in common; `host` finds the element that one is drawn in. */
export interface SharedOptions extends Pick<PlotOptions, 'compared' | 'colours' | 'onPoint' | 'isLog'> {
  readonly host: (name: PlotName) => HTMLElement;
}

type Kind = Pick<PlotOptions, 'curves' | 'unit' | 'top' | 'height'>;

/** Of the plots that others are read against, and of those that stand below them. */
const [tall, low] = [192, 112];
const aboveAll = (least: number) => (largest: number) => Math.max(largest * 1.05, least);

const kinds: Readonly<Record<PlotName, Kind>> = {
  loss: { curves: ['step', 'train', 'test'], unit: '', top: aboveAll(0.1), height: tall },
  accuracy: { curves: ['train', 'test'], unit: ' %', top: () => 100, height: tall },
  rate: { curves: ['train'], unit: '', top: aboveAll(1e-6), height: low },
  gradientNorm: { curves: ['train'], unit: '', top: aboveAll(1e-3), height: low },
};

export class TrainingPlots {
  readonly #plots: Readonly<Record<PlotName, CurvePlot>>;

  constructor(private readonly options: SharedOptions) {
    const create = (name: PlotName): CurvePlot =>
      // An accuracy of 0 is one; there is no logarithm of it.
      new CurvePlot({
        ...options,
        ...kinds[name],
        isLog: options.isLog && name !== 'accuracy',
        host: options.host(name),
      });
    this.#plots = {
      loss: create('loss'),
      accuracy: create('accuracy'),
      rate: create('rate'),
      gradientNorm: create('gradientNorm'),
    };
  }

  /** Draws the curves over `epochs` epochs. @param chance the accuracy that guessing has, in percent. */
  show(curves: Curves, epochs: number, chance: number | undefined): void {
    for (const name of plotNames) {
      const columns = this.options.isLog && name !== 'accuracy' ? aboveZero(curves[name]) : curves[name];
      this.#plots[name].show(columns, epochs, name === 'accuracy' ? chance : undefined);
    }
  }

  /** Puts the cursor of all at an epoch, or takes it away. */
  point(epoch: number | undefined): void {
    plotNames.forEach((name) => this.#plots[name].point(epoch));
  }

  resize(): void {
    plotNames.forEach((name) => this.#plots[name].resize(this.options.host(name).clientWidth));
  }

  /** After a change of colours. */
  redraw(): void {
    plotNames.forEach((name) => this.#plots[name].redraw());
  }

  destroy(): void {
    plotNames.forEach((name) => this.#plots[name].destroy());
  }
}

/** What a logarithmic axis has no place for is a gap: a cosine's last rate, say. */
function aboveZero([x, ...series]: Columns): Columns {
  return [
    x,
    ...series.map((column) => column.map((value) => (typeof value === 'number' && value <= 0 ? null : value))),
  ];
}
