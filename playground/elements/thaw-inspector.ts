/**
 * `<thaw-inspector>`: a closer look, in tabs: what a value is made of, what the filters look like, what excites a channel
 * and what it likes, where a class is seen, how well each block tells the classes apart, how alike the blocks are, which
 * pictures are alike, how fast the kernels are. It is loaded when it is first opened, and asks the engine itself.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Cursor, TrainedState } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSummary, EngineWorker, ModelSummary } from '../worker/protocol.js';
import './thaw-arithmetic.js';
import './thaw-block-probes.js';
import './thaw-block-similarity.js';
import './thaw-exciting.js';
import './thaw-feature-space.js';
import './thaw-filters.js';
import './thaw-kernel-profile.js';
import './thaw-maximise.js';
import './thaw-moment.js';
import './thaw-saliency.js';

/** What it asks of the engine. */
export type InspectionEngine = Pick<
  EngineWorker,
  | 'explainValue'
  | 'readFilters'
  | 'findExciting'
  | 'thumbnails'
  | 'climbChannel'
  | 'findSaliency'
  | 'probeBlocks'
  | 'compareBlocks'
  | 'mapFeatures'
  | 'layOutFeatures'
  | 'profile'
  | 'cancelInspection'
  | 'tune'
  | 'cancelTuning'
>;

const tabs = [
  { name: 'value', title: 'One value' },
  { name: 'filters', title: 'Filters' },
  { name: 'exciting', title: 'What excites a channel' },
  { name: 'maximise', title: 'What it likes' },
  { name: 'saliency', title: 'Where a class is seen' },
  { name: 'probes', title: 'What each block knows' },
  { name: 'similarity', title: 'How alike blocks are' },
  { name: 'space', title: 'Which pictures are alike' },
  { name: 'profile', title: 'Where the time goes' },
] as const;

type TabName = (typeof tabs)[number]['name'];

/** Tabs that can show the network that was trained here. */
const shows: ReadonlySet<TabName> = new Set(['filters', 'exciting', 'maximise', 'saliency', 'similarity', 'space']);

@customElement('thaw-inspector')
export class ThawInspector extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** The value that is pointed at, or was last. */
  @property({ attribute: false }) cursor: Cursor | undefined;
  /** Grows with the picture and the model behind it; 0 while there is none. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) pictureUrl = '';
  /** How much larger the picture is than the middle of it that the network sees. */
  @property({ type: Number }) margin = 1;
  @property({ attribute: false }) data: DataSummary | undefined;
  /** The network that was trained here, if one was. */
  @property({ attribute: false }) trained: TrainedState | undefined;
  /** While a training runs, the engine has other things to do. */
  @property({ type: Boolean }) busy = false;

  @state() private tab: TabName = 'value';

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }

      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-block: var(--space-2) var(--space-3);
      }

      [role='tab'][aria-selected='true'] {
        border-color: var(--accent);
        color: var(--accent);
        font-weight: var(--weight-strong);
      }

      thaw-moment {
        display: block;
        max-width: 560px;
        margin-bottom: var(--space-3);
      }

      [role='tabpanel'] {
        min-height: 260px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <div role="tablist" aria-label="A closer look" @keydown=${this.#walk}>
        ${tabs.map(
          ({ name, title }) =>
            html`<button
              id="tab-${name}"
              role="tab"
              aria-selected=${name === this.tab}
              aria-controls="panel"
              tabindex=${name === this.tab ? 0 : -1}
              @click=${() => this.#open(name)}
            >
              ${title}
            </button>`,
        )}
      </div>
      ${shows.has(this.tab) ? html`<thaw-moment .trained=${this.trained}></thaw-moment>` : nothing}
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">${this.#panel()}</div>
    `;
  }

  #panel(): TemplateResult {
    const { engine, revision, busy, data, trained } = this;
    const hasRetrained = trained !== undefined;
    const revisionOfTrained = trained?.revision ?? 0;
    const hasData = data !== undefined;
    switch (this.tab) {
      case 'value':
        return html`<thaw-arithmetic .engine=${engine} .cursor=${this.cursor} .revision=${revision}></thaw-arithmetic>`;
      case 'filters':
        return html`<thaw-filters
          .engine=${engine}
          .model=${this.model}
          .cursor=${this.cursor}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
          ?busy=${busy}
        ></thaw-filters>`;
      case 'exciting':
        return html`<thaw-exciting
          .engine=${engine}
          .model=${this.model}
          .cursor=${this.cursor}
          .data=${data}
          ?busy=${busy}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
        ></thaw-exciting>`;
      case 'maximise':
        return html`<thaw-maximise
          .engine=${engine}
          .model=${this.model}
          .cursor=${this.cursor}
          ?ready=${!busy}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
        ></thaw-maximise>`;
      case 'saliency':
        return html`<thaw-saliency
          .engine=${engine}
          .revision=${revision}
          .pictureUrl=${this.pictureUrl}
          .margin=${this.margin}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
          ?busy=${busy}
        ></thaw-saliency>`;
      case 'probes':
        return html`<thaw-block-probes .engine=${engine} ?ready=${hasData && !busy}></thaw-block-probes>`;
      case 'similarity':
        return html`<thaw-block-similarity
          .engine=${engine}
          ?ready=${hasData && !busy}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
        ></thaw-block-similarity>`;
      case 'space':
        return html`<thaw-feature-space
          .engine=${engine}
          .model=${this.model}
          .data=${data}
          ?busy=${busy}
          ?has-retrained=${hasRetrained}
          .trained=${revisionOfTrained}
        ></thaw-feature-space>`;
      case 'profile':
        return html`<thaw-kernel-profile .engine=${engine} ?ready=${!busy}></thaw-kernel-profile>`;
    }
  }

  #open(tab: TabName): void {
    this.tab = tab;
  }

  /** Arrow keys walk through the tabs, as everywhere. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = tabs.findIndex(({ name }) => name === this.tab);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    this.tab = next.name;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-inspector': ThawInspector;
  }
}
