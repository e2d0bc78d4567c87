/** `<thaw-training-chart>`: loss and accuracy of a training run, epoch by epoch, as two plots with one cursor and as a table. */

import { html, LitElement, nothing, svg, unsafeCSS } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import plotStyles from 'uplot/dist/uPlot.min.css?inline';
import type { TrainingState } from '../state/training.js';
import { sharedStyles } from '../styles/shared.js';
import type { EpochReport } from '../worker/protocol.js';
import type { CurvePlot, PlotColours, PlotOptions } from './curve-plot.js';
import { epochTable } from './epoch-table.js';
import { emit } from './events.js';
import { printPercent } from './format.js';
import { ThemeColours } from './theme-colours.js';
import { trainingChartStyles } from './training-chart-styles.js';
import { curvesOf } from './training-curves.js';

interface Plots {
  readonly loss: CurvePlot;
  readonly accuracy: CurvePlot;
}

type Curve = 'train' | 'test' | 'step' | 'chance';

@customElement('thaw-training-chart')
export class ThawTrainingChart extends LitElement {
  @property({ attribute: false }) training!: TrainingState;
  /** Classes that are told apart: guessing is right for one in so many. 0 while that is not known. */
  @property({ type: Number }) classCount = 0;

  /** The epoch under the cursor. */
  @state() private pointed: number | undefined;
  @state() private isTableOpen = false;
  /** What was pointed at with the keyboard, for those who hear the page. */
  @state() private said = '';
  @query('#loss') private lossHost!: HTMLElement;
  @query('#accuracy') private accuracyHost!: HTMLElement;

  #plots: Plots | undefined;
  #colours: PlotColours | undefined;
  readonly #theme = new ThemeColours(this, () => this.#recolour());
  readonly #size = new ResizeObserver(() => this.#resize());

  static override styles = [sharedStyles, unsafeCSS(plotStyles), trainingChartStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    this.#plots?.loss.destroy();
    this.#plots?.accuracy.destroy();
    this.#plots = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isGone = this.pointed !== undefined && this.pointed > this.training.epochs.length;
    if (changed.has('training') && isGone) this.pointed = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('training') || changed.has('classCount')) this.#draw();
    if (changed.has('pointed')) this.#point();
  }

  protected override render(): TemplateResult {
    const { epochs, stepLosses } = this.training;
    const shown = epochs[(this.pointed ?? epochs.length) - 1];
    return html`
      <header>
        <h2>Curves</h2>
        <p class="quiet-text">${this.#where(shown)}</p>
      </header>
      <div
        class="plots ${stepLosses.length === 0 ? 'without-curves' : ''}"
        role="figure"
        tabindex="0"
        aria-label="Loss and accuracy by epoch; the arrow keys move along the epochs"
        @keydown=${this.#walk}
        @blur=${() => this.#pointAt(undefined)}
      >
        ${stepLosses.length === 0 ? html`<p class="empty quiet-text">Curves are drawn here while the head trains.</p>` : nothing}
        ${lossPlot(shown, stepLosses.at(-1)?.loss)} ${accuracyPlot(shown, this.classCount)}
      </div>
      <p class="visually-hidden" aria-live="polite">${this.said}</p>
      <details class=${epochs.length === 0 ? 'waiting' : ''} @toggle=${this.#toggleTable}>
        <summary>All epochs as a table</summary>
        ${this.isTableOpen ? epochTable(epochs) : nothing}
      </details>
    `;
  }

  #where(shown: EpochReport | undefined): string {
    if (!shown) return '';
    const { epochCount } = this.training;
    return `${this.pointed === undefined ? 'Latest: epoch' : 'Epoch'} ${shown.epoch} of ${epochCount}`;
  }

  /** What draws curves is loaded beside the page, which need not wait for it. */
  async #load(): Promise<void> {
    try {
      const [{ CurvePlot }] = await Promise.all([import('./curve-plot.js'), this.updateComplete]);
      if (!this.isConnected || this.#plots) return;
      this.#plots = this.#createPlots((options) => new CurvePlot(options));
      this.#draw();
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  #draw(): void {
    if (!this.#plots) return;
    const { loss, accuracy } = this.#plots;
    const curves = curvesOf(this.training);
    const epochs = this.training.epochCount;
    loss.show(curves.loss, epochs);
    accuracy.show(curves.accuracy, epochs, this.classCount > 1 ? 100 / this.classCount : undefined);
  }

  #createPlots(create: (options: PlotOptions) => CurvePlot): Plots {
    const shared = {
      colours: () => (this.#colours ??= this.#readColours()),
      onPoint: (epoch: number | undefined) => (this.pointed = this.#measured(epoch)),
    };
    return {
      loss: create({
        ...shared,
        host: this.lossHost,
        curves: ['step', 'train', 'test'],
        unit: '',
        top: (largest) => Math.max(largest * 1.05, 0.1),
      }),
      accuracy: create({
        ...shared,
        host: this.accuracyHost,
        curves: ['train', 'test'],
        unit: ' %',
        top: () => 100,
      }),
    };
  }

  /** The epoch if its figures are there, else the last one with figures. */
  #measured(epoch: number | undefined): number | undefined {
    const last = this.training.epochs.length;
    return epoch === undefined || last === 0 ? undefined : Math.min(epoch, last);
  }

  #point(): void {
    this.#plots?.loss.point(this.pointed);
    this.#plots?.accuracy.point(this.pointed);
  }

  #pointAt(epoch: number | undefined): void {
    this.pointed = this.#measured(epoch);
    const shown = this.training.epochs[(this.pointed ?? 0) - 1];
    this.said = shown ? sentence(shown) : '';
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const last = this.training.epochs.length;
    const from = this.pointed ?? last;
    const steps: Readonly<Record<string, number | undefined>> = {
      ArrowLeft: this.pointed === undefined ? last : Math.max(1, from - 1),
      ArrowRight: Math.min(last, from + 1),
      Home: 1,
      End: last,
    };
    if (event.key === 'Escape') this.#pointAt(undefined);
    const next = steps[event.key];
    if (next === undefined || last === 0) return;
    event.preventDefault();
    this.#pointAt(next);
  };

  readonly #toggleTable = (event: Event): void => {
    this.isTableOpen = (event.target as HTMLDetailsElement).open;
  };

  #resize(): void {
    this.#plots?.loss.resize(this.lossHost.clientWidth);
    this.#plots?.accuracy.resize(this.accuracyHost.clientWidth);
  }

  #recolour(): void {
    this.#colours = undefined;
    this.#plots?.loss.redraw();
    this.#plots?.accuracy.redraw();
  }

  #readColours(): PlotColours {
    const read = (token: string) => this.#theme.read(token);
    return { train: read('--warm'), test: read('--text'), text: read('--text-quiet'), line: read('--line') };
  }
}

