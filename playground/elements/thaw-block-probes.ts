/**
 * `<thaw-block-probes>`: how well a linear head tells the data's classes apart from each block's features: where the bars
 * stop growing, what comes after adds nothing to these data.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { Probe } from '../worker/protocol.js';
import { printPercent } from './format.js';
import { inspectionStyles } from './inspection-styles.js';
import { LongWork } from './long-work.js';
import type { InspectionEngine } from './thaw-inspector.js';

@customElement('thaw-block-probes')
export class ThawBlockProbes extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  /** Whether there are data, and nothing else to do. */
  @property({ type: Boolean }) ready = false;

  @state() private probes: readonly Probe[] = [];
  readonly #work = new LongWork(this);

  static override styles = [
    sharedStyles,
    inspectionStyles,
    css`
      td.bar {
        width: 50%;
      }

      .bar i {
        height: 12px;
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
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`<button class="primary" ?disabled=${!this.ready} @click=${() => void this.#run()}>
                Probe every block
              </button>`
        }
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      ${this.probes.length > 0 ? this.#table() : nothing}
    `;
  }

  #run(): Promise<void> {
    this.probes = [];
    return this.#work.run(async (tell) => {
      await this.engine.probeBlocks(tell, (probe) => (this.probes = [...this.probes, probe]));
    });
  }

  #table(): TemplateResult {
    return html`<table class="numbers">
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
