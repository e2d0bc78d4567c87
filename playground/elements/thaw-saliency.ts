/**
 * `<thaw-saliency>`: where in the picture a class is seen, by one of three methods, laid over the picture; and the same by
 * the network with weights drawn anew, to see whether the map notices.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { colourTable, messageOf } from '../../engine/index.js';
import { whileWorking } from '../state/while-working.js';
import { sharedStyles } from '../styles/shared.js';
import type { Head, Progress, SaliencyMap, SaliencyMethod, SaliencyReport } from '../worker/protocol.js';
import { printProgress } from './format.js';
import { saliencyMeanings, saliencyNames } from './inspector-words.js';
import type { InspectionEngine } from './thaw-inspector.js';
import { whoseNetwork } from './whose-network.js';

const methods = Object.keys(saliencyNames) as SaliencyMethod[];

@customElement('thaw-saliency')
export class ThawSaliency extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) pictureUrl = '';
  /** How much larger the picture is than the middle of it that the network sees. */
  @property({ type: Number }) margin = 1;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;
  @property({ type: Boolean }) busy = false;

  @state() private method: SaliencyMethod = 'grad-cam';
  @state() private head: Head = 'pretrained';
  @state() private isRandomised = false;
  @state() private report: SaliencyReport | undefined;
  @state() private progress: Progress | undefined;
  @state() private refusal = '';
  @query('canvas') private canvas!: HTMLCanvasElement;
  #latest = 0;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 260px) minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
      }

      .overlay {
        position: relative;
        aspect-ratio: 1;
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        overflow: hidden;
      }

      .overlay > * {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      canvas {
        opacity: 0.7;
      }

      .choices {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }

      @media (width < 720px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    const asked = ['revision', 'method', 'head', 'isRandomised'].some((name) => changed.has(name));
    const isOutdated = changed.has('trained') && this.head === 'retrained';
    if ((asked || isOutdated) && this.revision > 0 && !this.busy) void this.#find();
  }

  protected override updated(): void {
    if (this.report) paint(this.canvas, this.report.map);
  }

  async #find(): Promise<void> {
    const turn = (this.#latest += 1);
    const request = { method: this.method, head: this.head, randomised: this.isRandomised };
    const show = (progress: Progress) => (this.progress = progress);
    try {
      const report = await whileWorking(show, (tell) => this.engine.findSaliency(request, tell));
      if (turn !== this.#latest) return;
      this.report = report;
      this.refusal = '';
    } catch (error) {
      if (turn === this.#latest) this.refusal = messageOf(error);
    } finally {
      if (turn === this.#latest) this.progress = undefined;
    }
  }

  protected override render(): TemplateResult {
    const { report } = this;
    return html`
      <div class="overlay">
        ${this.pictureUrl ? html`<img src=${this.pictureUrl} alt="" style="scale: ${this.margin}" />` : nothing}
        <canvas
          role="img"
          aria-label=${report ? `Where ${report.className} is seen, by ${saliencyNames[this.method]}` : 'No map yet'}
        ></canvas>
      </div>
      <div class="choices">
        <fieldset class="segmented">
          <legend class="visually-hidden">Method</legend>
          ${methods.map(
            (method) =>
              html`<label>
                <input
                  type="radio"
                  name="method"
                  .checked=${method === this.method}
                  @change=${() => (this.method = method)}
                /><span>${saliencyNames[method]}</span>
              </label>`,
          )}
        </fieldset>
        <p>${report ? html`<b>${report.className}</b>: ` : nothing}${saliencyMeanings[this.method]}.</p>
        ${this.hasRetrained ? whoseNetwork(this.head, (head) => (this.head = head)) : nothing}
        <label>
          <input
            type="checkbox"
            .checked=${this.isRandomised}
            @change=${(event: Event) => (this.isRandomised = (event.target as HTMLInputElement).checked)}
          />
          randomise the weights
        </label>
        <p class="quiet-text">
          A map that stays the same with random weights shows the picture’s edges, not what the network learned.
        </p>
        <p role="status" class="quiet-text">${this.refusal || (this.progress ? printProgress(this.progress) : '')}</p>
      </div>
    `;
  }
}

/** Draws a map in viridis, its largest number at the end of it; the browser smooths it to the picture's size. */
function paint(canvas: HTMLCanvasElement, { height, width, data }: SaliencyMap): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const largest = data.reduce((most, value) => Math.max(most, value), 0);
  const table = colourTable('viridis');
  const pixels = Uint32Array.from(data, (value) => table[largest > 0 ? Math.round((255 * value) / largest) : 0] ?? 0);
  context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width, height), 0, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-saliency': ThawSaliency;
  }
}
