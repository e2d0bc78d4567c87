/** `<thaw-data-panel>`: the data set that the page trains on, what of it could not be used, and the ways to bring another. */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DataState, KeptState, SavingState } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSource, DataSummary, OwnFile } from '../worker/protocol.js';
import { balanceStyles, classTable, classTableBones, classTableStyles } from './class-table.js';
import { dataPanelStyles } from './data-panel-styles.js';
import { duplicateList, duplicateListStyles } from './duplicate-list.js';
import { emit } from './events.js';
import { folderExample } from './folder-example.js';
import { printCount, printProgress } from './format.js';
import { warningIcon } from './icons.js';
import { keptLine } from './kept-line.js';
import { lineStyles } from './line-styles.js';
import { loadElements } from './load-elements.js';
import { chosenFiles, readDroppedFiles } from './read-dropped-files.js';
import { saveLine, saveLineStyles } from './save-line.js';
import type { ThawRecorder } from './thaw-recorder.js';

const embeddedName = 'emoji12';
const saveWords = { about: 'Take the data with you, edits included.', button: 'Save as zip' };
/** A list of thousands helps nobody; the count says the rest. */
const mostListed = 100;

@customElement('thaw-data-panel')
export class ThawDataPanel extends LitElement {
  @property({ attribute: false }) data!: DataState;
  @property({ attribute: false }) kept!: KeptState;
  @property({ attribute: false }) saving!: SavingState;
  /** While something depends on the data they can be read here, but not replaced. */
  @property({ type: Boolean }) locked = false;

  @state() private isDroppable = false;
  /** It is loaded when it is first asked for, and keeps what was recorded from then on. */
  @state() private hasRecorder = false;
  @query('thaw-recorder') private recorder!: ThawRecorder | null;

  static override styles = [
    sharedStyles,
    balanceStyles,
    classTableStyles,
    duplicateListStyles,
    lineStyles,
    saveLineStyles,
    dataPanelStyles,
  ];

