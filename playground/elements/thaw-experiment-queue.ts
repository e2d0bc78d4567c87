/**
 * `<thaw-experiment-queue>`: asks a question of the network, and shows what its experiments have said so far: every run a
 * point, the sentences, the report. They are done in the background, and gone on with after a reload.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppState, DataState } from '../state/app-state.js';
import { download, showPage } from '../state/download.js';
import { Experiments } from '../state/experiments.js';
import { sharedStyles } from '../styles/shared.js';
import type { KeptExperiment, ReportFiles } from '../worker/experiment-protocol.js';
import type { DataSource, ModelSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import { experimentCard, type CardActions } from './experiment-card.js';
import { experimentStyles } from './experiment-styles.js';
import { warningIcon } from './icons.js';
import { asked, readyExperiments } from './ready-experiments.js';

@customElement('thaw-experiment-queue')
export class ThawExperimentQueue extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) data!: DataState;

  /** A question that was chosen elsewhere on the page. */
  @property({ attribute: false }) question: AppState['question'];

  /** Of the ready experiments. */
  @state() private chosen = 0;
  @state() private isQuick = true;
  #told: readonly KeptExperiment[] = [];
  readonly #experiments = new Experiments(() => this.requestUpdate());

  static override styles = [sharedStyles, experimentStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#experiments.open();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { question } = this;
    if (!changed.has('question') || !question) return;
    this.chosen = readyExperiments.findIndex(({ whole }) => whole.kind === question.kind);
    this.isQuick = true;
  }

  protected override updated(): void {
    const { kept } = this.#experiments.state;
    if (kept === this.#told) return;
    this.#told = kept;
    emit(this, 'thaw-experiments', { kept });
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
        <select
          id="question"
          @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).selectedIndex)}
        >
          ${readyExperiments.map(
            ({ question }, index) => html`<option .selected=${index === this.chosen}>${question}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="size">Size</label>
        <select
          id="size"
          @change=${(event: Event) => (this.isQuick = (event.target as HTMLSelectElement).value === 'quick')}
        >
          <option value="quick" .selected=${this.isQuick}>quick: small images, few of them</option>
          <option value="whole" .selected=${!this.isQuick}>whole: takes long without a graphics card</option>
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
    const ready = readyExperiments[this.chosen];
    if (!ready || !model || !data.summary) return;
    const document = asked((this.isQuick ? ready.quick : undefined) ?? ready.whole, model.name, data.summary.name);
    await this.#experiments.add(document, model.blocks, this.#ownData());
  }

  /** Data that a person brought: the worker cannot find them itself. */
  #ownData(): DataSource | undefined {
    const { source } = this.data;
    return source?.kind === 'files' ? source : undefined;
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
