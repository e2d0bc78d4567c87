/**
 * `<thaw-moment>`: a slider over the moments of a training that were kept: everything that shows the network as trained
 * here shows it as it stood then.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrainedState } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { sayShown } from './network-words.js';

@customElement('thaw-moment')
export class ThawMoment extends LitElement {
  @property({ attribute: false }) trained: TrainedState | undefined;

  static override styles = [
    sharedStyles,
    css`
      label {
        display: grid;
        grid-template-columns: auto minmax(80px, 1fr) 25ch;
        gap: var(--space-2);
        align-items: center;
        font-size: var(--size-small);
      }

      input {
        width: 100%;
      }

      span:last-child {
        font-variant-numeric: tabular-nums;
      }

      @container (width < 400px) {
        label {
          grid-template-columns: minmax(0, 1fr) 25ch;
        }

        .name {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { trained } = this;
    if (!trained || trained.moments.length === 0) return nothing;
    const { moments, step } = trained;
    const place = moments.findIndex((moment) => moment.step === step);
    const words = sayShown(trained);
    return html`<label>
      <span class="name">trained here</span>
      <input
        type="range"
        aria-label="Moment of the training"
        aria-valuetext=${words}
        min="0"
        max=${moments.length}
        .value=${String(place < 0 ? moments.length : place)}
        @input=${(event: Event) => this.#choose(Number((event.target as HTMLInputElement).value))}
      />
      <span>${words}</span>
    </label>`;
  }

  /** Behind the last moment that was kept stands the end. */
  #choose(place: number): void {
    emit(this, 'thaw-moment', { step: this.trained?.moments[place]?.step });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-moment': ThawMoment;
  }
}