  /** Files may be dropped anywhere on the page: what becomes of them is told here, so this is brought into sight. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('data');
    const isReplacing =
      before?.summary !== undefined && before.progress === undefined && this.data.progress !== undefined;
    if (isReplacing) this.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { summary, progress, error } = this.data;
    return html`
      ${this.#header()} ${error === undefined ? '' : errorBox(error, summary)}
      ${summary ? this.#dataSet(summary) : progress ? bones() : emptySet()} ${this.#sources()}
      ${keptLine(this, this.kept, this.data, this.#isClosed)}
      <details ?hidden=${!summary && !progress}>
        <summary>Which folders work</summary>
        ${folderExample()}
      </details>
      ${this.hasRecorder ? html`<thaw-recorder .data=${this.data} ?locked=${this.locked}></thaw-recorder>` : ''}
    `;
  }

  #header(): TemplateResult {
    const { summary, progress } = this.data;
    const now = progress ? printProgress(progress) : (summary?.name ?? '');
    return html`<header>
        <h2>Data</h2>
        <p class="quiet-text" title=${now}>${now}</p>
        ${progressBar(this.data)}
      </header>
      <p class="visually-hidden" role="status">${progress ? progress.stage : summary ? sentence(summary) : ''}</p>`;
  }

  #dataSet(summary: DataSummary): TemplateResult {
    const { classes, skipped, duplicates } = summary;
    const className = classes[0]?.name ?? '';
    return html`<div class="set">
      <div class="head">
        ${figures(summary)}
        <button
          ?disabled=${this.data.progress !== undefined}
          @click=${() => emit(this, 'thaw-editor-open', { view: { kind: 'class', className } })}
        >
          Edit…
        </button>
      </div>
      ${classTable(classes)} ${duplicates.length > 0 ? duplicateList(this, summary, this.#isClosed) : ''}
      ${skipped.length > 0 ? skippedFiles(skipped) : ''}
      ${saveLine(this, this.saving, saveWords, this.data.progress !== undefined)}
    </div>`;
  }

  #sources(): TemplateResult {
    const isClosed = this.#isClosed;
    return html`<div
      class="sources ${this.isDroppable ? 'over' : ''}"
      role="group"
      aria-label="Data to train on"
      @dragover=${this.#hover}
      @dragleave=${this.#leave}
      @drop=${this.#drop}
    >
      <div class="buttons">
        <button
          ?disabled=${isClosed}
          aria-pressed=${this.data.source?.kind === 'embedded' && this.data.source.name === embeddedName}
          @click=${() => this.#choose({ kind: 'embedded', name: embeddedName })}
        >
          ${embeddedName}
        </button>
        <button ?disabled=${isClosed} @click=${() => this.#open('folder')}>Folder…</button>
        <button ?disabled=${isClosed} @click=${() => this.#open('files')}>.zip or .bin…</button>
        <button @click=${this.#record}>Camera…</button>
      </div>
      <input id="folder" type="file" hidden webkitdirectory @change=${this.#pick} />
      <input id="files" type="file" hidden multiple accept=".zip,.bin" @change=${this.#pick} />
      <p class="quiet-text">
        ${
          this.locked
            ? 'Fixed while a training runs.'
            : this.isDroppable
              ? 'Let go to train on it.'
              : 'Or drop a folder or a .zip here.'
        }
      </p>
    </div>`;
  }

  get #isClosed(): boolean {
    return this.locked || this.data.progress !== undefined;
  }

  #open(picker: 'folder' | 'files'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${picker}`)?.click();
  }

  readonly #record = async (): Promise<void> => {
    this.hasRecorder ||= await loadElements(this, () => import('./thaw-recorder.js'));
    await this.updateComplete;
    await this.recorder?.open();
  };

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Otherwise choosing the same folder again would be no change.
    input.value = '';
    void this.#bring(() => Promise.resolve(chosenFiles(files)));
  }

  #hover(event: DragEvent): void {
    if (this.#isClosed || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isDroppable = true;
  }

  #leave(event: DragEvent): void {
    const area = event.currentTarget as HTMLElement;
    if (!area.contains(event.relatedTarget as Node | null)) this.isDroppable = false;
  }

  #drop(event: DragEvent): void {
    if (!this.isDroppable || !event.dataTransfer) return;
    event.preventDefault();
    this.isDroppable = false;
    const { dataTransfer } = event;
    void this.#bring(() => readDroppedFiles(dataTransfer));
  }

  async #bring(read: () => Promise<readonly OwnFile[]>): Promise<void> {
    try {
      this.#choose({ kind: 'files', files: await read() });
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  #choose(source: DataSource): void {
    emit(this, 'thaw-data-chosen', { source });
  }
}

/** A thin line where nothing is going on. */
function progressBar({ progress }: DataState): TemplateResult {
  if (!progress) return html`<progress value="0" max="1" aria-hidden="true"></progress>`;
  const { done, total, stage } = progress;
  return html`<progress .value=${done} .max=${Math.max(1, total)} aria-label=${stage}></progress>`;
}

/** What failed, and that nothing was lost by it. */
function errorBox(error: string, summary: DataSummary | undefined): TemplateResult {
  return html`<div class="error" role="alert">
    ${warningIcon}
    <p>${error}${summary ? ` ${summary.name} is still here.` : ''}</p>
  </div>`;
}

function figures({ classes, trainCount, testCount, isHeldOut }: DataSummary): TemplateResult {
  const heldShare = Math.round((100 * testCount) / Math.max(1, trainCount + testCount));
  return html`<div class="figures">
    <span><b>${classes.length}</b> classes</span>
    <span><b>${printCount(trainCount)}</b> train</span>
    <span><b>${printCount(testCount)}</b> test</span>
    ${isHeldOut ? html`<span class="quiet-text">${heldShare} % held out by seed</span>` : ''}
  </div>`;
}

function skippedFiles(skipped: DataSummary['skipped']): TemplateResult {
  const rest = skipped.length - mostListed;
  return html`<details class="skipped">
    <summary>${printCount(skipped.length)} ${skipped.length === 1 ? 'file' : 'files'} skipped</summary>
    <ul tabindex="0" aria-label="Skipped files">
      ${skipped.slice(0, mostListed).map(({ name, reason }) => html`<li><code>${name}</code>: ${reason}</li>`)}
      ${rest > 0 ? html`<li>and ${printCount(rest)} more</li>` : ''}
    </ul>
  </details>`;
}

function bones(): TemplateResult {
  return html`<div class="set waiting">
    <div class="figures"><i class="bone"></i></div>
    ${classTableBones()}
  </div>`;
}

function emptySet(): TemplateResult {
  return html`<div class="set waiting">
    <p>No data yet. Take ${embeddedName}, which comes with the page, or bring pictures of your own in folders:</p>
    ${folderExample()}
  </div>`;
}

function sentence({ name, classes, trainCount, testCount, skipped }: DataSummary): string {
  const used = `${name}: ${classes.length} classes, ${trainCount} pictures to train on, ${testCount} to test with`;
  return skipped.length === 0 ? `${used}.` : `${used}, ${skipped.length} files skipped.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-data-panel': ThawDataPanel;
  }
}
