/** A line about the data as a file: what it would hold, how far it is or why it failed, and the button that saves it. */

import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import type { SavingState } from '../state/app-state.js';
import { emit } from './events.js';
import { printProgress } from './format.js';
import { warningIcon } from './icons.js';

export const saveLineStyles = css`
  /* What is said meanwhile takes the same room. */
  .save p {
    display: grid;
  }

  .save p > * {
    grid-area: 1 / 1;
  }

  .save .away {
    visibility: hidden;
  }

  .save button {
    min-width: 12ch;
    white-space: nowrap;
  }
`;

interface SaveWords {
  readonly about: TemplateResult | string;
  readonly button: string;
}

/** @param host tells what is pressed; the button stays the same, so that it keeps the focus. */
export function saveLine(
  host: EventTarget,
  { progress, error }: SavingState,
  { about, button }: SaveWords,
  isClosed = false,
): TemplateResult {
  const news = progress ? printProgress(progress) : error;
  return html`<div class="line save">
    ${error === undefined ? '' : warningIcon}
    <p>
      <span class=${news === undefined ? '' : 'away'}>${about}</span>
      <span>${news}</span>
    </p>
    <button
      aria-label=${progress ? 'Cancel saving the data' : button}
      ?disabled=${isClosed && !progress}
      @click=${() => emit(host, progress ? 'thaw-cancel-saving' : 'thaw-save-data', null)}
    >
      ${progress ? 'Cancel' : button}
    </button>
    <span class="visually-hidden" role="status">${progress?.stage ?? error}</span>
  </div>`;
}
