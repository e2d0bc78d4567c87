/**
 * `<thaw-spine>`: the network from the picture to the prediction, each block a tile with a live thumbnail of its maps, cold
 * and hatched where it is frozen, warm where it learns. Choosing a tile sends `thaw-choose-layer`; moving the ice line and
 * pressing what stands under a tile sends `thaw-mask`, or `thaw-block-settings`.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { defaultRecipe, type Recipe } from '../../engine/index.js';
import type { AppState, PaneName, Picture } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import type { StepFrame } from '../state/step-frames.js';
import { layersOf, lineOf, moveLine, stateOf, thawedBy, withLayers, type Thawed } from '../state/mask.js';
import { sharedStyles } from '../styles/shared.js';
import type { BlockSummary, ModelSummary, Prediction } from '../worker/protocol.js';
import { emit } from './events.js';
import type { MapPainter } from './maps-canvas.js';
import { maskButtonsStyles } from './mask-buttons-styles.js';
import { maskButtons } from './mask-buttons.js';
import { spineStyles } from './spine-styles.js';
import { spineTileStyles } from './spine-tile-styles.js';
import { blockWires, inputWire, wireStyles } from './spine-wires.js';
import { predictionBars, skeleton } from './spine-tiles.js';
import { blockKey, describe, lightSigns, sayLine, shapeOf, stagesOf, type Stage } from './spine-words.js';
import './thaw-ice-line.js';
import type { LineMoved } from './thaw-ice-line.js';
import './thaw-map-thumbnail.js';

/** How much of its neighbours shows beside a tile that is scrolled to, in CSS pixels. */
const revealMargin = 32;

