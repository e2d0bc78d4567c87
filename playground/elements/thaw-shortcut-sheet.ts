/** `<thaw-shortcut-sheet>`: every key of the page, as a dialog; it sends `close` when it is gone. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { closeIcon } from './icons.js';
import { shortcuts } from './shortcuts.js';

/** Keys that belong to a part of the page and work while it has the focus. */
const local: readonly (readonly [keys: string, words: string])[] = [
  ['← →', 'On the ice line: move it; on tiles and the buttons under them: go to the next block'],
  ['↑ ↓', 'On the spine: from the tile to its buttons and back'],
  ['Space', 'On the button under a tile: freeze or thaw the block'],
  ['Shift+Enter', 'There: freeze or thaw all blocks from the last one'],
  ['Home End', 'To the first, to the last'],
  ['← →', 'On maps: from value to value; on curves: from epoch to epoch'],
  ['Space', 'On pictures of the data: select; with Shift, all from the last one'],
  ['Esc', 'Close what is open'],
];

@customElement('thaw-shortcut-sheet')
export class ThawShortcutSheet extends LitElement {
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      kbd {
        padding: 1px 6px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        font: inherit;
        white-space: nowrap;
      }

      table {
        width: 100%;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="title">
        <h2 id="title">Keys</h2>
        <button class="icon quiet" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
      </div>
      <table>
        <tbody>
          ${shortcuts.map(({ keys, words }) => row(keys, words))} ${local.map(([keys, words]) => row(keys, words))}
        </tbody>
      </table>
    </dialog>`;
  }
}

function row(keys: string, words: string): TemplateResult {
  return html`<tr>
    <th scope="row"><kbd>${keys}</kbd></th>
    <td>${words}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-shortcut-sheet': ThawShortcutSheet;
  }
}
