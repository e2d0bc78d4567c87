/**
 * `<thaw-exciting>`: what excites the channels of a layer most among the test pictures: the pictures and the patch that the
 * strongest value sees, how active each channel is, and which are dead or rarely active. A picture opens when it is pressed.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Cursor } from '../state/app-state.js';
import { findLayer } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSummary, ExcitingReport, Head, ModelSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import { inspectionStyles } from './inspection-styles.js';
import { LongWork } from './long-work.js';
import './thaw-channel-activity.js';
import './thaw-channel-chooser.js';
import type { ChannelChoice } from './thaw-channel-chooser.js';
import './thaw-exciting-pictures.js';
import type { ChannelPictures } from './thaw-exciting-pictures.js';
import type { InspectionEngine } from './thaw-inspector.js';
import { whoseNetwork } from './whose-network.js';

@customElement('thaw-exciting')
export class ThawExciting extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** What was pointed at last. */
  @property({ attribute: false }) cursor: Cursor | undefined;
  /** What is looked through. */
  @property({ attribute: false }) data: DataSummary | undefined;
  /** While something else is going on. */
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;

  @state() private layer = '';
  @state() private channel = 0;
  @state() private head: Head = 'pretrained';
  @state() private report: ExcitingReport | undefined;
  @state() private pictures: ChannelPictures | undefined;
  readonly #work = new LongWork(this);

  static override styles = [
    sharedStyles,
    inspectionStyles,
    css`
      .found {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--space-4);
        width: 100%;
      }

      @media (width < 900px) {
        .found {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasRetrained) this.head = 'pretrained';
    const isOutdated = changed.has('trained') && this.head === 'retrained';
    if (changed.has('model') || changed.has('data') || isOutdated) this.report = undefined;
    if (!this.#shown) this.pictures = undefined;
    if (!findLayer(this.model, this.layer)) {
      this.layer = this.cursor?.layer ?? this.model?.blocks.at(-2)?.output ?? '';
      this.channel = this.cursor?.place.channel ?? 0;
    }
    if (changed.has('report') || changed.has('channel')) void this.#showPictures();
  }

  /** What was found, unless another layer has been chosen since. */
  get #shown(): ExcitingReport | undefined {
    return this.report?.layer === this.layer ? this.report : undefined;
  }

  /** Those of the channel before stay until they are here. */
  async #showPictures(): Promise<void> {
    const { report, channel } = this;
    const activity = report?.channels[channel];
    if (!activity) return;
    try {
      const names = activity.top.map(({ picture }) => report.pictures[picture] ?? '');
      const thumbnails = await this.engine.thumbnails(names);
      if (report === this.report && channel === this.channel) this.pictures = { channel, activity, thumbnails };
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  #run(): Promise<void> {
    const { layer, head, data } = this;
    return this.#work.run(async (tell) => {
      const report = await this.engine.findExciting({ layer, head }, tell);
      if (data === this.data && head === this.head) this.report = report;
    });
  }

  protected override render(): TemplateResult {
    return html`
      <p>
        Every test picture goes through the network once. Of each channel are kept the pictures with its largest values,
        and how often it is above zero at all.
      </p>
      <thaw-channel-chooser
        .model=${this.model}
        .choice=${{ layer: this.layer, channel: this.channel }}
        .pointed=${this.cursor}
        @thaw-channel=${(event: CustomEvent<ChannelChoice>) => this.#show(event.detail)}
      ></thaw-channel-chooser>
      <div class="run">
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`<button
                class=${this.#shown ? '' : 'primary'}
                ?disabled=${!this.data || this.busy}
                @click=${() => void this.#run()}
              >
                Look through the test pictures
              </button>`
        }
        ${this.hasRetrained ? whoseNetwork(this.head, (head) => this.#choose(head)) : nothing}
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      ${this.#shown ? this.#found(this.#shown) : nothing}
    `;
  }

  /** What was found by the other network is of no use now. */
  #choose(head: Head): void {
    this.head = head;
    this.report = undefined;
  }

  #found(report: ExcitingReport): TemplateResult {
    return html`<div class="found">
      <thaw-exciting-pictures
        .layer=${findLayer(this.model, this.layer)}
        .pictures=${this.pictures}
        .inputSize=${this.model?.inputSize ?? 0}
      ></thaw-exciting-pictures>
      <thaw-channel-activity
        .channels=${report.channels}
        .pictures=${report.pictures.length}
        .chosen=${this.channel}
        @thaw-channel=${(event: CustomEvent<Partial<ChannelChoice>>) => this.#show(event.detail)}
      ></thaw-channel-activity>
    </div>`;
  }

  #show({ layer = this.layer, channel = 0 }: Partial<ChannelChoice>): void {
    this.layer = layer;
    this.channel = channel;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-exciting': ThawExciting;
  }
}
