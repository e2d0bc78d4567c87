/** `<thaw-map-view>`: whose maps a pane shows, in what order they stand, and over what range they are coloured. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { channelOrders } from '../../engine/index.js';
import type { PaneName, PaneView } from '../state/app-state.js';
import { colourScales, networks, plainView } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { ChannelOrder, ColourScale, ValuesOf } from '../worker/protocol.js';
import { emit } from './events.js';
import { orderNames } from './map-order-words.js';
import { networkNames } from './network-words.js';

@customElement('thaw-map-view')
export class ThawMapView extends LitElement {
  @property() pane: PaneName = 'early';
  @property({ attribute: false }) view: PaneView = plainView;
  /** Whether a network was trained here whose maps could be shown. */
  @property({ type: Boolean }) trained = false;
  /** Whether every map is a single value: one has no range of its own. */
  @property({ type: Boolean }) vector = false;

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        align-items: center;
        justify-content: space-between;
      }

      label:has(> select) {
        display: inline-flex;
        gap: var(--space-2);
        align-items: center;
        white-space: nowrap;
      }

      .segmented span {
        padding-inline: 8px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <label>
        network
        <select
          @change=${(event: Event) => this.#change({ network: (event.target as HTMLSelectElement).value as ValuesOf })}
        >
          ${networks.map((network) => this.#network(network))}
        </select>
      </label>
      <label>
        sorted by
        <select
          @change=${(event: Event) => this.#change({ order: (event.target as HTMLSelectElement).value as ChannelOrder })}
        >
          ${channelOrders.map(
            (order) =>
              html`<option value=${order} ?selected=${order === this.view.order}>${orderNames[order]}</option>`,
          )}
        </select>
      </label>
      <fieldset class="segmented">
        <legend class="visually-hidden">Range of the colours</legend>
        ${colourScales.map((scale) => this.#scale(scale))}
      </fieldset>
    `;
  }

  #network(network: ValuesOf): TemplateResult {
    const isMissing = !this.trained && (network === 'retrained' || network === 'change');
    return html`<option value=${network} ?selected=${network === this.view.network} ?disabled=${isMissing}>
      ${networkNames[network]}
    </option>`;
  }

  #scale(scale: ColourScale): TemplateResult {
    return html`<label title="colours over the range of each ${scale}">
      <input
        type="radio"
        name="scale"
        .checked=${this.view.scale === scale}
        ?disabled=${this.vector && scale === 'channel'}
        @change=${() => this.#change({ scale })}
      /><span>${scale === 'channel' ? 'per ' : ''}${scale}</span>
    </label>`;
  }

  #change(change: Partial<PaneView>): void {
    emit(this, 'thaw-pane-view', { pane: this.pane, change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-map-view': ThawMapView;
  }
}
