/**
 * `<thaw-share-dialog>`: ways to take the experiment elsewhere: a link to the state of the page, with parts of it hidden for a
 * lesson; the same training as code; the curves as a picture. It sends `close` when it is gone.
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AppState } from '../state/app-state.js';
import { download } from '../state/download.js';
import { parts, type Part } from '../state/link.js';
import { comparedIn } from '../state/run-record.js';
import { linkOf } from '../state/sharing.js';
import { experimentOf, languages, snippet, type Language } from '../state/snippets.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { chartSvg } from './chart-svg.js';
import { emit } from './events.js';
import { closeIcon, warningIcon } from './icons.js';
import { lineStyles } from './line-styles.js';
import { rasterise } from './rasterise.js';
import { saveLine, saveLineStyles } from './save-line.js';
import { shareDialogStyles } from './share-dialog-styles.js';

const partNames: Readonly<Record<Part, string>> = {
  network: 'network',
  figures: 'its figures',
  picture: 'picture and prediction',
  inspector: 'maps of layers',
  'closer-look': 'a closer look',
  recipe: 'recipe',
  data: 'data',
  runs: 'runs',
  experiments: 'experiments',
};

@customElement('thaw-share-dialog')
export class ThawShareDialog extends LitElement {
  @property({ attribute: false }) now!: AppState;

  @state() private language: Language = languages[0];
  /** What was copied last, for the button that says so. */
  @state() private copied: 'link' | 'code' | undefined;
  @state() private error = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [sharedStyles, dialogStyles, lineStyles, saveLineStyles, shareDialogStyles];

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="title">
        <h2 id="title">Share</h2>
        <button class="icon quiet" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
      </div>
      ${
        this.error
          ? html`<div class="error" role="alert">
              ${warningIcon}
              <p>${this.error}</p>
            </div>`
          : nothing
      }
      ${this.#link()} ${this.#lesson()} ${this.#code()} ${this.#curves()}
      <p class="visually-hidden" role="status">${this.copied && !this.error ? `The ${this.copied} is copied.` : ''}</p>
    </dialog>`;
  }

  #link(): TemplateResult {
    const { hash, missing } = linkOf(this.now);
    const address = new URL(hash, location.origin + location.pathname).href;
    return html`<h3>Link</h3>
      <div class="row">
        <input
          readonly
          aria-label="Link to this state of the page"
          .value=${address}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
        ${this.#copyButton('link', address)}
      </div>
      ${
        missing.length > 0
          ? html`<p class="quiet-text">
              Too long for a link, so left out: ${missing.join(', ')}. A run saved as JSON has it.
            </p>`
          : html`<p class="quiet-text">
              Your own pictures, weights and edits are not in a link. Save the data as a zip to pass them on.
            </p>`
      }`;
  }

  #lesson(): TemplateResult {
    const box = (part: Part) =>
      html`<label class="box">
        <input type="checkbox" .checked=${this.now.hidden.includes(part)} @change=${() => this.#toggle(part)} />
        ${partNames[part]}
      </label>`;
    return html`<fieldset>
      <legend>For a lesson, hide</legend>
      ${parts.map(box)}
    </fieldset>`;
  }

  #code(): TemplateResult | typeof nothing {
    const experiment = experimentOf(this.now);
    if (!experiment) return nothing;
    const code = snippet(this.language, experiment);
    const { dataFile } = experiment;
    return html`<h3>The same training as code</h3>
      <div class="row">
        <fieldset class="segmented">
          <legend class="visually-hidden">Language</legend>
          ${languages.map(
            (language) =>
              html`<label>
                <input
                  type="radio"
                  name="language"
                  .checked=${language === this.language}
                  @change=${() => (this.language = language)}
                /><span>${language}</span>
              </label>`,
          )}
        </fieldset>
        ${this.#copyButton('code', code)}
      </div>
      ${dataFile !== undefined && this.now.data.summary ? this.#data(dataFile) : nothing}
      <pre tabindex="0" aria-label="Code">${code}</pre>`;
  }

  /** Where the code reads data that nobody else has. */
  #data(file: string): TemplateResult {
    const about = html`The code reads <code>${file}</code>: your data as they are now, in their train and test parts.`;
    const words = { about, button: `Save the data as ${file}` };
    return saveLine(this, this.now.saving, words, this.now.data.progress !== undefined);
  }

  #curves(): TemplateResult {
    const isEmpty = this.now.training.epochs.length === 0 && this.now.compared.length === 0;
    return html`<h3>The curves as a picture</h3>
      <div class="row">
        <button ?disabled=${isEmpty} @click=${() => this.#save('svg')}>Save as SVG</button>
        <button ?disabled=${isEmpty} @click=${() => this.#save('png')}>Save as PNG</button>
        ${isEmpty ? html`<span class="quiet-text">There are none yet.</span>` : nothing}
      </div>`;
  }

  #copyButton(what: 'link' | 'code', text: string): TemplateResult {
    const word = this.copied === what ? 'Copied' : 'Copy';
    return html`<button aria-label="${word} the ${what}" @click=${() => this.#copy(what, text)}>${word}</button>`;
  }

  /** A browser may refuse, on pages that are not served securely for one. */
  async #copy(what: 'link' | 'code', text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = what;
      this.error = '';
    } catch {
      this.error = `The browser does not let the page copy: select the ${what} and copy it yourself.`;
    }
  }

  #toggle(part: Part): void {
    const before = this.now.hidden;
    const hidden = parts.filter((one) => before.includes(one) !== (one === part));
    emit(this, 'thaw-hide', { hidden });
  }

  async #save(kind: 'svg' | 'png'): Promise<void> {
    const drawing = chartSvg(this.now.training, comparedIn(this.now));
    const svg = new Blob([drawing.text], { type: 'image/svg+xml' });
    download(kind === 'svg' ? svg : await rasterise(svg, drawing, 2), `thaw-curves.${kind}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-share-dialog': ThawShareDialog;
  }
}
