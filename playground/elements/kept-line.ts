/** What of a person's own data this browser keeps: how much, a way back to it, and a way to forget it. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataState, KeptState } from '../state/app-state.js';
import { emit } from './events.js';
import { printBytes, printProgress } from './format.js';
import { warningIcon } from './icons.js';

export function keptLine(host: EventTarget, kept: KeptState, data: DataState, isClosed: boolean): TemplateResult {
  const { own, progress, error } = kept;
  if (progress) return html`<div class="line kept"><p>${printProgress(progress)}</p></div>`;
  if (error !== undefined) {
    return html`<div class="line kept" role="alert">
      ${warningIcon}
      <p>${error}</p>
    </div>`;
  }
  if (!own)
    return html`<div class="line kept"><p>Your own pictures are kept in this browser, for the next visit.</p></div>`;
  const isOpen = data.source === own.source;
  return html`<div class="line kept">
    <p>Kept in this browser: ${own.name}, ${printBytes(own.bytes)}</p>
    ${
      isOpen
        ? ''
        : html`<button
            aria-label="Open ${own.name}"
            ?disabled=${isClosed}
            @click=${() => emit(host, 'thaw-open-kept', null)}
          >
            Open
          </button>`
    }
    <button aria-label="Forget ${own.name}" @click=${() => emit(host, 'thaw-forget-data', null)}>Forget</button>
  </div>`;
}
