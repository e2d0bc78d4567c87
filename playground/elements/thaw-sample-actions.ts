/**
 * `<thaw-sample-actions>`: what can be done with selected samples, wherever they are selected: moved to another class, or
 * removed. It tells the edit by `thaw-data-edit`.
 */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { printCount } from './format.js';

@customElement('thaw-sample-actions')
export class ThawSampleActions extends LitElement {
  /** Names of the selected ones. */
  @property({ attribute: false }) samples: readonly string[] = [];
  /** Names of the classes that they can be moved to. */
  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ type: Boolean }) locked = false;

  @query('select') private target!: HTMLSelectElement;

  static override styles = [
    sharedStyles,
    css`
      :host,
      .move {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }

      p {
        flex: 1 1 0;
        white-space: nowrap;
      }

      .move {
        flex-wrap: nowrap;
        justify-content: flex-end;
        min-width: 0;
      }

      select {
        flex: 1 1 80px;
        min-width: 0;
        max-width: 144px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const isClosed = this.locked || this.samples.length === 0;
    return html`<p class="quiet-text" role="status">
        ${this.locked ? 'Fixed while a training runs.' : `${printCount(this.samples.length)} selected`}
      </p>
      <span class="move">
        <select aria-label="Class to move them to" ?disabled=${isClosed}>
          ${this.classes.map((name) => html`<option>${name}</option>`)}
        </select>
        <button ?disabled=${isClosed} @click=${this.#move}>Move</button>
      </span>
      <button ?disabled=${isClosed} @click=${this.#remove}>Remove</button>`;
  }

  #move(): void {
    emit(this, 'thaw-data-edit', { edit: { kind: 'move samples', samples: this.samples, to: this.target.value } });
  }

  #remove(): void {
    emit(this, 'thaw-data-edit', { edit: { kind: 'remove samples', samples: this.samples } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-sample-actions': ThawSampleActions;
  }
}
