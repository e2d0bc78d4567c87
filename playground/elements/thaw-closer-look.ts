/** `<thaw-closer-look>`: the card that opens the inspector, which is loaded when it is first asked for. */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppState, Cursor } from '../state/app-state.js';
import { isTraining } from '../state/training.js';
import { sharedStyles } from '../styles/shared.js';
import { loadElements } from './load-elements.js';
import type { InspectionEngine } from './thaw-inspector.js';

@customElement('thaw-closer-look')
export class ThawCloserLook extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) now!: AppState;

  @state() private isLoaded = false;
  /** What was pointed at last: it stays when the pointer moves here. */
  #cursor: Cursor | undefined;

  static override styles = [sharedStyles];

  protected override willUpdate(): void {
    this.#cursor = this.now.cursor ?? this.#cursor;
    if (
      this.#cursor &&
      !this.now.model?.blocks.some(({ layers }) => layers.some(({ name }) => name === this.#cursor?.layer))
    ) {
      this.#cursor = undefined;
    }
  }

  protected override render(): TemplateResult {
    const { picture, data, model, training, trained } = this.now;
    const { resize, crop } = model?.preprocessing ?? { resize: 1, crop: 1 };
    return html`<details @toggle=${this.#load}>
      <summary>
        A closer look: one value, filters, what excites a channel, where a class is seen, what each block knows, which
        pictures are alike, where the time goes
      </summary>
      ${
        this.isLoaded
          ? html`<thaw-inspector
              .engine=${this.engine}
              .model=${model}
              .cursor=${this.#cursor}
              .revision=${picture?.report ? picture.revision : 0}
              .pictureUrl=${picture?.url ?? ''}
              .margin=${resize / crop}
              .data=${data.summary}
              .trained=${trained}
              ?busy=${isTraining(training)}
            ></thaw-inspector>`
          : nothing
      }
    </details>`;
  }

  async #load(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open || this.isLoaded) return;
    this.isLoaded = await loadElements(this, () => import('./thaw-inspector.js'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-closer-look': ThawCloserLook;
  }
}
