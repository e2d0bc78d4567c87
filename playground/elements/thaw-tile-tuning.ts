/**
 * `<thaw-tile-tuning>`: times, on this adapter, the tiles that each product of the model could have, and keeps the fastest
 * for the next time that the page is opened.
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { defaultRecipe } from '../../engine/index.js';
import { sharedStyles } from '../styles/shared.js';
import type { Tuned } from '../worker/protocol.js';
import { inspectionStyles } from './inspection-styles.js';
import { LongWork } from './long-work.js';
import type { InspectionEngine } from './thaw-inspector.js';

/** After so many no further product is begun. */
const seconds = 300;

@customElement('thaw-tile-tuning')
export class ThawTileTuning extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ type: Boolean }) ready = false;

  @state() private tuned: readonly Tuned[] = [];
  /** Products with a tile of their own on this adapter, once that is known. */
  @state() private known: number | undefined;
  readonly #work = new LongWork(this);

  static override styles = [sharedStyles, inspectionStyles];

  protected override render(): TemplateResult {
    return html`
      <h3>Tiles</h3>
      <p>
        Matrix products and convolutions are computed in tiles, and which are fastest depends on the adapter. They can
        be timed here, for looks and training steps of this model; each has to give the usual result first. What is
        found is kept in the browser and used from the next time that the page is opened.
      </p>
      <div>
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelTuning()}>Cancel</button>`
            : html`<button ?disabled=${!this.ready} @click=${() => void this.#run()}>Find the fastest tiles</button>`
        }
        <span role="status" class="quiet-text">${this.#work.words || this.#outcome()}</span>
      </div>
      ${this.tuned.length > 0 ? this.#table() : nothing}
    `;
  }

  #outcome(): string {
    if (this.known === undefined) return '';
    return `${this.tuned.length} products were timed; ${this.known} have their tiles.`;
  }

  #run(): Promise<void> {
    [this.tuned, this.known] = [[], undefined];
    return this.#work.run(async (tell) => {
      tell({ stage: 'Timing tiles', done: 0, total: 0 });
      const table = await this.engine.tune({ batchSize: defaultRecipe.batchSize, seconds }, (one) => {
        this.tuned = [...this.tuned, one];
        tell({ stage: `Timing tiles: ${this.tuned.length} products done`, done: 0, total: 0 });
      });
      this.known = table.tiles.length;
    });
  }

  #table(): TemplateResult {
    return html`<table class="numbers">
      <caption class="visually-hidden">
        Products with their time before and after
      </caption>
      <thead>
        <tr>
          <th scope="col">product</th>
          <th scope="col">usual, ms</th>
          <th scope="col">fastest, ms</th>
        </tr>
      </thead>
      <tbody>
        ${this.tuned.map(
          ({ label, trials, chosen }) =>
            html`<tr>
              <th scope="row">${shortened(label)}</th>
              <td>${trials[0]?.time?.toFixed(3)}</td>
              <td>${chosen === 0 ? 'the usual' : trials[chosen]?.time?.toFixed(3)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** `conv2d layer1.0.relu, 64 x 32 x 32 x 16` of the label with all operands. */
function shortened(label: string): string {
  const [kernel = '', layer = ''] = label.split(' ');
  const [, output = ''] = /-> \[(.*)\]$/.exec(label) ?? [];
  return `${kernel} ${layer}, ${output.replaceAll(', ', ' × ')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-tile-tuning': ThawTileTuning;
  }
}