@customElement('thaw-spine')
export class ThawSpine extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) picture: Picture | undefined;
  @property({ attribute: false }) predictions: readonly Prediction[] | undefined;
  @property({ attribute: false }) panes!: AppState['panes'];
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;
  /** While a training runs by it, the mask can be seen and not changed. */
  @property({ type: Boolean }) locked = false;
  @property() focusedPane: PaneName = 'early';
  @property({ attribute: false }) painter: MapPainter | undefined;
  /** What of a training step is being shown: its blocks light up. */
  @property({ attribute: false }) lit: StepFrame | undefined;

  /** The one block whose tile and buttons Tab reaches; the arrow keys move on from it. */
  @state() private reachable = 0;
  /** Where the ice line may stand. */
  @state() private edges: readonly number[] = [];

  @query('.scroller') private scroller!: HTMLElement;
  @query('.track') private track!: HTMLElement;

  #thawed: Thawed = new Set();
  /** The block that was frozen or thawed last: a range goes on from it. */
  #anchor = 0;
  readonly #size = new ResizeObserver(() => this.#measure());

  static override styles = [sharedStyles, spineStyles, spineTileStyles, maskButtonsStyles, wireStyles];

  protected override firstUpdated(): void {
    this.#size.observe(this.track);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override willUpdate(): void {
    const { model } = this;
    this.#thawed = (model && thawedBy(model, { ...this.recipe, ...this.recipe.phases[0] })) ?? new Set();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('model')) void this.updateComplete.then(() => this.#measure());
    if (changed.has('panes') || changed.has('focusedPane') || changed.has('model')) this.#revealPane();
    if (changed.has('lit') && this.lit) this.#revealLit(this.lit);
  }

  protected override render(): TemplateResult {
    return html`<div class="scroller">
      <div
        class="track"
        role="toolbar"
        aria-label="The network, from the picture to the prediction"
        @keydown=${this.#walk}
        @thaw-line=${this.#moveLine}
      >
        ${this.#input()} ${this.model ? this.#network(this.model) : skeleton()}
      </div>
    </div>`;
  }

  #input(): TemplateResult {
    const size = this.model?.inputSize;
    return html`<div class="zone input">
      <p class="stage-name quiet-text">${size ? `3 × ${size} × ${size}` : ''}</p>
      <div class="block">
        ${inputWire()}
        <div class="tile photograph">
          ${this.picture ? html`<img src=${this.picture.url} alt=${this.picture.name} />` : ''}
        </div>
        <p class="name">input</p>
      </div>
    </div>`;
  }

  #network(model: ModelSummary): TemplateResult {
    const line = lineOf(model, this.#thawed);
    return html`
      <div class="stages">${stagesOf(model.blocks).map((stage) => this.#stage(model, stage))}</div>
      <thaw-ice-line
        .edges=${this.edges}
        .line=${line}
        .words=${sayLine(model, line, this.#thawed)}
        ?locked=${this.locked}
      ></thaw-ice-line>
    `;
  }

  #stage(model: ModelSummary, stage: Stage): TemplateResult {
    const layers = layersOf(stage);
    const own = stateOf({ layers }, this.#thawed);
    return html`<div class="stage ${own}" role="group" aria-label=${stage.name}>
      <p class="stage-name">
        <button
          class="quiet"
          tabindex="-1"
          ?disabled=${this.locked}
          aria-pressed=${own === 'mixed' ? 'mixed' : own === 'thawed'}
          title="Freeze or thaw the whole of ${stage.name}"
          @click=${() => this.#train(layers, own !== 'thawed')}
        >
          ${stage.name}
        </button>
        <span class="quiet-text">${shapeOf(stage)}</span>
      </p>
      <div class="blocks">${repeat(stage.blocks, blockKey(model), (block) => this.#block(model, block))}</div>
    </div>`;
  }

  #block(model: ModelSummary, block: BlockSummary): TemplateResult {
    const index = model.blocks.indexOf(block);
    const isReachable = index === this.reachable;
    const panes = this.#panesOf(block);
    const layer = findLayer(this.model, block.output);
    const part = this.lit?.blocks.includes(block.name) ? this.lit.part : undefined;
    return html`<div
      class="block ${stateOf(block, this.#thawed)} ${part ? `lit ${part}` : ''}"
      @focusin=${() => {
        this.reachable = index;
      }}
    >
      ${blockWires(block)}
      <button
        class="tile"
        aria-pressed=${panes.length > 0}
        tabindex=${isReachable ? 0 : -1}
        data-index=${index}
        data-row="0"
        @click=${() => emit(this, 'thaw-choose-layer', { layer: block.output })}
      >
        <span class="visually-hidden">${describe(block, panes)}</span>
        ${
          block.stage === 'head'
            ? predictionBars(this.predictions)
            : html`<thaw-map-thumbnail
                .painter=${this.painter}
                .layer=${layer}
                .revision=${this.picture?.report ? this.picture.revision : 0}
              ></thaw-map-thumbnail>`
        }
      </button>
      ${part ? html`<span class="light" aria-hidden="true">${lightSigns[part]}</span>` : ''}
      <p class="name">${block.name}</p>
      ${maskButtons({
        model,
        block,
        recipe: this.recipe,
        thawed: this.#thawed,
        isReachable,
        isLocked: this.locked,
        onToggle: (isRange) => this.#toggle(model, index, isRange),
      })}
      ${panes.map((pane) => html`<span class="pin ${pane}" aria-hidden="true">${pane}</span>`)}
    </div>`;
  }

  #panesOf(block: BlockSummary): PaneName[] {
    const isIn = (pane: PaneName) => block.layers.some((layer) => layer.name === this.panes[pane].layer);
    return (['early', 'late'] as const).filter(isIn);
  }

  #revealPane(): void {
    this.#reveal(this.model?.blocks.findIndex((block) => this.#panesOf(block).includes(this.focusedPane)));
  }

  #revealLit({ blocks: [first] }: StepFrame): void {
    this.#reveal(this.model?.blocks.findIndex(({ name }) => name === first));
  }

  /** Scrolls the spine, and nothing around it, to a block. */
  #reveal(index: number | undefined): void {
    const block = this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)?.closest<HTMLElement>('.block');
    if (!block) return;
    const [view, target] = [this.scroller.getBoundingClientRect(), block.getBoundingClientRect()];
    const before = target.left - revealMargin - view.left;
    const after = target.right + revealMargin - view.right;
    if (before < 0) this.scroller.scrollLeft += before;
    else if (after > 0) this.scroller.scrollLeft += after;
  }

  /** Along a row of tiles or of buttons, and between the rows. */
  #walk(event: KeyboardEvent): void {
    const from = event.composedPath()[0] as HTMLElement;
    const row = Number(from.dataset.row ?? NaN);
    const last = (this.model?.blocks.length ?? 1) - 1;
    const steps: Readonly<Record<string, readonly [block: number, row: number]>> = {
      ArrowLeft: [this.reachable - 1, row],
      ArrowRight: [this.reachable + 1, row],
      ArrowUp: [this.reachable, row - 1],
      ArrowDown: [this.reachable, row + 1],
      Home: [0, row],
      End: [last, row],
    };
    const next = steps[event.key];
    if (!next || Number.isNaN(row)) return;
    event.preventDefault();
    const index = Math.min(Math.max(next[0], 0), last);
    this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"][data-row="${next[1]}"]`)?.focus();
  }

  readonly #moveLine = (event: CustomEvent<LineMoved>): void => {
    if (this.model)
      emit(this, 'thaw-mask', { thawed: moveLine(this.model, this.#thawed, event.detail.line), gesture: 'line' });
  };

  #train(layers: BlockSummary['layers'], isThawed: boolean): void {
    emit(this, 'thaw-mask', { thawed: withLayers(this.#thawed, layers, isThawed) });
  }

  /** Freezes or thaws a block; as a range, all blocks from the last one to it. */
  #toggle({ blocks }: ModelSummary, index: number, isRange: boolean): void {
    const block = blocks[index];
    if (!block) return;
    const [first, last] = isRange ? [Math.min(this.#anchor, index), Math.max(this.#anchor, index)] : [index, index];
    this.#train(layersOf({ blocks: blocks.slice(first, last + 1) }), stateOf(block, this.#thawed) !== 'thawed');
    this.#anchor = index;
  }

  /** The left edge of every block. */
  #measure(): void {
    const blocks = [...this.renderRoot.querySelectorAll<HTMLElement>('.stages .block')];
    const { left } = this.track.getBoundingClientRect();
    this.edges = blocks.map((block) => block.getBoundingClientRect().left - left);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-spine': ThawSpine;
  }
}
