/**
 * `<thaw-feature-maps>`: the maps of one layer, channel by channel, on a canvas that the worker draws. Pointing at a value,
 * or walking to it with the arrow keys, tells its place in a `thaw-place` event; `thaw-maps` brings the worker's report.
 *
 * @csspart scroller around the canvas
 */

import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PaneView, Place } from '../state/app-state.js';
import { plainView } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { LayerSummary, MapsReport } from '../worker/protocol.js';
import { emit } from './events.js';
import type { MapsShape } from './format.js';
import { mapsShape } from './format.js';
import type { MapGrid, Room } from './map-grid.js';
import { fitGrid, gridSize, mapRectangle, placeAt } from './map-grid.js';
import { echoMarks, markStyles, placeMarks } from './marks.js';
import type { MapPainter, MapsDrawing } from './maps-canvas.js';
import { MapsCanvas } from './maps-canvas.js';
import { walk } from './map-walk.js';

/** Around the grid, and what a scroll bar may take; CSS pixels. */
const margin = 8;
const scrollBar = 16;
/** A map below this is not readable; the grid scrolls instead. CSS pixels. */
const smallestCell = 32;

@customElement('thaw-feature-maps')
export class ThawFeatureMaps extends LitElement {
  @property({ attribute: false }) painter: MapPainter | undefined;
  /** The name under which the worker knows the canvas. */
  @property() name = '';
  @property({ attribute: false }) layer: LayerSummary | undefined;
  @property({ attribute: false }) view: PaneView = plainView;
  /** Of the picture behind the maps; 0 while there is none. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) place: Place | undefined;
  /** The row and column that another view points at: marked in every map. */
  @property({ attribute: false }) echo: { readonly y: number; readonly x: number } | undefined;

  @state() private room: Room | undefined;
  /** What is on the canvas now, which may be older than the properties while the worker draws. */
  @state() private shown: { readonly grid: MapGrid; readonly maps: MapsShape } | undefined;
  @query('.scroller') private scroller!: HTMLElement;

  #canvas: MapsCanvas | undefined;
  readonly #observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width, height } = entry.contentRect;
    this.room = { width: width - 2 * margin, height: height - 2 * margin };
  });

  static override styles = [
    sharedStyles,
    markStyles,
    css`
      :host {
        position: relative;
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
      }

      .scroller {
        display: grid;
        place-items: safe center;
        width: 100%;
        height: 100%;
        padding: 8px;
        border-radius: inherit;
        overflow: hidden auto;
        cursor: crosshair;
        touch-action: pan-y;
      }

      .drawing {
        position: relative;
        line-height: 0;
      }

      canvas {
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    this.#canvas ??= new MapsCanvas(this, this.name, {
      drawn: (drawing, report) => this.#showDrawn(drawing, report),
      failed: (error) => emit(this, 'thaw-error', { error }),
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { painter, layer, room, revision, view } = this;
    if (changed.has('place')) this.#revealPlace();
    if (!painter || !layer || !room || revision === 0 || room.width <= 0) return;
    const { columns, cell, gap } = fitGrid(mapsShape(layer), scaled(room), {
      gap: Math.round(2 * devicePixelRatio),
      smallestCell: Math.round(smallestCell * devicePixelRatio),
      scrollBar: scrollBar * devicePixelRatio,
    });
    this.#canvas?.draw(painter, { request: { layer: layer.name, ...view, columns, cell, gap }, revision });
  }

  protected override render(): TemplateResult {
    const layer = this.layer?.name ?? 'no layer';
    return html`
      <div
        class="scroller"
        part="scroller"
        tabindex="0"
        role="application"
        aria-roledescription="feature maps"
        aria-label="Maps of ${layer}. Arrow keys move by a value, with Shift by a map."
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${this.#leave}
        @keydown=${this.#step}
        @blur=${this.#forget}
      >
        <div class="drawing" style=${this.#drawingSize()}>${this.#canvas?.canvas} ${this.#marks()}</div>
      </div>
    `;
  }

  #drawingSize(): string {
    if (!this.shown) return 'width: 0; height: 0';
    const { width, height } = gridSize(this.shown.grid);
    return `width: ${width / devicePixelRatio}px; height: ${height / devicePixelRatio}px`;
  }

  #marks(): TemplateResult | '' {
    if (!this.shown) return '';
    const { grid, maps } = this.shown;
    const { width, height } = gridSize(grid);
    return html`<svg class="marks" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${this.place ? placeMarks(grid, maps, this.place) : this.echo ? echoMarks(grid, maps, this.echo) : ''}
    </svg>`;
  }

  #showDrawn({ request }: MapsDrawing, report: MapsReport): void {
    const { columns, cell, gap } = request;
    const { channels, height, width, order } = report;
    const grid = { columns, rows: Math.ceil(channels / columns), cell, gap, order };
    this.shown = { grid, maps: { channels, height, width } };
    this.dispatchEvent(new CustomEvent<MapsReport>('thaw-maps', { detail: report }));
  }

  #point(event: PointerEvent): void {
    const canvas = this.#canvas?.canvas;
    if (!this.shown || !canvas) return;
    const box = canvas.getBoundingClientRect();
    const left = (event.clientX - box.left) * devicePixelRatio;
    const top = (event.clientY - box.top) * devicePixelRatio;
    this.#moveTo(placeAt(this.shown.grid, this.shown.maps, left, top));
  }

  #step(event: KeyboardEvent): void {
    if (!this.shown) return;
    const next = walk(event.key, event.shiftKey, this.place, this.shown.grid, this.shown.maps);
    if (next === 'unknown key') return;
    event.preventDefault();
    this.#moveTo(next);
  }

  /** A finger that leaves the glass still points at what it last touched. */
  #leave(event: PointerEvent): void {
    if (event.pointerType === 'mouse') this.#moveTo(undefined);
  }

  #forget(): void {
    this.#moveTo(undefined);
  }

  #moveTo(place: Place | undefined): void {
    const now = this.place;
    const isSame = place?.channel === now?.channel && place?.y === now?.y && place?.x === now?.x;
    if (!isSame) emit(this, 'thaw-place', { place });
  }

  /** Scrolls the map of a place that was walked to into view; one that is pointed at is in view already. */
  #revealPlace(): void {
    if (!this.place || !this.shown || this.scroller.matches(':hover')) return;
    const { top, height } = mapRectangle(this.shown.grid, this.place.channel);
    const first = top / devicePixelRatio;
    const last = (top + height) / devicePixelRatio + 2 * margin;
    const { scrollTop, clientHeight } = this.scroller;
    if (first < scrollTop) this.scroller.scrollTop = first;
    else if (last > scrollTop + clientHeight) this.scroller.scrollTop = last - clientHeight;
  }
}

/** From CSS pixels to device pixels. */
function scaled({ width, height }: Room): Room {
  return { width: width * devicePixelRatio, height: height * devicePixelRatio };
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-feature-maps': ThawFeatureMaps;
  }

  interface HTMLElementEventMap {
    /** Maps are drawn: their ranges, for a legend. */
    'thaw-maps': CustomEvent<MapsReport>;
  }
}