function lossPlot(shown: EpochReport | undefined, step: number | undefined): TemplateResult {
  const say = (loss: number | undefined) => loss?.toFixed(3) ?? '–';
  return html`<div class="plot">
    <div class="head">
      <h3>Loss <span class="unit">in nats</span></h3>
      ${entry('step', say(step))} ${entry('train', say(shown?.trainLoss))} ${entry('test', say(shown?.testLoss))}
    </div>
    <div id="loss" class="canvas" aria-hidden="true"></div>
  </div>`;
}

function accuracyPlot(shown: EpochReport | undefined, classCount: number): TemplateResult {
  const say = (accuracy: number | undefined) => (accuracy === undefined ? '–' : printPercent(accuracy));
  return html`<div class="plot">
    <div class="head">
      <h3>Accuracy</h3>
      ${classCount > 1 ? entry('chance', say(1 / classCount)) : nothing} ${entry('train', say(shown?.trainAccuracy))}
      ${entry('test', say(shown?.testAccuracy))}
    </div>
    <div id="accuracy" class="canvas" aria-hidden="true"></div>
  </div>`;
}

/** A curve's sign and its value. */
function entry(curve: Curve, value: string): TemplateResult {
  const dot = curve === 'test' ? svg`<circle cx="11" cy="5" r="3" />` : nothing;
  return html`<span class="entry">
    <svg class="sign ${curve}" viewBox="0 0 22 10" aria-hidden="true">
      <path d="M0 5H22" />
      ${dot}
    </svg>
    ${curve} <b>${value}</b>
  </span>`;
}

function sentence({ epoch, trainLoss, testLoss, trainAccuracy, testAccuracy }: EpochReport): string {
  const losses = `loss ${trainLoss.toFixed(3)} in training, ${testLoss.toFixed(3)} in the test`;
  return `Epoch ${epoch}: ${losses}; accuracy ${printPercent(trainAccuracy)} and ${printPercent(testAccuracy)}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-training-chart': ThawTrainingChart;
  }
}
