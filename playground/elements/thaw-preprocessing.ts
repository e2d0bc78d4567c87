/**
 * `<thaw-preprocessing>`: a dialog that shows how pictures become the network's input, and where that is from; each part can
 * be changed, and is checked as it is typed.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { checkPreprocessing, ThawError, type Complaint } from '../../engine/index.js';
import { dialogStyles } from '../styles/dialog-styles.js';
import { fieldStyles } from '../styles/field-styles.js';
import { sharedStyles } from '../styles/shared.js';
import type { ModelSummary, Preprocessing } from '../worker/protocol.js';
import { emit } from './events.js';
import { preprocessingIn, saySource, textsOf, type PreprocessingTexts } from './preprocessing-words.js';

type Part = keyof Preprocessing;

const names: Readonly<Record<Part, string>> = {
  resize: 'Resize',
  crop: 'Crop',
  interpolation: 'Interpolation',
  mean: 'Mean',
  std: 'Standard deviation',
};

@customElement('thaw-preprocessing')
export class ThawPreprocessing extends LitElement {
  @property({ attribute: false }) model!: ModelSummary;
  /** Whether a head was trained here: it is forgotten with a change. */
  @property({ type: Boolean }) trained = false;

  @state() private texts: PreprocessingTexts | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    sharedStyles,
    dialogStyles,
    fieldStyles,
    css`
      h2 + p {
        margin-block: var(--space-2);
      }

      .fields {
        grid-template-columns: repeat(6, minmax(0, 1fr));
        margin-block: var(--space-3);
      }

      .field {
        grid-column: span 2;
      }

      .field.wide {
        grid-column: span 3;
      }

      @media (width < 480px) {
        .field,
        .field.wide {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  async open(): Promise<void> {
    await this.updateComplete;
    this.texts = textsOf(this.model.preprocessing);
    this.dialog.showModal();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('model')) this.texts = textsOf(this.model.preprocessing);
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    const fault = texts && faultIn(texts);
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.#apply}>
        <h2 id="title">From a picture to the input</h2>
        <p>Now ${saySource(this.model)}.</p>
        <p class="quiet-text">
          The shorter side is resized, a square cropped from the middle; every colour, from 0 to 1, becomes (colour −
          mean) / deviation.
        </p>
        <fieldset class="fields">
          <legend class="visually-hidden">Preprocessing</legend>
          ${this.#field('resize', fault)} ${this.#field('crop', fault)} ${this.#interpolation()}
          ${this.#field('mean', fault)} ${this.#field('std', fault)}
          ${fault ? html`<p class="wrong" id="wrong">${names[fault.part]}: expected ${fault.expected}.</p>` : nothing}
        </fieldset>
        ${this.trained ? html`<p>With a change the head trained here is forgotten: save its weights first.</p>` : nothing}
        <div class="actions">
          <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
          <button class="primary" ?disabled=${fault !== undefined || !this.#isChanged}>Apply</button>
        </div>
      </form>
    </dialog>`;
  }

  get #isChanged(): boolean {
    const { texts } = this;
    const before = textsOf(this.model.preprocessing);
    return texts !== undefined && Object.keys(before).some((part) => texts[part as Part] !== before[part as Part]);
  }

  #field(part: Part, fault: Fault | undefined): TemplateResult {
    const isWrong = fault?.part === part;
    return html`<div class="field ${part === 'mean' || part === 'std' ? 'wide' : ''}">
      <label for=${part}>${names[part]}</label>
      <input
        id=${part}
        inputmode="decimal"
        autocomplete="off"
        .value=${this.texts?.[part] ?? ''}
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? 'wrong' : nothing}
        @input=${(event: Event) => this.#change(part, (event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  #interpolation(): TemplateResult {
    const option = (name: string) =>
      html`<option .selected=${this.texts?.interpolation === name} value=${name}>${name}</option>`;
    return html`<div class="field">
      <label for="interpolation">${names.interpolation}</label>
      <select
        id="interpolation"
        @change=${(event: Event) => this.#change('interpolation', (event.target as HTMLSelectElement).value)}
      >
        ${option('bilinear')} ${option('bicubic')}
      </select>
    </div>`;
  }

  #change(part: Part, text: string): void {
    if (this.texts) this.texts = { ...this.texts, [part]: text };
  }

  #apply(): void {
    if (this.texts) emit(this, 'thaw-preprocessing', { choice: checkPreprocessing(preprocessingIn(this.texts)) });
  }
}

interface Fault extends Complaint {
  readonly part: Part;
}

/** What is wrong with the first part that is wrong. */
function faultIn(texts: PreprocessingTexts): Fault | undefined {
  try {
    checkPreprocessing(preprocessingIn(texts));
    return undefined;
  } catch (error) {
    if (!(error instanceof ThawError)) throw error;
    const { operation } = error.complaint;
    const part = (Object.keys(names) as Part[]).find((name) => operation.endsWith(` ${name}`)) ?? 'resize';
    return { ...error.complaint, part };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-preprocessing': ThawPreprocessing;
  }
}
