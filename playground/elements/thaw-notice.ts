/** `<thaw-notice>`: one thing that could not be done: what was found, what was expected, what to do. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Complaint } from '../../engine/index.js';
import type { Notice } from '../state/notice.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { closeIcon, warningIcon } from './icons.js';

@customElement('thaw-notice')
export class ThawNotice extends LitElement {
  @property({ attribute: false }) notice!: Notice;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: var(--space-2) var(--space-3);
        align-items: start;
        padding: 12px var(--space-2) 12px var(--space-3);
        border: 1px solid var(--danger);
        border-left-width: 4px;
        border-radius: var(--radius-small);
        background: var(--danger-surface);
        box-shadow: var(--shadow);
      }

      .icon {
        margin-top: 3px;
      }

      :host > .icon {
        color: var(--danger);
      }

      strong {
        font-weight: var(--weight-strong);
      }

      .parts {
        overflow-wrap: anywhere;
      }

      .parts p + p {
        margin-top: 2px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { id, text, complaint } = this.notice;
    return html`
      ${warningIcon}
      <div class="parts">${complaint ? parts(complaint) : html`<p>${text}</p>`}</div>
      <button class="quiet icon" aria-label="Dismiss" @click=${() => emit(this, 'thaw-dismiss', { id })}>
        ${closeIcon}
      </button>
    `;
  }
}

function parts({ operation, got, expected, remedy }: Complaint): TemplateResult {
  return html`
    <p><strong>${operation}</strong>: got ${got}, expected ${expected}.</p>
    ${remedy === undefined ? '' : html`<p>${remedy}</p>`}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-notice': ThawNotice;
  }
}
