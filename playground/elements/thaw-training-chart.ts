/**
 * `<thaw-training-chart>`: loss, accuracy, rate and gradients of a training as plots with one cursor, and as a table.
 *
 * @csspart plots the four plots
 * @csspart table every epoch as a row
 */

import { html, LitElement, nothing, unsafeCSS } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import plotStyles from 'uplot/dist/uPlot.min.css?inline';
import { trainingOf, type RunRecord } from '../state/run-record.js';
import { untrained, type TrainingState } from '../state/training.js';
import { sharedStyles } from '../styles/shared.js';
import type { EpochReport } from '../worker/protocol.js';
import type { PlotColours } from './curve-plot.js';
import { epochTable } from './epoch-table.js';
import { emit } from './events.js';
import { accuracyPlot, gradientPlot, lossPlot, ratePlot, sentence } from './plot-heads.js';
import { runLook } from './run-looks.js';
import { ThemeColours } from './theme-colours.js';
import { trainingChartStyles } from './training-chart-styles.js';
import { curvesOf, stepAt } from './training-curves.js';
import type { SharedOptions, TrainingPlots } from './training-plots.js';

/** Of the steps' losses, where they are smoothed. */
const smoothing = 0.9;

/** A list is made anew with every change of the page; plots are not, unless there are other runs in it. */
function areOthers(now: readonly RunRecord[], before: readonly RunRecord[] | undefined): boolean {
  return now.length !== before?.length || now.some((run, index) => run !== before[index]);
}

@customElement('thaw-training-chart')
export class ThawTrainingChart extends LitElement {
  @property({ attribute: false }) training: TrainingState = untrained;
  /** Classes that are told apart: guessing is right for one in so many. 0 while that is not known. */
  @property({ type: Number, attribute: 'class-count' }) classCount = 0;

  /** Other runs, whose test curves are drawn over this one's. */
  @property({ attribute: false, hasChanged: areOthers }) compared: readonly RunRecord[] = [];

  /** The epoch under the cursor. */
  @state() private pointed: number | undefined;
  @state() private isTableOpen = false;
  @state() private isLog = false;
  @state() private isSmooth = false;
  /** What was pointed at with the keyboard, for those who hear the page. */
  @state() private said = '';

  #create: ((options: SharedOptions) => TrainingPlots) | undefined;
  #plots: TrainingPlots | undefined;
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
    this.#destroyPlots();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isGone = this.pointed !== undefined && this.pointed > this.training.epochs.length;
    if (changed.has('training') && isGone) this.pointed = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('isLog') || changed.has('compared')) this.#destroyPlots();
    if (['training', 'classCount', 'compared', 'isLog', 'isSmooth'].some((name) => changed.has(name))) this.#draw();
    if (changed.has('pointed')) this.#point();
  }

  protected override render(): TemplateResult {
    const { epochs } = this.training;
    const shown = epochs[(this.pointed ?? epochs.length) - 1];
    const step = stepAt(this.training, this.pointed);
    const isEmpty = this.#isEmpty;
    return html`
      <header>
        <h2>Curves</h2>
        <div class="switches">
          ${this.#switch('log scale', this.isLog, (isOn) => (this.isLog = isOn))}
          ${this.#switch('smooth', this.isSmooth, (isOn) => (this.isSmooth = isOn))}
        </div>
        <p class="quiet-text">${this.#where(shown)}</p>
      </header>
      <div
        part="plots"
        class="plots ${isEmpty ? 'without-curves' : ''}"
        role="figure"
        tabindex="0"
        aria-label="Loss, accuracy, learning rate and gradients by epoch; the arrow keys move along the epochs"
        @keydown=${this.#walk}
        @blur=${() => this.#pointAt(undefined)}
      >
        ${isEmpty ? html`<p class="empty quiet-text">Curves are drawn here while the head trains.</p>` : nothing}
        ${lossPlot(shown, step)} ${accuracyPlot(shown, this.classCount)} ${ratePlot(step)} ${gradientPlot(step)}
      </div>
      <p class="visually-hidden" aria-live="polite">${this.said}</p>
      <details part="table" class=${epochs.length === 0 ? 'waiting' : ''} @toggle=${this.#toggleTable}>
        <summary>All epochs as a table</summary>
        ${this.isTableOpen ? epochTable(epochs) : nothing}
      </details>
    `;
  }

  #switch(name: string, isOn: boolean, onChange: (isOn: boolean) => void): TemplateResult {
    return html`<label class="switch">
      <input
        type="checkbox"
        .checked=${isOn}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
      />
      ${name}
    </label>`;
  }

  #where(shown: EpochReport | undefined): string {
    if (!shown) return '';
    const { epochCount } = this.training;
    return `${this.pointed === undefined ? 'Latest: epoch' : 'Epoch'} ${shown.epoch} of ${epochCount}`;
  }

  get #isEmpty(): boolean {
    return this.training.stepLosses.length === 0 && this.compared.length === 0;
  }

  /** What draws curves is loaded beside the page, which need not wait for it. */
  async #load(): Promise<void> {
    try {
      const [{ TrainingPlots }] = await Promise.all([import('./training-plots.js'), this.updateComplete]);
      this.#create = (options) => new TrainingPlots(options);
      this.#draw();
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  #draw(): void {
    if (!this.#create || !this.isConnected) return;
    const plots = (this.#plots ??= this.#create(this.#options()));
    const compared = this.compared.map(trainingOf);
    const curves = curvesOf(this.training, { smoothing: this.isSmooth ? smoothing : 0, compared });
    const epochs = Math.max(this.training.epochCount, ...compared.map((run) => run.epochs.length));
    plots.show(curves, epochs, this.classCount > 1 ? 100 / this.classCount : undefined);
  }

  #options(): SharedOptions {
    return {
      compared: this.compared.map((_, place) => runLook(place)),
      isLog: this.isLog,
      colours: () => (this.#colours ??= this.#readColours()),
      onPoint: (epoch) => (this.pointed = this.#measured(epoch)),
      host: (name) => this.renderRoot.querySelector<HTMLElement>(`#${name}`) as HTMLElement,
    };
  }

  /** The number of curves and the kind of an axis are fixed for a plot's life. */
  #destroyPlots(): void {
    this.#plots?.destroy();
    this.#plots = undefined;
  }

  /** The epoch if its figures are there, else the last one with figures. */
  #measured(epoch: number | undefined): number | undefined {
    const last = this.training.epochs.length;
    return epoch === undefined || last === 0 ? undefined : Math.min(epoch, last);
  }

  #point(): void {
    this.#plots?.point(this.pointed);
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
    this.#plots?.resize();
  }

  #recolour(): void {
    this.#colours = undefined;
    this.#plots?.redraw();
  }

  #readColours(): PlotColours {
    const read = (token: string) => this.#theme.read(token);
    return { train: read('--warm'), test: read('--text'), text: read('--text-quiet'), line: read('--line') };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-training-chart': ThawTrainingChart;
  }
}
