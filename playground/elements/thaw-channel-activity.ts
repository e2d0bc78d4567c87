/**
 * `<thaw-channel-activity>`: how active the channels of a layer are over the data: a histogram of their rates, and the
 * channels that are dead or rarely active, each to be chosen by `thaw-channel`.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { ChannelActivity } from '../worker/protocol.js';
import { histogramOf, quietChannels } from './channel-rates.js';
import { printCount } from './format.js';
import { inspectionStyles } from './inspection-styles.js';

/** Channels that are listed; the others are counted. */
const mostListed = 48;

@customElement('thaw-channel-activity')
export class ThawChannelActivity extends LitElement {
  @property({ attribute: false }) channels: readonly ChannelActivity[] = [];
  /** Over how many pictures. */
  @property({ type: Number }) pictures = 0;
  @property({ type: Number }) chosen = 0;

  static override styles = [
    sharedStyles,
    inspectionStyles,
    css`
      :host {
        align-content: start;
        gap: var(--space-2);
      }

      td.bar {
        width: 60%;
      }

      th {
        white-space: nowrap;
      }

      .bar i {
        height: 10px;
      }

      .list {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        list-style: none;
      }

      .list button {
        min-width: 40px;
        min-height: 28px;
        padding: 1px 6px;
        font-weight: var(--weight-regular);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { dead, rare } = quietChannels(this.channels);
    return html`
      <h3>How active the ${printCount(this.channels.length)} channels are</h3>
      ${this.#histogram()}
      <p class="quiet-text">
        By the share of a channel’s values that are above zero, over all values of ${printCount(this.pictures)} test
        pictures.
      </p>
      <h4>Dead: never above zero</h4>
      ${this.#list(dead)}
      <h4>Rarely active: above zero under 1 % of the time</h4>
      ${this.#list(rare)}
    `;
  }

  #histogram(): TemplateResult {
    const bins = histogramOf(this.channels);
    const most = Math.max(...bins.map(({ count }) => count), 1);
    return html`<table class="numbers">
      <caption class="visually-hidden">
        Channels by how often they are above zero
      </caption>
      <thead>
        <tr>
          <th scope="col">above zero</th>
          <th scope="col"><span class="visually-hidden">number of channels, as a bar</span></th>
          <th scope="col">channels</th>
        </tr>
      </thead>
      <tbody>
        ${bins.map(
          ({ name, count }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="bar"><i style="width: ${(100 * count) / most}%"></i></td>
              <td>${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #list(channels: readonly number[]): TemplateResult {
    if (channels.length === 0) return html`<p class="quiet-text">none</p>`;
    const rest = channels.length - mostListed;
    return html`<ul class="list">
      ${channels.slice(0, mostListed).map(
        (channel) =>
          html`<li>
            <button
              aria-label="Channel ${channel}"
              aria-pressed=${channel === this.chosen}
              @click=${() => this.#choose(channel)}
            >
              ${channel}
            </button>
          </li>`,
      )}
      ${rest > 0 ? html`<li class="quiet-text">and ${printCount(rest)} more</li>` : nothing}
    </ul>`;
  }

  #choose(channel: number): void {
    this.dispatchEvent(new CustomEvent('thaw-channel', { detail: { channel } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-channel-activity': ThawChannelActivity;
  }
}
