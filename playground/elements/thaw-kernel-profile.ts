/**
 * `<thaw-kernel-profile>`: where the time of a look or a training step goes: every kernel with its time, what it computes
 * and moves, and how near it comes to what the adapter can do at best, as a roofline and as a table.
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { ModelProfile } from '../worker/protocol.js';
import { numberIn, printPercent } from './format.js';
import { inspectionStyles } from './inspection-styles.js';
import { rateKernels, totalOf, type RatedKernel } from './kernel-rates.js';
import { kernelProfileStyles } from './kernel-profile-styles.js';
import { LongWork } from './long-work.js';
import { roofline } from './roofline.js';
import type { InspectionEngine } from './thaw-inspector.js';
import './thaw-tile-tuning.js';

const works = { look: 'a look', step: 'a training step' } as const;

type Work = keyof typeof works;

const rounds = 3;

@customElement('thaw-kernel-profile')
export class ThawKernelProfile extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  /** Whether there is a model, and nothing else to do. */
  @property({ type: Boolean }) ready = false;

  @state() private job: Work = 'look';
  @state() private batchSize = 1;
  @state() private isSlowestFirst = false;
  @state() private profile: ModelProfile | undefined;
  /** Of the plot, in pixels. */
  @state() private plotWidth = 0;
  readonly #work = new LongWork(this);
  readonly #size = new ResizeObserver(([entry]) => (this.plotWidth = Math.min(720, entry?.contentRect.width ?? 0)));

  static override styles = [sharedStyles, inspectionStyles, kernelProfileStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override render(): TemplateResult {
    return html`
      <p>
        Every kernel of a look at pictures, or of a training step with nothing frozen, is timed by itself, over and
        over, and held against what this adapter can do at best, which is measured first: operations in its registers,
        and bytes copied.
      </p>
      ${this.#choices()}
      <div>
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`<button class="primary" ?disabled=${!this.ready} @click=${() => void this.#run()}>
                Time every kernel
              </button>`
        }
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      ${this.profile ? this.#result(this.profile) : nothing}
      <thaw-tile-tuning .engine=${this.engine} ?ready=${this.ready && !this.#work.isRunning}></thaw-tile-tuning>
    `;
  }

  #choices(): TemplateResult {
    return html`<div class="choices">
      <fieldset class="segmented">
        <legend class="visually-hidden">What is timed</legend>
        ${(Object.keys(works) as Work[]).map(
          (job) =>
            html`<label>
              <input type="radio" name="work" .checked=${job === this.job} @change=${() => (this.job = job)} /><span
                >${works[job]}</span
              >
            </label>`,
        )}
      </fieldset>
      <label>
        pictures at once
        <input
          class="batch"
          inputmode="numeric"
          .value=${String(this.batchSize)}
          @change=${(event: Event) => this.#chooseBatch(event.target as HTMLInputElement)}
        />
      </label>
    </div>`;
  }

  #chooseBatch(input: HTMLInputElement): void {
    const wanted = Math.round(numberIn(input.value));
    this.batchSize = wanted >= 1 ? wanted : this.batchSize;
    input.value = String(this.batchSize);
  }

  #run(): Promise<void> {
    const request = { batchSize: this.batchSize, rounds, freeze: this.job === 'step' ? 'none' : undefined };
    return this.#work.run(async (tell) => {
      this.profile = await this.engine.profile(request, tell);
    });
  }

  #result(profile: ModelProfile): TemplateResult {
    const kernels = rateKernels(profile);
    return html`
      <p>${summaryOf(profile)}</p>
      ${this.plotWidth > 0 ? roofline(kernels, profile.peaks, this.plotWidth) : nothing}
      <p class="quiet-text">
        A point is a kernel, as large as its share of the time; what computes nothing worth counting is in the table
        alone.
      </p>
      <label>
        <input
          type="checkbox"
          .checked=${this.isSlowestFirst}
          @change=${(event: Event) => (this.isSlowestFirst = (event.target as HTMLInputElement).checked)}
        />
        the slowest first
      </label>
      ${tableOf(this.isSlowestFirst ? kernels.toSorted((a, b) => b.milliseconds - a.milliseconds) : kernels)}
    `;
  }
}

/** `102 launches take 41.3 ms for 0.08 GFLOP …` */
function summaryOf(profile: ModelProfile): string {
  const { peaks, method, gpuBytes } = profile;
  const { launches, milliseconds, flops } = totalOf(profile);
  const all = `${launches} launches take ${milliseconds.toFixed(1)} ms for ${(flops / 1e9).toFixed(2)} GFLOP`;
  const best = `at best ${peaks.gflops.toFixed(1)} GFLOP/s and ${peaks.gigabytes.toFixed(1)} GB/s`;
  return `${all}, with ${(gpuBytes / 1e6).toFixed(1)} MB of buffers. The adapter does ${best} (timed by ${method}).`;
}

const headings = ['layer', 'kernel', 'ms', 'share', 'MFLOP', 'GFLOP/s', 'MB', 'GB/s', 'of peak'];

function tableOf(kernels: readonly RatedKernel[]): TemplateResult {
  return html`<div class="scroller" tabindex="0" role="region" aria-label="Kernels">
    <table class="numbers">
      <caption class="visually-hidden">
        Kernels with their time, operations, bytes and shares of the adapter’s peaks
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${kernels.map(rowOf)}
      </tbody>
    </table>
  </div>`;
}

function rowOf(kernel: RatedKernel): TemplateResult {
  const { layer, milliseconds, share, flops, gflops, bytes, gigabytes, ofPeak } = kernel;
  const computes = (text: string) => (flops > 0 ? text : '–');
  return html`<tr>
    <th scope="row">${layer}</th>
    <td class="name">${kernel.kernel}</td>
    <td>${milliseconds.toFixed(3)}</td>
    <td>${printPercent(share)}</td>
    <td>${computes((flops / 1e6).toFixed(2))}</td>
    <td>${computes(gflops.toFixed(2))}</td>
    <td>${(bytes / 1e6).toFixed(2)}</td>
    <td>${gigabytes.toFixed(2)}</td>
    <td>${printPercent(ofPeak)}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-kernel-profile': ThawKernelProfile;
  }
}
