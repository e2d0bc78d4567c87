/**
 * `<thaw-ice-line>`: the freeze boundary as a slider that stands on the spine: dragged with a pointer, moved with the arrow
 * keys. It lies over the spine at one of the edges between blocks, and sends `thaw-line` as it passes others.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import { iceLineStyles } from './ice-line-styles.js';
import { frozenIcon, thawedIcon } from './icons.js';
import { iceEdge } from './spine-wires.js';

/** The detail of `thaw-line`: before which block the line is to stand. */
export interface LineMoved {
  readonly line: number;
}

@customElement('thaw-ice-line')
export class ThawIceLine extends LitElement {
  /** Where it may stand, in CSS pixels from the left of what it lies on: before the first block, the second, and so on. */
  @property({ attribute: false }) edges: readonly number[] = [];
  /** Before which block it stands. */
  @property({ type: Number }) line = 0;
  /** What it says of that, for those who hear the page. */
  @property() words = '';
  @property({ type: Boolean, reflect: true }) locked = false;

  @state() private isDragged = false;

  static override styles = [sharedStyles, iceLineStyles];

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('edges') || changed.has('line')) this.style.left = `${this.edges[this.line] ?? 0}px`;
  }

  protected override render(): TemplateResult {
    return html`<div
      class="line ${this.isDragged ? 'dragged' : ''}"
      role="slider"
      tabindex="0"
      aria-label="Ice line"
      aria-orientation="horizontal"
      aria-valuemin="0"
      aria-valuemax=${Math.max(1, this.edges.length - 1)}
      aria-valuenow=${this.line}
      aria-valuetext=${this.words}
      aria-disabled=${this.locked}
      title="The ice line: drag it, or move it with the arrow keys"
      @keydown=${this.#step}
      @pointerdown=${this.#grip}
      @pointermove=${this.#drag}
      @pointerup=${this.#release}
      @pointercancel=${this.#release}
    >
      <span class="flag" aria-hidden="true"
        ><span class="cold">${frozenIcon} frozen</span><i class="grip"></i
        ><span class="warm">learns ${thawedIcon}</span></span
      >
      ${iceEdge()}
    </div>`;
  }

  readonly #step = (event: KeyboardEvent): void => {
    const last = this.edges.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: this.line - 1,
      ArrowDown: this.line - 1,
      ArrowRight: this.line + 1,
      ArrowUp: this.line + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the spine's own arrow keys go from tile to tile
    this.#moveTo(Math.min(Math.max(next, 0), last));
  };

  readonly #grip = (event: PointerEvent): void => {
    if (this.locked || event.button !== 0) return;
    const line = event.currentTarget as HTMLElement;
    line.setPointerCapture(event.pointerId);
    line.focus();
    event.preventDefault();
    this.isDragged = true;
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!this.isDragged) return;
    const left = event.clientX - (this.offsetParent?.getBoundingClientRect().left ?? 0);
    const distances = this.edges.map((edge) => Math.abs(edge - left));
    this.#moveTo(distances.indexOf(Math.min(...distances)));
  };

  readonly #release = (): void => {
    this.isDragged = false;
  };

  #moveTo(line: number): void {
    if (this.locked || line === this.line) return;
    const detail: LineMoved = { line };
    this.dispatchEvent(new CustomEvent('thaw-line', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-ice-line': ThawIceLine;
  }
}
