/**
 * `<thaw-maximise>`: a picture that a channel likes, made from noise while one watches; it can be stopped, and what it was
 * on the way stays below.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Cursor } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { ClimbStep, Head, ModelSummary } from '../worker/protocol.js';
import { printValue } from './format.js';
import { inspectionStyles } from './inspection-styles.js';
import { LongWork } from './long-work.js';
import './thaw-channel-chooser.js';
import type { ChannelChoice } from './thaw-channel-chooser.js';
import type { InspectionEngine } from './thaw-inspector.js';
import { tileStyles } from './tile-styles.js';
import { whoseNetwork } from './whose-network.js';

/** Every so many steps a picture is kept. */
const keepEvery = 16;

@customElement('thaw-maximise')
export class ThawMaximise extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** What was pointed at last. */
  @property({ attribute: false }) cursor: Cursor | undefined;
  /** Whether there is nothing else to do. */
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;

  @state() private choice: ChannelChoice = { layer: '', channel: 0 };
  @state() private head: Head = 'pretrained';
  @state() private kept: readonly ClimbStep[] = [];
  @state() private now: ClimbStep | undefined;
  @query('.now') private canvas!: HTMLCanvasElement;
  readonly #work = new LongWork(this);

  static override styles = [
    sharedStyles,
    inspectionStyles,
    tileStyles,
    css`
      .now {
        display: block;
        width: min(100%, 260px);
        aspect-ratio: 1;
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        image-rendering: pixelated;
      }

      .tiles {
        --tile: 72px;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasRetrained) this.head = 'pretrained';
    if (changed.has('model') || (changed.has('trained') && this.head === 'retrained')) this.#forget();
    if (findLayer(this.model, this.choice.layer)) return;
    const layer = this.cursor?.layer ?? this.model?.blocks.at(-2)?.output ?? '';
    this.choice = { layer, channel: this.cursor?.place.channel ?? 0 };
  }

  protected override updated(): void {
    if (this.now) paint(this.canvas, this.now);
    this.renderRoot.querySelectorAll<HTMLCanvasElement>('.tiles canvas').forEach((canvas, index) => {
      const step = this.kept[index];
      if (step) paint(canvas, step);
    });
  }

  protected override render(): TemplateResult {
    const { layer, channel } = this.choice;
    return html`
      <p>
        From faint noise, the pixels are changed step by step so that the mean of the channel’s map rises. The picture
        is moved a little in every step and kept smooth; it is one of many that the channel likes.
      </p>
      <thaw-channel-chooser
        .model=${this.model}
        .choice=${this.choice}
        .pointed=${this.cursor}
        @thaw-channel=${(event: CustomEvent<ChannelChoice>) => this.#choose(event.detail)}
      ></thaw-channel-chooser>
      <div class="run">
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Stop</button>`
            : html`<button class="primary" ?disabled=${!this.ready} @click=${() => void this.#run()}>
                Make a picture that it likes
              </button>`
        }
        ${this.hasRetrained ? whoseNetwork(this.head, (head) => (this.head = head)) : nothing}
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      <canvas
        class="now"
        width="1"
        height="1"
        role="img"
        aria-label="What channel ${channel} of ${layer} likes"
      ></canvas>
      <p class="quiet-text">${this.now ? sayStep(this.now) : 'Nothing was made yet.'}</p>
      <ul class="tiles" aria-label="On the way">
        ${this.kept.map(
          ({ done, value }) =>
            html`<li>
              <canvas width="1" height="1" aria-hidden="true"></canvas>
              <span>step ${done}</span>
              <span class="quiet-text">${printValue(value)}</span>
            </li>`,
        )}
      </ul>
    `;
  }

  #run(): Promise<void> {
    this.#forget();
    const { head, choice: asked } = this;
    return this.#work.run((tell) =>
      this.engine.climbChannel({ ...asked, head }, (step) => {
        tell({ stage: 'Climbing', done: step.done, total: step.total });
        if (asked !== this.choice) return;
        this.now = step;
        if (step.done === 1 || step.done % keepEvery === 0) this.kept = [...this.kept, step];
      }),
    );
  }

  /** What was made for another channel goes, and its climb ends. */
  #choose(choice: ChannelChoice): void {
    this.choice = choice;
    this.#forget();
    if (this.#work.isRunning) void this.engine.cancelInspection();
  }

  #forget(): void {
    this.now = undefined;
    this.kept = [];
    if (this.hasUpdated) this.canvas.width = this.canvas.height = 1;
  }
}

function sayStep({ done, total, value }: ClimbStep): string {
  return `Step ${done} of ${total}: mean of the channel’s map ${printValue(value)}.`;
}

function paint(canvas: HTMLCanvasElement, { pixels }: ClimbStep): void {
  const size = Math.sqrt(pixels.length / 4);
  canvas.width = canvas.height = size;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, size, size), 0, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-maximise': ThawMaximise;
  }
}
