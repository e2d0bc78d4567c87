/** Undo and redo of the page as two buttons; they tell it by `thaw-undo` and `thaw-redo`. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { History } from '../state/history.js';
import { emit } from './events.js';
import { redoIcon, undoIcon } from './icons.js';

export function historyButtons({ past, future }: History, isLocked: boolean): TemplateResult {
  const button = (
    name: string,
    keys: string,
    event: 'thaw-undo' | 'thaw-redo',
    icon: TemplateResult,
    isEmpty: boolean,
  ) =>
    html`<button
      class="icon"
      aria-label=${name}
      title="${name} (${keys})"
      ?disabled=${isLocked || isEmpty}
      @click=${({ currentTarget }: Event) => currentTarget && emit(currentTarget, event, null)}
    >
      ${icon}
    </button>`;
  return html`${button('Undo', 'Ctrl+Z', 'thaw-undo', undoIcon, past.length === 0)}
  ${button('Redo', 'Ctrl+Shift+Z', 'thaw-redo', redoIcon, future.length === 0)}`;
}
