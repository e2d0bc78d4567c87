/**
 * `<thaw-exciting-pictures>`: the pictures that excite a channel most, the patch that its largest value sees outlined in
 * each, or the patches alone. Pressing one opens it as the page's picture.
 */

import { css, html, LitElement, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { ChannelActivity, Excitement, LayerSummary, Thumbnail } from '../worker/protocol.js';
import { mapsShape, printPercent, printValue } from './format.js';
import { markStyles, outlined } from './marks.js';
import { placeOf, printSeen, seenBy, type InputSquare } from './receptive-field.js';
import type { SampleChosen } from './thaw-sample-grid.js';
import { tileStyles } from './tile-styles.js';

export interface ChannelPictures {
  readonly channel: number;
  readonly activity: ChannelActivity;
  /** Of the pictures that excite it most, in their order. */
  readonly thumbnails: readonly Thumbnail[];
}

@customElement('thaw-exciting-pictures')
export class ThawExcitingPictures extends LitElement {
  @property({ attribute: false }) layer: LayerSummary | undefined;
  @property({ attribute: false }) pictures: ChannelPictures | undefined;
  @property({ type: Number }) inputSize = 0;

  @state() private isPatches = false;

  static override styles = [
    sharedStyles,
    markStyles,
    tileStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: start;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        align-items: center;
        justify-content: space-between;
      }

      .tiles {
        grid-template-columns: repeat(3, minmax(0, 1fr));
        max-width: 420px;
      }

      .tiles button {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1px;
        padding: 3px 3px var(--space-1);
        border-color: var(--line);
        font: inherit;
        text-align: start;
      }

      .view {
        position: relative;
        overflow: hidden;
        line-height: 0;
      }
    `,
  ];

  protected override updated(): void {
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, index) => {
      const thumbnail = this.pictures?.thumbnails[index];
      const excitement = this.pictures?.activity.top[index];
      if (thumbnail && excitement) draw(canvas, thumbnail, this.isPatches ? this.#seen(excitement) : undefined);
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.pictures) return nothing;
    const { channel, activity, thumbnails } = this.pictures;
    return html`
      <header>
        <h3 aria-live="polite">Channel ${channel}, above zero ${printPercent(activity.rate)} of the time</h3>
        <fieldset class="segmented">
          <legend class="visually-hidden">What is shown of each picture</legend>
          ${this.#view('whole pictures', false)} ${this.#view('patches', true)}
        </fieldset>
      </header>
      <ul class="tiles">
        ${thumbnails.map((thumbnail, index) => this.#picture(thumbnail, activity.top[index]))}
      </ul>
      <p class="quiet-text">${this.#rule(activity)}</p>
    `;
  }

  #view(text: string, isPatches: boolean): TemplateResult {
    return html`<label>
      <input
        type="radio"
        name="view"
        .checked=${this.isPatches === isPatches}
        @change=${() => (this.isPatches = isPatches)}
      /><span>${text}</span>
    </label>`;
  }

  #rule({ top: [strongest] }: ChannelActivity): string {
    const seen = strongest ? printSeen(this.#seen(strongest), this.inputSize) : '';
    return `The test pictures with the channel’s largest values, largest first; each value sees ${seen}.`;
  }

  #picture(
    { name, className = 'removed from the data', size }: Thumbnail,
    excitement: Excitement | undefined,
  ): TemplateResult | typeof nothing {
    if (!excitement) return nothing;
    const detail: SampleChosen = { name };
    return html`<li>
      <button
        title="${name}: open this picture"
        @click=${() => this.dispatchEvent(new CustomEvent('thaw-sample', { detail, bubbles: true, composed: true }))}
      >
        <div class="view">
          <canvas width=${size} height=${size} aria-hidden="true"></canvas>
          ${this.isPatches ? '' : this.#outline(excitement, size)}
        </div>
        <span>${className}</span>
        <span class="quiet-text">${printValue(excitement.value)}</span>
      </button>
    </li>`;
  }

  #outline(excitement: Excitement, size: number): TemplateResult {
    const { left, top, size: side } = this.#seen(excitement);
    return html`<svg class="marks" viewBox="0 0 ${size} ${size}" aria-hidden="true">
      ${svg`${outlined({ left, top, width: side, height: side })}`}
    </svg>`;
  }

  /** What the largest value sees. */
  #seen({ place }: Excitement): InputSquare {
    if (!this.layer) return { left: 0, top: 0, size: this.inputSize };
    return seenBy(this.layer.receptiveField, placeOf(mapsShape(this.layer), place));
  }
}

/** Draws a picture, or of it a square alone, in its own pixels. */
function draw(canvas: HTMLCanvasElement, { pixels, size }: Thumbnail, square: InputSquare | undefined): void {
  const { left, top, size: side } = square ?? { left: 0, top: 0, size };
  canvas.width = canvas.height = side;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, size, size), -left, -top);
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-exciting-pictures': ThawExcitingPictures;
  }
}
