/**
 * `<thaw-zoo>`: a dialog with the models that load by name: how large and how good each is, under which licence, whether
 * it is kept in this browser; it downloads, loads and deletes them. Loaded when it is first opened.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { megabytes } from '../../engine/index.js';
import { weightsEndings } from '../state/intake.js';
import type { ZooState } from '../state/zoo.js';
import { sharedStyles } from '../styles/shared.js';
import type { KeptFile, ZooItem } from '../worker/protocol.js';
import { emit } from './events.js';
import { printDone, printDuration, printFileSize, printPercent } from './format.js';
import { closeIcon, deleteIcon, warningIcon } from './icons.js';
import { StageClock } from './stage-clock.js';
import { zooStyles } from './zoo-styles.js';

@customElement('thaw-zoo')
export class ThawZoo extends LitElement {
  @property({ attribute: false }) zoo!: ZooState;
  /** The name of the model that the page works with. */
  @property({ attribute: false }) loaded: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #clock = new StageClock();

  static override styles = [sharedStyles, zooStyles];

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** The list may be scrolled far from where errors are told. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('zoo');
    if (this.zoo.error && this.zoo.error !== before?.error) this.dialog.scrollTo({ top: 0 });
  }

  protected override render(): TemplateResult {
    const { report, error } = this.zoo;
    const models = report?.models ?? [];
    const from = (kind: ZooItem['source']['kind']) => models.filter(({ source }) => source.kind === kind);
    return html`<dialog aria-labelledby="title" @close=${() => emit(this, 'thaw-zoo-close', null)}>
      <div class="head">
        <h2 id="title">Models</h2>
        <button class="quiet icon" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
      </div>
      ${
        error
          ? html`<div class="error" role="alert">
              ${warningIcon}
              <p>${error.text}</p>
            </div>`
          : ''
      }
      <section aria-label="Your own">
        <h3>Your own</h3>
        ${this.#ownFile()}
        <label class="leave-out">
          <input
            type="checkbox"
            .checked=${this.zoo.leavesOutHead}
            @change=${(event: Event) =>
              emit(this, 'thaw-zoo-leave-out', { leavesOutHead: (event.target as HTMLInputElement).checked })}
          />
          Without its head, of this or any model below: the body alone, with a new head to train
        </label>
      </section>
      <section aria-label="Comes with this page">
        <h3>Comes with this page</h3>
        ${this.#list(from('embedded'))}
      </section>
      <section aria-label="From Hugging Face">
        <h3>From Hugging Face</h3>
        <p class="quiet-text">Downloaded once and kept in this browser: the next time it needs no connection.</p>
        ${this.#list(from('download'))}
      </section>
      <section aria-label="From PyTorch">
        <h3>From PyTorch</h3>
        <p class="quiet-text">
          Its server may not let this page read the files: follow the link, then drop the file here. It is held against
          the checksum in its name.
        </p>
        ${this.#list(from('link'))}
      </section>
      ${kept(report?.files ?? [], () => emit(this, 'thaw-zoo-delete', {}))}
    </dialog>`;
  }

  #ownFile(): TemplateResult {
    return html`<div class="row">
      <p class="quiet-text">
        A file with the weights of a ResNet, and what comes with it: open it, or drop it anywhere on the page.
      </p>
      <div class="actions">
        <label class="button" for="weights">Open weights</label>
        <input
          id="weights"
          class="visually-hidden"
          type="file"
          multiple
          accept=${[...weightsEndings, '.json'].join()}
          @change=${this.#pick}
        />
      </div>
    </div>`;
  }

  #pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    emit(this, 'thaw-files', { files: [...(input.files ?? [])] });
  }

  #list(models: readonly ZooItem[]): TemplateResult {
    return html`<ul>
      ${models.map((model) => this.#row(model))}
    </ul>`;
  }

  #row(model: ZooItem): TemplateResult {
    const { name, title, licence, page, top1, trainedOn } = model;
    const isComing = this.zoo.download?.name === name;
    return html`<li class="row">
      <div class="name">
        <b>${title}</b>
        <a class="quiet-text" href=${page} target="_blank" rel="noreferrer">${name}</a>
      </div>
      <dl>
        <div>
          <dt class="visually-hidden">Size</dt>
          <dd class="number">${isComing ? printFileSize(model) : printKept(model)}</dd>
        </div>
        <div>
          <dt class="visually-hidden">Accuracy on ${trainedOn}</dt>
          <dd class="number" title="First guesses that are right on ${trainedOn}'s test images">
            ${printPercent(top1)} <span class="quiet-text">top-1</span>
          </dd>
        </div>
        <div>
          <dt class="visually-hidden">Licence</dt>
          <dd class="licence">${licence}</dd>
        </div>
      </dl>
      ${isComing ? this.#progress() : this.#actions(model)}
    </li>`;
  }

  #actions(model: ZooItem): TemplateResult {
    const { name, source, kept } = model;
    if (source.kind === 'link') return html`<div class="actions">${link(name, source.url)}</div>`;
    const isHere = source.kind === 'embedded' || kept?.isComplete;
    const word = isHere ? 'Load' : kept ? 'Continue' : 'Download';
    return html`<div class="actions">
      ${kept ? this.#deletion(model) : ''}
      ${
        this.loaded === name && !this.zoo.leavesOutHead
          ? html`<span class="loaded">In use</span>`
          : html`<button
              aria-label="${word} ${name}"
              ?disabled=${this.zoo.download !== undefined}
              @click=${() => emit(this, 'thaw-zoo-choose', { name })}
            >
              ${word}
            </button>`
      }
    </div>`;
  }

  #deletion({ name, fileName }: ZooItem): TemplateResult {
    return html`<button
      class="quiet icon"
      aria-label="Delete ${name} from this browser"
      title="Delete from this browser"
      ?disabled=${this.zoo.download !== undefined}
      @click=${() => emit(this, 'thaw-zoo-delete', { fileName })}
    >
      ${deleteIcon}
    </button>`;
  }

  #progress(): TemplateResult {
    const progress = this.zoo.download?.progress ?? { stage: '', done: 0, total: 0 };
    const seconds = this.#clock.secondsLeft(progress);
    const left = seconds === undefined ? '' : `, about ${printDuration(Math.ceil(seconds))} left`;
    const { stage, done, total } = progress;
    return html`<div class="actions">
        <button @click=${() => emit(this, 'thaw-zoo-cancel', null)}>Cancel</button>
      </div>
      <div class="progress">
        ${
          total > 0
            ? html`<progress aria-label=${stage} max=${total} .value=${done}></progress>`
            : html`<progress aria-label=${stage}></progress>`
        }
        <span class="quiet-text">${done > 0 ? `${printDone(progress)}${left}` : 'Waiting for the server'}</span>
      </div>`;
  }
}

/** `46.8 MB`; `12.3 of 46.8 MB` where the rest is still missing. */
function printKept(model: ZooItem): string {
  const size = printFileSize(model);
  return model.kept && !model.kept.isComplete ? `${(model.kept.bytes / 1e6).toFixed(1)} of ${size}` : size;
}

function link(name: string, url: string): TemplateResult {
  return html`<a class="button" aria-label="Get the file ${name}" href=${url} target="_blank" rel="noreferrer">
    Get the file
  </a>`;
}

/** All that this browser keeps, also of models that are no longer listed. */
function kept(files: readonly KeptFile[], clear: () => void): TemplateResult {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const words = files.length === 1 ? '1 file' : `${files.length} files`;
  return html`<div class="foot">
    <p class="quiet-text">
      ${files.length === 0 ? 'Nothing is kept in this browser.' : `Kept in this browser: ${words}, ${megabytes(bytes)}.`}
    </p>
    <button ?hidden=${files.length === 0} @click=${clear}>Delete all</button>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-zoo': ThawZoo;
  }
}
