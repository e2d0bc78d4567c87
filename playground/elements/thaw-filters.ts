/**
 * `<thaw-filters>`: the weights of a convolution as small pictures: in colour where it reads the picture, else the kernels
 * of one filter by input channel; of the network as it came, as it was trained here, or the change between the two.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../engine/index.js';
import type { Cursor } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { whileWorking } from '../state/while-working.js';
import { sharedStyles } from '../styles/shared.js';
import type { FilterReport, LayerSummary, ModelSummary, Progress, WeightsOf } from '../worker/protocol.js';
import { filterTiles, type FilterTile } from './filter-tiles.js';
import { printProgress, printValue } from './format.js';
import { inspectionStyles } from './inspection-styles.js';
import { sayChange, sayFilters, sayGradient, weightsNames } from './inspector-words.js';
import './thaw-channel-chooser.js';
import type { ChannelChoice } from './thaw-channel-chooser.js';
import type { InspectionEngine } from './thaw-inspector.js';
import { tileStyles } from './tile-styles.js';

const isConvolution = ({ kind }: LayerSummary) => kind === 'convolution';

/** The one that reads the picture; its filters are all shown. */
function firstConvolution(model: ModelSummary | undefined): string {
  return model?.blocks.flatMap(({ layers }) => layers).find(isConvolution)?.name ?? '';
}

@customElement('thaw-filters')
export class ThawFilters extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** What was pointed at last. */
  @property({ attribute: false }) cursor: Cursor | undefined;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;
  /** Weights are on the move while a training runs. */
  @property({ type: Boolean }) busy = false;

  @state() private layer = '';
  @state() private channel = 0;
  @state() private of: WeightsOf = 'pretrained';
  @state() private report: FilterReport | undefined;
  @state() private refusal = '';
  /** How far the data are that a gradient takes. */
  @state() private waiting = '';
  #tiles: readonly FilterTile[] = [];
  #latest = 0;

  static override styles = [
    sharedStyles,
    inspectionStyles,
    tileStyles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: end;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasRetrained) this.of = 'pretrained';
    if (!findLayer(this.model, this.layer)) {
      this.layer = firstConvolution(this.model);
      this.channel = 0;
    }
    const isOther = ['model', 'layer', 'of', 'busy'].some((name) => changed.has(name)) || this.#isOutdated(changed);
    if (isOther && this.layer !== '' && !this.busy) void this.#read();
    this.#tiles = this.#shown ? filterTiles(this.#shown, this.channel) : [];
  }

  protected override updated(): void {
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, index) => {
      const pixels = this.#tiles[index]?.pixels;
      if (pixels) canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    });
  }

  async #read(): Promise<void> {
    const turn = (this.#latest += 1);
    const tell = (progress: Progress) => {
      if (turn === this.#latest) this.waiting = printProgress(progress);
    };
    try {
      const report = await whileWorking(tell, (telling) => this.engine.readFilters(this.layer, this.of, telling));
      if (turn !== this.#latest) return;
      this.report = report;
      this.refusal = '';
    } catch (error) {
      if (turn === this.#latest) this.refusal = messageOf(error);
    } finally {
      if (turn === this.#latest) this.waiting = '';
    }
  }

  #isOutdated(changed: PropertyValues): boolean {
    return changed.has('trained') && this.of !== 'pretrained';
  }

  /** What was read, unless another layer has been chosen meanwhile. */
  get #shown(): FilterReport | undefined {
    return this.report?.layer === this.layer ? this.report : undefined;
  }

  protected override render(): TemplateResult {
    const report = this.#shown;
    return html`
      <div class="choices">
        <thaw-channel-chooser
          .model=${this.model}
          .choice=${{ layer: this.layer, channel: this.channel }}
          .pointed=${this.cursor}
          .offers=${isConvolution}
          ?whole=${this.layer === firstConvolution(this.model)}
          @thaw-channel=${(event: CustomEvent<ChannelChoice>) => {
            this.layer = event.detail.layer;
            this.channel = event.detail.channel;
          }}
        ></thaw-channel-chooser>
        ${this.hasRetrained ? this.#whose() : nothing}
      </div>
      <p role="status">
        ${this.refusal || this.waiting || (report ? sayFilters(report, this.channel, this.#tiles.length) : '')}
      </p>
      ${report?.change === undefined ? nothing : html`<p><b>${sayChange(report.change)}</b></p>`}
      ${report?.gradient === undefined ? nothing : html`<p>${sayGradient(report.gradient)}</p>`}
      <ul class="tiles" aria-label="Filters of ${this.layer}">
        ${this.#tiles.map((tile) => this.#tile(tile))}
      </ul>
    `;
  }

  #whose(): TemplateResult {
    return html`<fieldset class="segmented">
      <legend class="visually-hidden">Whose weights</legend>
      ${(Object.keys(weightsNames) as WeightsOf[]).map(
        (of) =>
          html`<label>
            <input type="radio" name="of" .checked=${of === this.of} @change=${() => (this.of = of)} /><span
              >${weightsNames[of]}</span
            >
          </label>`,
      )}
    </fieldset>`;
  }

  #tile({ channel, norm, pixels }: FilterTile): TemplateResult {
    const kind = this.report?.isOfPicture ? 'filter' : 'input channel';
    return html`<li title="${kind} ${channel}, norm ${printValue(norm)}">
      <canvas width=${pixels.width} height=${pixels.height} aria-hidden="true"></canvas>
      <span><span class="visually-hidden">${kind}</span> ${channel}</span>
      <span class="quiet-text"><span class="visually-hidden">norm</span> ${printValue(norm)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-filters': ThawFilters;
  }
}
