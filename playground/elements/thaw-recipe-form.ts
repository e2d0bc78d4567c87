/** `<thaw-recipe-form>`: how the head is trained, number by number; each is checked as it is typed. */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Recipe } from '../../engine/index.js';
import { checkRecipe, defaultRecipe, ThawError } from '../../engine/index.js';
import { fieldStyles } from '../styles/field-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { numberIn } from './format.js';

type NumberField = 'epochs' | 'batchSize' | 'learningRate' | 'momentum' | 'weightDecay' | 'seed';
type FlagField = 'shuffle' | 'flip';
type Texts = Readonly<Record<NumberField, string>>;

/** The detail of `thaw-recipe`: `undefined` while a number is wrong. */
export interface RecipeChange {
  readonly recipe: Recipe | undefined;
}

const names: Readonly<Record<NumberField, string>> = {
  epochs: 'Epochs',
  batchSize: 'Batch size',
  learningRate: 'Learning rate',
  momentum: 'Momentum',
  weightDecay: 'Weight decay',
  seed: 'Seed',
};

const essential: readonly NumberField[] = ['epochs', 'learningRate', 'batchSize'];
const further: readonly NumberField[] = ['momentum', 'weightDecay', 'seed'];

@customElement('thaw-recipe-form')
export class ThawRecipeForm extends LitElement {
  @property({ type: Boolean }) disabled = false;

  /** What stands in the fields, right or wrong. */
  @state() private texts = textsOf(defaultRecipe);
  @state() private flags: Readonly<Record<FlagField, boolean>> = {
    shuffle: defaultRecipe.shuffle,
    flip: defaultRecipe.augment.flip,
  };

  static override styles = [
    sharedStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        min-width: 0;
      }

      .flags {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: var(--space-1) var(--space-3);
        min-height: 32px;
        align-items: center;
      }

      .flags label {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }

      details[open] > summary {
        margin-bottom: var(--space-2);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      ${this.#fields('Recipe', essential)}
      <details>
        <summary>More of the recipe</summary>
        ${this.#fields('More of the recipe', further, this.#flagFields())}
      </details>
    `;
  }

  #fields(legend: string, fields: readonly NumberField[], more: unknown = nothing): TemplateResult {
    const wrong = fields.map((field) => ({ field, reason: this.#reason(field) })).filter(({ reason }) => reason);
    return html`<fieldset class="fields" ?disabled=${this.disabled}>
      <legend class="visually-hidden">${legend}</legend>
      ${fields.map((field) => this.#numberField(field))}
      ${wrong.map(
        ({ field, reason }) => html`<p class="wrong" id="${field}-wrong">${names[field]}: expected ${reason}.</p>`,
      )}
      ${more}
    </fieldset>`;
  }

  #numberField(field: NumberField): TemplateResult {
    const isWrong = this.#reason(field) !== undefined;
    return html`<div class="field">
      <label for=${field}>${names[field]}</label>
      <input
        id=${field}
        inputmode="decimal"
        autocomplete="off"
        .value=${this.texts[field]}
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? `${field}-wrong` : nothing}
        @input=${(event: Event) => this.#type(field, (event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  #flagFields(): TemplateResult {
    return html`<div class="flags">
      ${this.#flagField('shuffle', 'A new order in every epoch')}
      ${this.#flagField('flip', 'Mirror pictures by chance')}
    </div>`;
  }

  #flagField(field: FlagField, text: string): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${this.flags[field]}
        @change=${(event: Event) => this.#tick(field, (event.target as HTMLInputElement).checked)}
      />
      ${text}
    </label>`;
  }

  /** What would be right where the field is wrong. */
  #reason(field: NumberField): string | undefined {
    try {
      checkRecipe({ [field]: numberIn(this.texts[field]) });
      return undefined;
    } catch (error) {
      if (error instanceof ThawError) return error.complaint.expected;
      throw error;
    }
  }

  #type(field: NumberField, text: string): void {
    this.texts = { ...this.texts, [field]: text };
    this.#tell();
  }

  #tick(field: FlagField, isOn: boolean): void {
    this.flags = { ...this.flags, [field]: isOn };
    this.#tell();
  }

  #tell(): void {
    const fields = [...essential, ...further];
    const isRight = fields.every((field) => this.#reason(field) === undefined);
    const numbers = Object.fromEntries(fields.map((field) => [field, numberIn(this.texts[field])]));
    const { shuffle, flip } = this.flags;
    const recipe = isRight ? checkRecipe({ ...numbers, shuffle, augment: { flip } }) : undefined;
    const detail: RecipeChange = { recipe };
    this.dispatchEvent(new CustomEvent('thaw-recipe', { detail, bubbles: true, composed: true }));
  }
}

function textsOf(recipe: Recipe): Texts {
  const { epochs, batchSize, learningRate, momentum, weightDecay, seed } = recipe;
  const text = String;
  return {
    epochs: text(epochs),
    batchSize: text(batchSize),
    learningRate: text(learningRate),
    momentum: text(momentum),
    weightDecay: text(weightDecay),
    seed: text(seed),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-recipe-form': ThawRecipeForm;
  }
}
