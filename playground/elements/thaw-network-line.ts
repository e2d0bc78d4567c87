/** `<thaw-network-line>`: the network's name, its size and how it is fed, what the page is waiting for, and another network. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { ModelSummary, Progress } from '../worker/protocol.js';
import { emit } from './events.js';
import { printCount, printProgress } from './format.js';
import { loadElements } from './load-elements.js';
import { sayPreprocessing } from './preprocessing-words.js';

@customElement('thaw-network-line')
export class ThawNetworkLine extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) progress: Progress | undefined;
  /** Whether a head was trained here. */
  @property({ type: Boolean }) trained = false;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-3);
        align-items: center;
        min-height: 32px;
      }

      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
        align-items: center;
      }

      .fact {
        min-height: 24px;
        padding: 0 4px;
        color: var(--accent);
        font-weight: var(--weight-regular);
      }

      .progress {
        display: flex;
        align-items: center;
        justify-content: end;
        gap: var(--space-2);
        min-height: 20px;
        white-space: nowrap;
      }

      progress {
        width: 120px;
      }

      @media (width < 720px) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto;
        }

        /* One line for both, so that the network's name keeps its room. */
        .facts,
        .progress {
          grid-row: 2;
          grid-column: 1 / -1;
        }

        .progress {
          justify-content: start;
          pointer-events: none;
        }

        .covered {
          visibility: hidden;
        }

        progress {
          width: 72px;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { model, progress } = this;
    return html`
      <h2>${model?.architecture ?? html`<i class="bone"></i>`}</h2>
      <div class="facts ${progress ? 'covered' : ''}">${model ? this.#facts(model) : ''}</div>
      <div class="progress" role="status">
        ${progress ? html`<span class="quiet-text">${printProgress(progress)}</span> ${progressBar(progress)}` : ''}
      </div>
      <button aria-haspopup="dialog" @click=${() => emit(this, 'thaw-zoo-open', null)}>Models</button>
    `;
  }

  #facts(model: ModelSummary): TemplateResult {
    const { name, preprocessing, report } = model;
    return html`${report ? this.#loaded(model) : html`<p class="quiet-text">${sizeOf(model)}</p>`}
      <button
        class="quiet fact fed"
        aria-haspopup="dialog"
        title="Pictures are ${sayPreprocessing(model)}"
        @click=${() => this.#open(() => import('./thaw-preprocessing.js'), 'thaw-preprocessing')}
      >
        sees ${preprocessing.crop} × ${preprocessing.crop}
      </button>
      <thaw-preprocessing .model=${model} ?trained=${this.trained}></thaw-preprocessing>
      ${report ? html`<thaw-load-report .name=${name} .report=${report}></thaw-load-report>` : ''}`;
  }

  #loaded(model: ModelSummary): TemplateResult {
    return html`<button
      class="quiet fact"
      aria-haspopup="dialog"
      title="What was loaded from the file"
      @click=${() => this.#open(() => import('./thaw-load-report.js'), 'thaw-load-report')}
    >
      ${sizeOf(model)}
    </button>`;
  }

  /** A dialog is loaded when it is first asked for. */
  async #open(load: () => Promise<unknown>, dialog: 'thaw-load-report' | 'thaw-preprocessing'): Promise<void> {
    await loadElements(this, async () => {
      await load();
      await this.shadowRoot?.querySelector(dialog)?.open();
    });
  }
}

/** `272,474 weights, 10 classes` */
function sizeOf({ parameters, classes }: ModelSummary): string {
  return `${printCount(parameters)} weights, ${printCount(classes.length)} classes`;
}

/** A bar of known or, while the total is 0, of unknown length. */
function progressBar({ stage, done, total }: Progress): TemplateResult {
  return total > 0
    ? html`<progress aria-label=${stage} max=${total} .value=${done}></progress>`
    : html`<progress aria-label=${stage}></progress>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-network-line': ThawNetworkLine;
  }
}
