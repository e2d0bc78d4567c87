/**
 * `<thaw-experiment-queue>`: asks a question of the network, and shows what its experiments have said so far: every run a
 * point, the sentences, the report. They are done in the background, and gone on with after a reload.
 */

import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DataState } from '../state/app-state.js';
import { download, showPage } from '../state/download.js';
import { Experiments } from '../state/experiments.js';
import { sharedStyles } from '../styles/shared.js';
import type { ReportFiles } from '../worker/experiment-protocol.js';
import type { DataEdit, DataSource, ModelSummary } from '../worker/protocol.js';
import { warningIcon } from './icons.js';
import { experimentCard, type CardActions } from './experiment-card.js';
import { experimentStyles } from './experiment-styles.js';
import { asked, readyExperiments } from './ready-experiments.js';

@customElement('thaw-experiment-queue')
export class ThawExperimentQueue extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) data!: DataState;
  /** What is changed of the data. */
  @property({ attribute: false }) edits: readonly DataEdit[] = [];

  @state() private isQuick = true;
  @query('#question') private question!: HTMLSelectElement;
  readonly #experiments = new Experiments(() => this.requestUpdate());

  static override styles = [sharedStyles, experimentStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#experiments.open();
  }

  protected override render(): TemplateResult {
    const { kept, progress, error } = this.#experiments.state;
    return html`
      ${this.#form()}
      <div role="alert">
        ${
          error
            ? html`<div class="error">
                ${warningIcon}
                <p>${error.text}</p>
              </div>`
            : ''
        }
      </div>
      ${kept.map((one) => experimentCard(one, progress, this.#actions))}
    `;
  }

  #form(): TemplateResult {
    const { model, data } = this;
    return html`<form @submit=${this.#add}>
      <div class="field question">
        <label for="question">Question</label>
        <select id="question">
          ${readyExperiments.map(({ question }, index) => html`<option value=${index}>${question}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="size">Size</label>
        <select
          id="size"
          @change=${(event: Event) => (this.isQuick = (event.target as HTMLSelectElement).value === 'quick')}
        >
          <option value="quick" ?selected=${this.isQuick}>quick: small images, few of them</option>
          <option value="whole" ?selected=${!this.isQuick}>whole: takes long without a graphics card</option>
        </select>
      </div>
      <button class="primary" ?disabled=${!model || !data.summary}>Ask</button>
      <p class="quiet-text asked">
        ${
          model && data.summary
            ? `Asked of ${model.name} on ${data.summary.name}. It goes on in the background, and after a reload.`
            : 'Waiting for the network and the data.'
        }
      </p>
    </form>`;
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { model, data } = this;
    const ready = readyExperiments[Number(this.question.value)];
    if (!ready || !model || !data.summary) return;
    const document = asked((this.isQuick ? ready.quick : undefined) ?? ready.whole, model.name, data.summary.name);
    await this.#experiments.add(document, model.blocks, this.#ownData());
  }

  /** Data that a person brought or edited: the worker cannot find them itself. */
  #ownData(): DataSource | undefined {
    const { source } = this.data;
    const { edits } = this;
    return source && (source.kind === 'files' || edits.length > 0) ? { ...source, edits } : undefined;
  }

  readonly #actions: CardActions = {
    continue: (name) => void this.#experiments.continue(name, this.#ownData()),
    stop: (name) => void this.#experiments.stop(name),
    delete: (name) => void this.#experiments.delete(name),
    report: (name) => void this.#save(name, (files) => showPage(files['report.html'])),
    table: (name) => void this.#save(name, (files) => download(new Blob([files['results.csv']]), `${name}.csv`)),
    results: (name) => void this.#save(name, (files) => download(new Blob([files['results.json']]), `${name}.json`)),
  };

  async #save(name: string, save: (files: ReportFiles) => void): Promise<void> {
    const files = await this.#experiments.report(name);
    if (files) save(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-experiment-queue': ThawExperimentQueue;
  }
}
