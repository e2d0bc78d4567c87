/**
 * `<thaw-data-editor>`: a dialog in which the data are edited: classes are renamed, merged and deleted, pictures moved and
 * removed, and duplicates looked at. It tells edits by `thaw-data-edit`, and `thaw-editor-close` when it is gone.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DataView } from '../state/app-state.js';
import { duplicateWords } from '../state/duplicates.js';
import type { History } from '../state/history.js';
import type { Notice } from '../state/notice.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSummary, EngineWorker, SampleEntry } from '../worker/protocol.js';
import { balanceStyles } from './class-table.js';
import { classTools } from './class-tools.js';
import { dataEditorStyles } from './data-editor-styles.js';
import { copiesAmong, duplicatePictures, samplePictures } from './data-pictures.js';
import { dataViews, viewsOf } from './data-views.js';
import { emit } from './events.js';
import { printCount } from './format.js';
import { placeAfter } from './grid-walk.js';
import { historyButtons } from './history-buttons.js';
import { closeIcon } from './icons.js';
import { nothingSelected, within, type Selection } from './picture-selection.js';
import './thaw-notice.js';
import './thaw-picture-grid.js';
import type { GridPicture } from './thaw-picture-grid.js';
import './thaw-sample-actions.js';

/** Where the pictures are to be had. */
export type PictureSource = Pick<EngineWorker, 'classSamples' | 'thumbnails'>;

@customElement('thaw-data-editor')
export class ThawDataEditor extends LitElement {
  @property({ attribute: false }) summary!: DataSummary;
  @property({ attribute: false }) source!: PictureSource;
  @property({ attribute: false }) history!: History;
  /** What could not be done: the dialog lies over the page's own notices. */
  @property({ attribute: false }) notices: readonly Notice[] = [];
  /** While a training runs, the data can be looked at and not changed. */
  @property({ type: Boolean }) locked = false;
  /** What is open to begin with. */
  @property({ attribute: false }) first!: DataView;

  @state() private view!: DataView;
  /** The samples of the class that is open, or was last. */
  @state() private samples: readonly SampleEntry[] = [];
  @state() private selection: Selection = nothingSelected;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('nav [tabindex="0"]') private openedView!: HTMLElement;

  static override styles = [sharedStyles, dialogStyles, balanceStyles, dataEditorStyles];

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.openedView.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('summary');
    if (changed.has('first')) this.#open(this.first);
    else if (before) this.#open(this.#viewIn(before));
    if (before && this.view.kind === 'duplicates') this.#dropGone();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('summary') || changed.has('view')) void this.#fetch();
  }

  protected override render(): TemplateResult {
    const { name, trainCount, testCount } = this.summary;
    return html`<dialog aria-labelledby="title" @close=${() => emit(this, 'thaw-editor-close', null)}>
      <div class="title">
        <h2 id="title">Edit the data</h2>
        <p class="quiet-text" role="status">
          ${name}: ${printCount(trainCount)} to train on, ${printCount(testCount)} to test with
        </p>
        <span class="history">${historyButtons(this.history, this.locked)}</span>
        <button class="icon quiet" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
      </div>
      <div class="notices" role="alert" ?hidden=${this.notices.length === 0}>
        ${this.notices.map((notice) => html`<thaw-notice .notice=${notice}></thaw-notice>`)}
      </div>
      <div class="parts">
        <nav aria-label="Classes and duplicates" @keydown=${this.#walk}>
          ${dataViews(this.summary, this.view, (view) => this.#open(view))}
        </nav>
        ${this.#opened()}
      </div>
    </dialog>`;
  }

  #opened(): TemplateResult {
    const { view, summary } = this;
    const pictures = this.#pictures;
    const classNames = summary.classes.map(({ name }) => name);
    const isDuplicates = view.kind === 'duplicates';
    const title = isDuplicates ? `Pictures ${duplicateWords[view.of].title}` : view.className;
    return html`<section aria-label=${title}>
      ${
        view.kind === 'class'
          ? classTools(view.className, classNames, this.locked, (edit) => emit(this, 'thaw-data-edit', { edit }))
          : html`<div class="tools">
              <h3>${title}</h3>
              <p class="quiet-text">${duplicateWords[view.of].why} The copies are selected, one of each is not.</p>
            </div>`
      }
      ${
        pictures.length > 0
          ? html`<thaw-picture-grid
              .pictures=${pictures}
              .name=${title}
              .selection=${this.selection}
              .thumbnails=${this.source.thumbnails}
              @thaw-select=${(event: CustomEvent<Selection>) => (this.selection = event.detail)}
            ></thaw-picture-grid>`
          : html`<p class="empty quiet-text">No picture here.</p>`
      }
      <thaw-sample-actions
        .samples=${[...this.selection.chosen]}
        .classes=${view.kind === 'class' ? classNames.filter((name) => name !== view.className) : classNames}
        ?locked=${this.locked}
      ></thaw-sample-actions>
    </section>`;
  }

  get #pictures(): readonly GridPicture[] {
    const { view, summary } = this;
    return view.kind === 'class' ? samplePictures(this.samples) : duplicatePictures(view.of, summary);
  }

  /** Of duplicates, the copies are selected to begin with. */
  #open(view: DataView): void {
    if (view === this.view) return;
    this.view = view;
    const chosen = view.kind === 'class' ? new Set<string>() : copiesAmong(view.of, this.summary);
    this.selection = { ...nothingSelected, chosen };
  }

  /** The view that is open, once the data have changed: a class that is gone gives way to what has its place now. */
  #viewIn(before: DataSummary): DataView {
    const { view, summary } = this;
    if (view.kind === 'duplicates') return view;
    if (summary.classes.some(({ name }) => name === view.className)) return view;
    const place = before.classes.findIndex(({ name }) => name === view.className);
    const instead = summary.classes[place] ?? summary.classes.at(-1);
    return { kind: 'class', className: instead?.name ?? '' };
  }

  async #fetch(): Promise<void> {
    const { view } = this;
    if (view.kind === 'duplicates') return;
    try {
      const samples = await this.source.classSamples(view.className);
      if (view !== this.view) return;
      this.samples = samples;
      this.#dropGone();
    } catch (error) {
      emit(this, 'thaw-error', { error });
    }
  }

  /** What is no longer there is no longer selected. */
  #dropGone(): void {
    const names = this.#pictures.map(({ name }) => name);
    this.selection = within(this.selection, names);
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('nav button')];
    const from = buttons.findIndex((button) => button.tabIndex === 0);
    const next = placeAfter(event.key, from, buttons.length, 1);
    const view = viewsOf(this.summary)[next ?? -1];
    if (next === undefined || !view) return;
    event.preventDefault();
    this.#open(view);
    buttons[next]?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-data-editor': ThawDataEditor;
  }
}
