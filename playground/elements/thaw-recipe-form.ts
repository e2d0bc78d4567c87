/** `<thaw-recipe-form>`: how the head is trained, number by number; each is checked as it is typed. */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Recipe } from '../../engine/index.js';
import { checkRecipe, defaultRecipe, ThawError } from '../../engine/index.js';
import { fieldStyles } from '../styles/field-styles.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { numberIn } from './format.js';

type NumberField = 'epochs' | 'batchSize' | 'learningRate' | 'momentum' | 'weightDecay' | 'seed';
type FlagField = 'shuffle' | 'flip';
type Texts = Readonly<Record<NumberField, string>>;

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
const fields = [...essential, ...further];

@customElement('thaw-recipe-form')
export class ThawRecipeForm extends LitElement {
  @property({ type: Boolean }) disabled = false;

  /** What is to stand in the fields, unless something is being typed that says the same. */
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;

  /** What stands in the fields, right or wrong. */
  @state() private texts = textsOf(defaultRecipe);

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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('recipe')) return;
    const given = textsOf(this.recipe);
    const isSaid = fields.every((field) => numberIn(this.texts[field]) === Number(given[field]));
    if (!isSaid) this.texts = given;
  }

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
        .checked=${this.#flags[field]}
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
    this.#tell(field);
  }

  get #flags(): Readonly<Record<FlagField, boolean>> {
    return { shuffle: this.recipe.shuffle, flip: this.recipe.augment.flip };
  }

  #tick(field: FlagField, isOn: boolean): void {
    const { augment } = this.recipe;
    emit(this, 'thaw-recipe', {
      recipe: field === 'flip' ? { augment: { ...augment, flip: isOn } } : { shuffle: isOn },
      field,
    });
  }

  /** All numbers, once all are right. */
  #tell(field: NumberField): void {
    const isRight = fields.every((one) => this.#reason(one) === undefined);
    const numbers = Object.fromEntries(fields.map((one) => [one, numberIn(this.texts[one])]));
    emit(this, 'thaw-recipe', { recipe: isRight ? numbers : undefined, field });
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
