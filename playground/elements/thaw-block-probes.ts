/**
 * `<thaw-block-probes>`: how well a linear head tells the data's classes apart from each block's features: where the bars
 * stop growing, what comes after adds nothing to these data.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../engine/index.js';
import { sharedStyles } from '../styles/shared.js';
import type { Probe, Progress } from '../worker/protocol.js';
import { printPercent, printProgress } from './format.js';
import type { InspectionEngine } from './thaw-inspector.js';

@customElement('thaw-block-probes')
export class ThawBlockProbes extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  /** Whether there are data, and nothing else to do. */
  @property({ type: Boolean }) ready = false;

  @state() private probes: readonly Probe[] = [];
  @state() private progress: Progress | undefined;
  @state() private isRunning = false;
  @state() private refusal = '';

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }

      table {
        width: 100%;
        max-width: 720px;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 2px var(--space-2) 2px 0;
        text-align: end;
      }

      th:first-child,
      td.bar {
        text-align: start;
      }

      thead th {
        color: var(--text-quiet);
        font-weight: var(--weight-regular);
      }

      td.bar {
        width: 50%;
      }

      .bar i {
        display: block;
        height: 12px;
        border-radius: 4px;
        background: var(--accent);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <p>
        A linear head is trained on what each block makes of the training images, each channel as its mean. It has no
        other way to the picture, so its test accuracy is what that block knows about these classes.
      </p>
      <div>
        ${
          this.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`<button class="primary" ?disabled=${!this.ready} @click=${() => void this.#run()}>
                Probe every block
              </button>`
        }
        <span role="status" class="quiet-text">
          ${this.refusal || (this.isRunning && this.progress ? printProgress(this.progress) : '')}
        </span>
      </div>
      ${this.probes.length > 0 ? this.#table() : nothing}
    `;
  }

  async #run(): Promise<void> {
    this.isRunning = true;
    this.probes = [];
    this.refusal = '';
    try {
      await this.engine.probeBlocks(
        (progress) => (this.progress = progress),
        (probe) => (this.probes = [...this.probes, probe]),
      );
    } catch (error) {
      this.refusal = messageOf(error);
    } finally {
      this.isRunning = false;
      this.progress = undefined;
    }
  }

  #table(): TemplateResult {
    return html`<table>
      <caption class="visually-hidden">
        Test accuracy of a linear head by block
      </caption>
      <thead>
        <tr>
          <th scope="col">block</th>
          <th scope="col">features</th>
          <th scope="col"><span class="visually-hidden">test accuracy, as a bar</span></th>
          <th scope="col">test</th>
          <th scope="col">training</th>
        </tr>
      </thead>
      <tbody>
        ${this.probes.map(
          ({ block, features, testAccuracy, trainAccuracy }) =>
            html`<tr>
              <th scope="row">${block}</th>
              <td>${features}</td>
              <td class="bar"><i style="width: ${100 * testAccuracy}%"></i></td>
              <td>${printPercent(testAccuracy)}</td>
              <td>${printPercent(trainAccuracy)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-block-probes': ThawBlockProbes;
  }
}
