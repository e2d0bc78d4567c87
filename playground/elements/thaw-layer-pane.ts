/**
 * `<thaw-layer-pane>`: one half of the inspector: which layer, what it is, its maps, the legend of their colours, and what
 * is under the cursor. Its height does not depend on the layer.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sameNames } from '../../engine/index.js';
import type { Cursor, Pane, PaneName, PaneView, Place, TrainedState } from '../state/app-state.js';
import { findLayer, networkOf } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { LayerSummary, MapsReport, ModelSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import type { LookEvent } from './events.js';
import { isVector, printMaps, printValue } from './format.js';
import { nextIcon, previousIcon } from './icons.js';
import { layerOptions } from './layer-options.js';
import { legendOf } from './legend.js';
import { layerPaneStyles } from './layer-pane-styles.js';
import { deadMeaning, sayFigures, sayOrder } from './map-order-words.js';
import type { MapPainter } from './maps-canvas.js';
import { printSeen, samePlace, seenBy } from './receptive-field.js';
import './thaw-feature-maps.js';
import './thaw-map-view.js';

const titles: Readonly<Record<PaneName, string>> = { early: 'Early layer', late: 'Late layer' };

@customElement('thaw-layer-pane')
export class ThawLayerPane extends LitElement {
  @property() name: PaneName = 'early';
  @property({ attribute: false }) pane!: Pane;
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** The network that was trained here, if one was. */
  @property({ attribute: false }) trained: TrainedState | undefined;
  @property({ attribute: false }) painter: MapPainter | undefined;
  @property({ type: Number }) revision = 0;
  /** Wherever it points, in this pane or the other. */
  @property({ attribute: false }) cursor: Cursor | undefined;
  /** True for the pane that shows what is chosen on the spine. */
  @property({ type: Boolean, reflect: true }) focused = false;

  @state() private report: MapsReport | undefined;

  static override styles = [sharedStyles, layerPaneStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('model')) this.report = undefined;
  }

  protected override render(): TemplateResult {
    const layer = this.#layer;
    return html`
      <section aria-label=${titles[this.name]} @pointerdown=${this.#focus} @focusin=${this.#focus}>
        <header>
          <h2>${titles[this.name]}</h2>
          <span class="marker">${this.focused ? 'tiles above open here' : ''}</span>
          ${this.#chooser()}
        </header>
        <p class="kind">
          ${layer ? html`${layer.kind} <span class="quiet-text">${printMaps(layer)}</span>` : html`<i class="bone"></i>`}
        </p>
        <thaw-map-view
          .pane=${this.name}
          .view=${this.#view(layer)}
          ?trained=${this.trained}
          ?vector=${layer !== undefined && isVector(layer)}
        ></thaw-map-view>
        ${this.#showsTraining ? html`<thaw-moment .trained=${this.trained}></thaw-moment>` : nothing}
        ${this.#maps(layer)} ${this.#legend(layer)} ${this.#readout(layer)}
      </section>
    `;
  }

  #chooser(): TemplateResult {
    const layers = this.model?.blocks.flatMap((block) => block.layers) ?? [];
    const index = layers.findIndex((layer) => layer.name === this.pane.layer);
    return html`<div class="chooser">
      ${this.#stepButton('Previous layer', layers[index - 1], previousIcon)}
      <select
        aria-label="Layer in this pane"
        ?disabled=${!this.model}
        .value=${this.pane.layer}
        @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
      >
        ${this.model ? layerOptions(this.model.blocks, this.pane.layer) : html`<option>loading the network</option>`}
      </select>
      ${this.#stepButton('Next layer', layers[index + 1], nextIcon)}
    </div>`;
  }

  #stepButton(label: string, layer: LayerSummary | undefined, icon: TemplateResult): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${layer ? `${label}: ${layer.name}` : label}
      ?disabled=${!layer}
      @click=${() => {
        if (layer) this.#choose(layer.name);
      }}
    >
      ${icon}
    </button>`;
  }

  /** A map of a single value has no range of its own. */
  #view(layer: LayerSummary | undefined): PaneView {
    const { scale, order } = this.pane;
    const network = networkOf(this.pane, this.trained);
    return { network, scale: layer && isVector(layer) && scale === 'channel' ? 'layer' : scale, order };
  }

  get #showsTraining(): boolean {
    return ['retrained', 'change'].includes(networkOf(this.pane, this.trained));
  }

  /** The head that was trained has the data's classes. */
  get #layer(): LayerSummary | undefined {
    const layer = findLayer(this.model, this.pane.layer);
    return layer && this.#showsTraining && this.#isHead(layer) ? { ...layer, shape: [this.#classes.length] } : layer;
  }

  #isHead({ name }: LayerSummary): boolean {
    return name === this.model?.blocks.at(-1)?.output;
  }

  get #classes(): readonly string[] {
    return (this.#showsTraining ? this.trained?.classes : this.model?.classes) ?? [];
  }

  /** A head for other classes than it came with has nothing in common with the one before. */
  #isIncomparable(layer: LayerSummary | undefined): boolean {
    const isChange = networkOf(this.pane, this.trained) === 'change';
    if (!isChange || !layer || !this.#isHead(layer)) return false;
    return !sameNames(this.#classes, this.model?.classes ?? []);
  }

  #maps(layer: LayerSummary | undefined): TemplateResult {
    const { cursor, model } = this;
    const isOwn = cursor?.pane === this.name;
    const other = cursor && !isOwn ? findLayer(model, cursor.layer) : undefined;
    if (this.#isIncomparable(layer)) {
      return html`<p class="incomparable quiet-text">
        The head that was trained tells other classes apart than the one before: there is nothing to compare.
      </p>`;
    }
    return html`<thaw-feature-maps
      .painter=${this.painter}
      .name=${this.name}
      .layer=${layer}
      .view=${this.#view(layer)}
      .revision=${this.revision + (this.#showsTraining && this.revision > 0 ? (this.trained?.revision ?? 0) : 0)}
      .place=${isOwn ? cursor.place : undefined}
      .echo=${cursor && other && layer ? samePlace(other, cursor.place, layer) : undefined}
      @thaw-maps=${(event: CustomEvent<MapsReport>) => {
        this.report = event.detail;
      }}
      @thaw-place=${(event: LookEvent<'thaw-place'>) => emit(this, 'thaw-pane-place', { pane: this.name, place: event.detail.place })}
    ></thaw-feature-maps>`;
  }

  #legend(layer: LayerSummary | undefined): TemplateResult {
    if (!this.report) return html`<div class="legend"><i class="bone"></i></div>`;
    const channel = this.cursor?.pane === this.name ? this.cursor.place.channel : undefined;
    const [low, high] = this.report.figures.range;
    const { network, scale, order } = this.#view(layer);
    const { gradient, ends, rule } = legendOf(this.report, scale, channel);
    return html`<div class="legend">
      <p class="ends">
        <span>${ends[0]}</span><i class="ramp" style="background: ${gradient}"></i><span>${ends[1]}</span>
      </p>
      <p class="rule quiet-text">
        <span>${rule}</span> <span class="range">layer: ${printValue(low)} to ${printValue(high)}</span>
      </p>
      <p class="rule quiet-text">
        <span>${sayOrder(this.report, order, channel)}</span>
        <span title=${deadMeaning}>${sayFigures(this.report, network)}</span>
      </p>
    </div>`;
  }

  #readout(layer: LayerSummary | undefined): TemplateResult {
    const { cursor, model } = this;
    if (cursor?.pane !== this.name || !layer || !model) {
      return html`<p class="readout quiet-text">Point at a map for its values, or focus it and use the arrow keys.</p>`;
    }
    const place = placeWords(layer, cursor.place, this.#isHead(layer) ? this.#classes : []);
    const value = cursor.value === undefined ? undefined : printValue(cursor.value);
    const seen = printSeen(seenBy(layer.receptiveField, cursor.place), model.inputSize);
    return html`<p class="readout">
        <span>${place}</span>
        <span>value <b class="value">${value ?? '…'}</b></span>
        <span>sees <b>${seen}</b></span>
      </p>
      <p class="visually-hidden" aria-live="polite">${value === undefined ? nothing : `${place}: ${value}`}</p>`;
  }

  #choose(layer: string): void {
    emit(this, 'thaw-pane-layer', { pane: this.name, layer });
  }

  #focus(): void {
    emit(this, 'thaw-pane-focus', { pane: this.name });
  }
}

/** `channel 5, row 19, column 11`; a value of the head by its class. */
function placeWords(layer: LayerSummary, { channel, y, x }: Place, classes: readonly string[]): string {
  const className = classes[channel];
  if (className !== undefined) return `class ${className}`;
  return isVector(layer) ? `channel ${channel}` : `channel ${channel}, row ${y}, column ${x}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-layer-pane': ThawLayerPane;
  }
}
