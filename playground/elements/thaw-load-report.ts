/** `<thaw-load-report>`: a dialog that tells what became of a weights file: each block's tensors, and what the reader chose. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { describeTensors } from '../../engine/index.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import type { LoadReport } from '../worker/protocol.js';

@customElement('thaw-load-report')
export class ThawLoadReport extends LitElement {
  /** The model's, or its file's. */
  @property() name = '';
  @property({ attribute: false }) report!: LoadReport;

  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      h2 + p {
        margin-top: var(--space-1);
        overflow-wrap: anywhere;
      }

      table {
        width: 100%;
        margin-block: var(--space-3);
        border-collapse: collapse;
        font-size: var(--size-small);
      }

      th,
      td {
        padding: 4px 0;
        border-bottom: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }

      th[scope='row'] {
        width: 88px;
        font-weight: var(--weight-strong);
      }

      .notes {
        display: grid;
        gap: var(--space-1);
        margin-bottom: var(--space-3);
      }
    `,
  ];

  async open(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { format, architecture, lines, notes } = this.report;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">What was loaded</h2>
      <p>${this.name}: ${format}, recognised as ${architecture} by the names and shapes of its tensors.</p>
      <table>
        <caption class="visually-hidden">
          What became of the tensors of each block
        </caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Block</th>
            <th scope="col">Tensors</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            (line) =>
              html`<tr>
                <th scope="row">${line.group}</th>
                <td>${describeTensors(line)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${notes.length === 0 ? '' : html`<div class="notes">${notes.map((note) => html`<p>${note}</p>`)}</div>`}
      <div class="actions"><button @click=${() => this.dialog.close()}>Close</button></div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-load-report': ThawLoadReport;
  }
}
