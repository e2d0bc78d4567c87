/** What stands twice in a data set, by what is wrong with it: how much, a look at it, and a way to be rid of the copies. */

import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { duplicateKinds, duplicateWords, ofKind, sayDuplicates } from '../state/duplicates.js';
import type { DataSummary } from '../worker/protocol.js';
import { copiesAmong } from './data-pictures.js';
import { emit } from './events.js';
import { warningIcon } from './icons.js';

export const duplicateListStyles = css`
  .duplicates {
    display: grid;
    gap: var(--space-2);
    list-style: none;
  }

  .duplicates li {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    align-items: center;
  }

  .duplicates p {
    flex: 1 1 100%;
    font-size: var(--size-small);
  }

  .duplicates .icon {
    margin-inline-end: 2px;
    vertical-align: -3px;
  }
`;

/** @param host tells what is chosen. */
export function duplicateList(host: EventTarget, summary: DataSummary, isLocked: boolean): TemplateResult {
  const kinds = duplicateKinds.filter((kind) => ofKind(kind, summary.duplicates).length > 0);
  return html`<ul class="duplicates" aria-label="Duplicates">
    ${kinds.map((of) => {
      const words = sayDuplicates(of, ofKind(of, summary.duplicates).length);
      const remove = () => {
        const samples = [...copiesAmong(of, summary)];
        emit(host, 'thaw-data-edit', { edit: { kind: 'remove samples', samples } });
      };
      return html`<li>
        <p>
          ${of === 'plain' ? '' : warningIcon} <b>${words}</b>.
          <span class="quiet-text">${duplicateWords[of].why}</span>
        </p>
        <button
          aria-label="Look at ${words}"
          @click=${() => emit(host, 'thaw-editor-open', { view: { kind: 'duplicates', of } })}
        >
          Look
        </button>
        <button aria-label="Remove the copies of ${words}" ?disabled=${isLocked} @click=${remove}>
          Remove the copies
        </button>
      </li>`;
    })}
  </ul>`;
}
