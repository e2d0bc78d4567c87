/**
 * `<thaw-spine>`: the network from the picture to the prediction, each block a tile with a live thumbnail of its maps. The
 * ice line parts what is frozen (cold, hatched) from what is thawed (warm). Choosing a tile sends `thaw-choose-layer`.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AppState, PaneName, Picture } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { BlockSummary, ModelSummary, Prediction } from '../worker/protocol.js';
import { emit } from './events.js';
import { mapsShape, printCount, printPercent } from './format.js';
import { frozenIcon, thawedIcon } from './icons.js';
import type { MapPainter } from './maps-canvas.js';
import { spineStyles } from './spine-styles.js';
import { blockWires, iceEdge, inputWire, shortcutWords, wireStyles } from './spine-wires.js';
import './thaw-map-thumbnail.js';

/** Tiles of the skeleton that stands in for a network that is still loading. */
const skeletonTiles = 10;
/** How much of its neighbours shows beside a tile that is scrolled to, in CSS pixels. */
const revealMargin = 32;

@customElement('thaw-spine')
export class ThawSpine extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) picture: Picture | undefined;
  @property({ attribute: false }) predictions: readonly Prediction[] | undefined;
  @property({ attribute: false }) panes!: AppState['panes'];
  @property() focusedPane: PaneName = 'early';
  @property({ attribute: false }) painter: MapPainter | undefined;

  /** The one tile that Tab reaches; the arrow keys move on from it. */
  @state() private reachable = 0;

  @query('.scroller') private scroller!: HTMLElement;

  static override styles = [sharedStyles, spineStyles, wireStyles];

  protected override updated(changed: PropertyValues): void {
    if (changed.has('panes') || changed.has('focusedPane') || changed.has('model')) this.#reveal();
  }

  protected override render(): TemplateResult {
    return html`<div class="scroller">
      <div
        class="track"
        role="toolbar"
        aria-label="The network, from the picture to the prediction"
        @keydown=${this.#walk}
      >
        ${this.#input()} ${this.model ? this.#network(this.model) : skeleton()}
      </div>
    </div>`;
  }

  #input(): TemplateResult {
    const size = this.model?.inputSize;
    return html`<div class="zone input">
      <p class="zone-name">picture</p>
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
    const body = model.blocks.filter((block) => block.stage !== 'head');
    const head = model.blocks.filter((block) => block.stage === 'head');
    return html`
      <div class="zone cold">
        <p class="zone-name">
          <span class="words"
            >${frozenIcon} frozen: keeps its ${printCount(parametersOf(body))} pretrained weights</span
          >
        </p>
        <div class="stages">
          ${stagesOf(body).map(
            ({ name, blocks }) =>
              html`<div class="stage" role="group" aria-label=${name}>
                <p class="stage-name">${name} <span class="quiet-text">${shapeOf(blocks)}</span></p>
                <div class="blocks">
                  ${repeat(blocks, blockKey(model), (block) => this.#block(block, model.blocks.indexOf(block)))}
                </div>
              </div>`,
          )}
        </div>
      </div>
      <div class="ice-line" title="The ice line: what stands before it is frozen, what stands after it learns">
        ${iceEdge()}<span class="visually-hidden">The ice line: frozen before, thawed after.</span>
      </div>
      <div class="zone warm">
        <p class="zone-name"><span class="words">${thawedIcon} thawed: learns</span></p>
        ${head.map(
          (block) =>
            html`<p class="stage-name">head <span class="quiet-text">${printCount(block.parameters)} weights</span></p>
              ${this.#block(block, model.blocks.indexOf(block))}`,
        )}
      </div>
    `;
  }

  #block(block: BlockSummary, index: number): TemplateResult {
    const panes = this.#panesOf(block);
    const layer = findLayer(this.model, block.output);
    return html`<div class="block">
      ${blockWires(block)}
      <button
        class="tile"
        aria-pressed=${panes.length > 0}
        tabindex=${index === this.reachable ? 0 : -1}
        data-index=${index}
        @focus=${() => {
          this.reachable = index;
        }}
        @click=${() => emit(this, 'thaw-choose-layer', { layer: block.output })}
      >
        <span class="visually-hidden">${describe(block, panes)}</span>
        ${
          block.stage === 'head'
            ? this.#bars()
            : html`<thaw-map-thumbnail
                .painter=${this.painter}
                .layer=${layer}
                .revision=${this.picture?.report ? this.picture.revision : 0}
              ></thaw-map-thumbnail>`
        }
      </button>
      <p class="name">${block.name}</p>
      ${panes.map((pane) => html`<span class="pin ${pane}" aria-hidden="true">${pane}</span>`)}
    </div>`;
  }

  /** The head's values are the prediction itself. */
  #bars(): TemplateResult {
    return html`<span class="bars">
      ${this.predictions
        ?.slice(0, 4)
        .map(
          ({ className, probability }) =>
            html`<span class="bar" title=${printPercent(probability)}>
              <i style="width: ${probability * 100}%"></i><span>${className}</span>
            </span>`,
        )}
    </span>`;
  }

  #panesOf(block: BlockSummary): PaneName[] {
    const isIn = (pane: PaneName) => block.layers.some((layer) => layer.name === this.panes[pane].layer);
    return (['early', 'late'] as const).filter(isIn);
  }

  /** Scrolls the spine, and nothing around it, to the block in the focused pane. */
  #reveal(): void {
    const index = this.model?.blocks.findIndex((block) => this.#panesOf(block).includes(this.focusedPane));
    const block = this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)?.closest<HTMLElement>('.block');
    if (!block) return;
    const [view, target] = [this.scroller.getBoundingClientRect(), block.getBoundingClientRect()];
    const before = target.left - revealMargin - view.left;
    const after = target.right + revealMargin - view.right;
    if (before < 0) this.scroller.scrollLeft += before;
    else if (after > 0) this.scroller.scrollLeft += after;
  }

  #walk(event: KeyboardEvent): void {
    const last = (this.model?.blocks.length ?? 1) - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: this.reachable - 1,
      ArrowRight: this.reachable + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.min(Math.max(next, 0), last);
    this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
}

function skeleton(): TemplateResult {
  const tiles = Array.from(
    { length: skeletonTiles },
    () => html`<div class="block"><div class="tile bone"></div></div>`,
  );
  return html`<div class="zone loading" aria-hidden="true">
    <p class="zone-name">&nbsp;</p>
    <p class="stage-name">&nbsp;</p>
    <div class="blocks">${tiles}</div>
  </div>`;
}

/** Consecutive blocks of one stage. */
function stagesOf(blocks: readonly BlockSummary[]): { name: string; blocks: BlockSummary[] }[] {
  const stages: { name: string; blocks: BlockSummary[] }[] = [];
  for (const block of blocks) {
    const last = stages.at(-1);
    if (last?.name === block.stage) last.blocks.push(block);
    else stages.push({ name: block.stage, blocks: [block] });
  }
  return stages;
}

/** `16 × 32 × 32`: channels, rows and columns of what leaves the stage. */
function shapeOf(blocks: readonly BlockSummary[]): string {
  const last = blocks.at(-1);
  const layer = last?.layers.find(({ name }) => name === last.output);
  if (!layer) return '';
  const { channels, height, width } = mapsShape(layer);
  return `${channels} × ${height} × ${width}`;
}

function parametersOf(blocks: readonly BlockSummary[]): number {
  return blocks.reduce((sum, block) => sum + block.parameters, 0);
}

/** A thumbnail belongs to one layer of one model for as long as it lives. */
function blockKey(model: ModelSummary): (block: BlockSummary) => string {
  return (block) => `${model.name}/${block.output}`;
}

function describe({ name, shortcut, parameters }: BlockSummary, panes: readonly PaneName[]): string {
  const shown = panes.length > 0 ? `; shown in the ${panes.join(' and ')} pane` : '';
  return `${name}: ${printCount(parameters)} weights, ${shortcutWords[shortcut]}${shown}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-spine': ThawSpine;
  }
}
