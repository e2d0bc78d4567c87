/** A class that is recorded: its name, the button to hold, what was recorded last, and the ways back. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { picturesOf, type RecordedClass } from '../state/recording.js';
import { printCount } from './format.js';
import { deleteIcon, undoIcon } from './icons.js';
import type { Hold } from './thaw-hold-button.js';

export interface RecordedClassActions {
  readonly isLive: boolean;
  readonly toggles: boolean;
  /** An address under which a picture is shown. */
  readonly urlOf: (picture: Blob) => string;
  readonly hold: (hold: Hold) => void;
  readonly rename: (field: HTMLInputElement) => void;
  readonly removeFilm: () => void;
  readonly remove: () => void;
}

const mostShown = 5;

/** The pictures that are shown of a class, the newest first. */
export function shownOf(own: RecordedClass): readonly Blob[] {
  return picturesOf(own).slice(-mostShown).toReversed();
}

export function recordedClass(own: RecordedClass, actions: RecordedClassActions): TemplateResult {
  const { name } = own;
  const count = picturesOf(own).length;
  return html`<li>
    <div class="name">
      <input
        aria-label="Name of the class ${name}"
        .value=${live(name)}
        @change=${(event: Event) => actions.rename(event.target as HTMLInputElement)}
      />
      <span class="quiet-text number">${printCount(count)} ${count === 1 ? 'picture' : 'pictures'}</span>
      <button
        class="icon quiet"
        aria-label="Remove the last recording of ${name}"
        title="Remove the last recording"
        ?disabled=${count === 0}
        @click=${actions.removeFilm}
      >
        ${undoIcon}
      </button>
      <button
        class="icon quiet"
        aria-label="Remove the class ${name}"
        title="Remove the class"
        @click=${actions.remove}
      >
        ${deleteIcon}
      </button>
    </div>
    <div class="film">
      <thaw-hold-button
        name=${name}
        ?disabled=${!actions.isLive}
        ?toggles=${actions.toggles}
        @thaw-hold=${({ detail }: CustomEvent<Hold>) => actions.hold(detail)}
      ></thaw-hold-button>
      <div class="last">${shownOf(own).map((picture) => html`<img src=${actions.urlOf(picture)} alt="" />`)}</div>
    </div>
  </li>`;
}
