/** `<thaw-block-similarity>`: linear CKA between blocks as a coloured table: of one network, or before and after training. */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { colourAt } from '../../engine/index.js';
import { sharedStyles } from '../styles/shared.js';
import type { SimilarityReport } from '../worker/protocol.js';
import { inspectionStyles } from './inspection-styles.js';
import { saySimilarity } from './inspector-words.js';
import { LongWork } from './long-work.js';
import type { InspectionEngine } from './thaw-inspector.js';

@customElement('thaw-block-similarity')
export class ThawBlockSimilarity extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;

  @state() private report: SimilarityReport | undefined;
  readonly #work = new LongWork(this);

  static override styles = [
    sharedStyles,
    inspectionStyles,
    css`
      .scroller {
        max-width: 100%;
        overflow-x: auto;
      }

      table {
        border-collapse: collapse;
        font-size: var(--size-small);
        font-variant-numeric: tabular-nums;
      }

      th {
        padding: 2px var(--space-2) 2px 0;
        font-weight: var(--weight-regular);
        text-align: end;
        white-space: nowrap;
      }

      thead th {
        padding: 2px;
        text-align: center;
      }

      td {
        min-width: 40px;
        padding: 4px;
        text-align: center;
      }

      /* No letters have 7 : 1 on the middle of viridis. */
      td span {
        padding: 0 2px;
        background: var(--plain, transparent) var(--more, var(--surface));
        color: var(--plain, inherit) var(--more, var(--text));
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('trained') && this.report?.isOfTwo) this.report = undefined;
  }

  protected override render(): TemplateResult {
    const button = (text: string, withRetrained: boolean) =>
      html`<button ?disabled=${!this.ready} @click=${() => void this.#run(withRetrained)}>${text}</button>`;
    return html`
      <p>
        Two blocks are alike where they tell the same pictures apart, whatever their channels are called. Compare the
        network with itself${this.hasRetrained ? ', or with what training made of it' : ''}.
      </p>
      <div>
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`${button('Compare its blocks', false)}
              ${this.hasRetrained ? button('Compare before and after training', true) : nothing}`
        }
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      ${this.report ? this.#table(this.report) : nothing}
    `;
  }

  #run(withRetrained: boolean): Promise<void> {
    return this.#work.run(async (tell) => {
      this.report = await this.engine.compareBlocks(withRetrained, tell);
    });
  }

  #table(report: SimilarityReport): TemplateResult {
    const { blocks, rows } = report;
    return html`<p class="quiet-text">${saySimilarity(report)}</p>
      <div class="scroller" tabindex="0" role="region" aria-label="Similarity of blocks">
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">Block</span></th>
              ${blocks.map((block) => html`<th scope="col">${block}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row, index) =>
                html`<tr>
                  <th scope="row">${blocks[index]}</th>
                  ${row.map((value) => html`<td style=${cellStyle(value)}><span>${value.toFixed(2)}</span></td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

/** viridis, with letters that can be read on it. */
function cellStyle(value: number): string {
  const colour = colourAt('viridis', value).map((part) => Math.round(part));
  return `background: rgb(${colour.join(' ')}); color: ${value > 0.6 ? '#000' : '#fff'}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-block-similarity': ThawBlockSimilarity;
  }
}
