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
import type { DocumentInput, KeptExperiment, ReportFiles } from '../worker/experiment-protocol.js';
import type { DataEdit, DataSource, EngineWorker, ModelSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import { experimentCard, type CardActions } from './experiment-card.js';
import { experimentStyles } from './experiment-styles.js';
import { printAbout } from './format.js';
import { warningIcon } from './icons.js';
import { asked, readyExperiments } from './ready-experiments.js';

/** Small images and few of them, or all of the question. */
type Size = 'quick' | 'whole';

/** The part of the worker that tells beforehand. */
export type Estimator = Pick<EngineWorker, 'estimateExperiment'>;

@customElement('thaw-experiment-queue')
export class ThawExperimentQueue extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) data!: DataState;
  /** What is changed of the data. */
  @property({ attribute: false }) edits: readonly DataEdit[] = [];
  @property({ attribute: false }) estimator: Estimator | undefined;
  /** Whether the adapter is a processor: the quick size is offered first then. */
  @property({ type: Boolean }) software = false;

  /** A question that was chosen elsewhere on the page. */
  @property({ attribute: false }) question: AppState['question'];

  /** Of the ready experiments. */
  @state() private chosen = 0;
  /** As it was chosen, if it was. */
  @state() private chosenSize: Size | undefined;
  /** Seconds that the question would take; unknown while it is found out, or where it cannot be done. */
  @state() private seconds: Readonly<Partial<Record<Size, number>>> = {};
  #asking: unknown;
  #told: readonly KeptExperiment[] = [];
  readonly #experiments = new Experiments(() => this.requestUpdate());

  static override styles = [sharedStyles, experimentStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#experiments.open();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { question } = this;
    if (changed.has('question') && question) {
      this.chosen = readyExperiments.findIndex(({ whole }) => whole.kind === question.kind);
      this.chosenSize = 'quick';
    }
    if (this.#isOther(changed)) this.seconds = {};
  }

  protected override updated(changed: PropertyValues): void {
    this.#tell();
    if (this.#isOther(changed)) void this.#estimate();
  }

  /** Whether it is another question, or asked of another model or other data. */
  #isOther(changed: PropertyValues): boolean {
    const before = changed.get('data') as DataState | undefined;
    const hasOtherData = changed.has('data') && before?.summary !== this.data.summary;
    return hasOtherData || ['model', 'estimator', 'chosen'].some((name) => changed.has(name));
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
          @change=${(event: Event) => (this.chosenSize = (event.target as HTMLSelectElement).value as Size)}
        >
          ${this.#sizeOption('quick', 'small images, few of them')} ${this.#sizeOption('whole', 'every image')}
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

  get #size(): Size {
    return this.chosenSize ?? (this.software ? 'quick' : 'whole');
  }

  #sizeOption(size: Size, words: string): TemplateResult {
    const seconds = this.seconds[size];
    return html`<option value=${size} .selected=${this.#size === size}>
      ${size}: ${seconds === undefined ? words : printAbout(seconds)}
    </option>`;
  }

  /** The question that is chosen, asked of this model and these data; none while there are none. */
  #document(size: Size): DocumentInput | undefined {
    const { model, data } = this;
    const ready = readyExperiments[this.chosen];
    if (!ready || !model || !data.summary) return undefined;
    return asked((size === 'quick' ? ready.quick : undefined) ?? ready.whole, model.name, data.summary.name);
  }

  /** What it would take is told before it starts. */
  async #estimate(): Promise<void> {
    const asking = (this.#asking = {});
    for (const size of ['quick', 'whole'] as const) {
      const document = this.#document(size);
      if (!document || !this.model) return;
      // What cannot be done says so when it is asked.
      const seconds = await this.estimator?.estimateExperiment(document, this.model.blocks).catch(() => undefined);
      if (this.#asking !== asking) return;
      if (seconds !== undefined) this.seconds = { ...this.seconds, [size]: seconds };
    }
  }

  /** The page follows what experiments say. */
  #tell(): void {
    const { kept } = this.#experiments.state;
    if (kept === this.#told) return;
    this.#told = kept;
    emit(this, 'thaw-experiments', { kept });
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const document = this.#document(this.#size);
    if (document && this.model) await this.#experiments.add(document, this.model.blocks, this.#ownData());
  }

  /** Data that a person brought or edited: the worker cannot find them itself. */
  #ownData(): DataSource | undefined {
    const { source } = this.data;
    const { edits } = this;
    return source && (source.kind !== 'embedded' || edits.length > 0) ? { ...source, edits } : undefined;
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
