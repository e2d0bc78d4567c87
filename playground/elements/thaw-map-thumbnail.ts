/** `<thaw-map-thumbnail>`: all maps of one layer, small, in a square of fixed size; drawn by the worker. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { plainView } from '../state/app-state.js';
import type { LayerSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import { mapsShape } from './format.js';
import { fitGrid, gridSize } from './map-grid.js';
import type { MapPainter } from './maps-canvas.js';
import { MapsCanvas } from './maps-canvas.js';

/** CSS pixels. */
const side = 72;
/** With more maps than these, a pixel between them would cost more than it parts. */
const mostWithGaps = 256;

@customElement('thaw-map-thumbnail')
export class ThawMapThumbnail extends LitElement {
  @property({ attribute: false }) painter: MapPainter | undefined;
  @property({ attribute: false }) layer: LayerSummary | undefined;
  @property({ type: Number }) revision = 0;

  @state() private isDrawn = false;
  #canvas: MapsCanvas | undefined;

  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      width: ${side}px;
      height: ${side}px;
      background: var(--surface-sunken);
      overflow: hidden;
    }

    canvas {
      image-rendering: pixelated;
    }

    :not(.drawn) > canvas {
      visibility: hidden;
    }
  `;

  protected override willUpdate(): void {
    if (this.layer) this.#canvas ??= this.#canvasFor(this.layer);
  }

  protected override updated(): void {
    const { painter, layer, revision } = this;
    if (!painter || !layer || !this.#canvas || revision === 0) return;
    const maps = mapsShape(layer);
    const room = { width: side * devicePixelRatio, height: side * devicePixelRatio };
    const { columns, rows, cell, gap } = fitGrid(maps, room, {
      gap: maps.channels <= mostWithGaps ? 1 : 0,
      smallestCell: 1,
      scrollBar: 0,
    });
    const size = gridSize({ columns, rows, cell, gap });
    const { style } = this.#canvas.canvas;
    style.width = `${size.width / devicePixelRatio}px`;
    style.height = `${size.height / devicePixelRatio}px`;
    this.#canvas.draw(painter, { request: { layer: layer.name, ...plainView, columns, cell, gap }, revision });
  }

  protected override render(): TemplateResult {
    return html`<span class=${this.isDrawn ? 'drawn' : ''}>${this.#canvas?.canvas}</span>`;
  }

  #canvasFor(layer: LayerSummary): MapsCanvas {
    return new MapsCanvas(this, `thumbnail:${layer.name}`, {
      drawn: () => {
        this.isDrawn = true;
      },
      failed: (error) => emit(this, 'thaw-error', { error }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-map-thumbnail': ThawMapThumbnail;
  }
}
