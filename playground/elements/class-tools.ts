/** What can be done with a class as a whole: a field for its name, a choice of what to merge it into, and its deletion. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DataEdit } from '../worker/protocol.js';

export function classTools(
  className: string,
  classNames: readonly string[],
  isLocked: boolean,
  tell: (edit: DataEdit) => void,
): TemplateResult {
  const rename = ({ target }: Event) => {
    const field = target as HTMLInputElement;
    tell({ kind: 'rename class', className, to: field.value });
    // A name that is refused is not the class's: what stands here is what the data say.
    field.value = className;
  };
  const merge = ({ target }: Event) => {
    const select = target as HTMLSelectElement;
    const into = select.value;
    // It is a menu of changes, not what is.
    select.value = '';
    if (into !== '') tell({ kind: 'merge class', className, into });
  };
  return html`<div class="tools">
    <input
      class="name"
      aria-label="Name of the class"
      .value=${live(className)}
      ?disabled=${isLocked}
      @change=${rename}
    />
    <select aria-label="Merge ${className} into another class" ?disabled=${isLocked} @change=${merge}>
      <option value="" selected>merge into…</option>
      ${classNames.map((name) => (name === className ? '' : html`<option value=${name}>${name}</option>`))}
    </select>
    <button ?disabled=${isLocked} @click=${() => tell({ kind: 'delete class', className })}>Delete class</button>
  </div>`;
}
