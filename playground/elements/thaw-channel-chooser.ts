/**
 * `<thaw-channel-chooser>`: which layer of the network, and which of its channels; or the channel that was pointed at.
 * What is chosen is told by `thaw-channel`, and the host answers with a new `choice`.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Cursor } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { LayerSummary, ModelSummary } from '../worker/protocol.js';
import { mapsShape } from './format.js';
import { nextIcon, previousIcon } from './icons.js';
import { layerOptions } from './layer-options.js';

/** The detail of `thaw-channel`. */
export interface ChannelChoice {
  readonly layer: string;
  readonly channel: number;
}

@customElement('thaw-channel-chooser')
export class ThawChannelChooser extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) choice: ChannelChoice = { layer: '', channel: 0 };
  /** The value that was pointed at last. */
  @property({ attribute: false }) pointed: Cursor | undefined;
  /** Which layers can be chosen. */
  @property({ attribute: false }) offers: (layer: LayerSummary) => boolean = () => true;
  /** Without a choice of channel, where all are shown. */
  @property({ type: Boolean }) whole = false;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: end;
      }

      label {
        display: grid;
        grid-template-columns: minmax(0, auto);
        gap: 2px;
        max-width: 100%;
      }

      .layer select {
        font-family: var(--font-mono);
      }

      .channel {
        display: flex;
        gap: var(--space-1);
        align-items: end;
      }

      .channel input {
        width: 100%;
        min-width: 9ch;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <label class="layer">
        layer
        <select
          @change=${(event: Event) => this.#choose({ layer: (event.target as HTMLSelectElement).value, channel: 0 })}
        >
          ${layerOptions(this.model?.blocks ?? [], this.choice.layer, this.offers)}
        </select>
      </label>
      ${this.whole ? nothing : this.#channel()} ${this.#pointed()}
    `;
  }

  #channel(): TemplateResult {
    const { channel } = this.choice;
    const last = this.#count - 1;
    const step = (by: number, name: string, icon: TemplateResult) =>
      html`<button
        class="icon"
        aria-label=${name}
        ?disabled=${channel + by < 0 || channel + by > last}
        @click=${() => this.#choose({ ...this.choice, channel: channel + by })}
      >
        ${icon}
      </button>`;
    return html`<div class="channel">
      ${step(-1, 'Previous channel', previousIcon)}
      <label>
        channel, 0 to ${last}
        <input
          type="number"
          min="0"
          max=${last}
          step="1"
          .value=${String(channel)}
          @change=${(event: Event) => this.#type(event.target as HTMLInputElement)}
        />
      </label>
      ${step(1, 'Next channel', nextIcon)}
    </div>`;
  }

  /** A way to the channel that was pointed at, where it is another one. */
  #pointed(): TemplateResult | typeof nothing {
    const { pointed, choice } = this;
    const layer = pointed && findLayer(this.model, pointed.layer);
    if (!pointed || !layer || !this.offers(layer)) return nothing;
    const { channel } = pointed.place;
    if (layer.name === choice.layer && (this.whole || channel === choice.channel)) return nothing;
    return html`<button @click=${() => this.#choose({ layer: layer.name, channel })}>
      take ${layer.name}${this.whole ? '' : `, channel ${channel}`}
    </button>`;
  }

  get #count(): number {
    const layer = findLayer(this.model, this.choice.layer);
    return layer ? mapsShape(layer).channels : 1;
  }

  /** A number outside of the layer goes to the nearest channel that there is. */
  #type(input: HTMLInputElement): void {
    const typed = Math.round(input.valueAsNumber);
    const channel = Number.isNaN(typed) ? this.choice.channel : Math.min(Math.max(typed, 0), this.#count - 1);
    input.value = String(channel);
    this.#choose({ ...this.choice, channel });
  }

  #choose(detail: ChannelChoice): void {
    this.dispatchEvent(new CustomEvent<ChannelChoice>('thaw-channel', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-channel-chooser': ThawChannelChooser;
  }
}
