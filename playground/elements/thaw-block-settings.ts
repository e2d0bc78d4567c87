/**
 * `<thaw-block-settings>`: the layers of a block in a small sheet beside the button that opened it: which of them learn, at
 * which multiple of the learning rate, and what their batch norms do. Every change is a `thaw-mask` or `thaw-recipe`.
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { defaultRecipe, type BatchNormPolicy, type Recipe } from '../../engine/index.js';
import { policies, policyOf, rateOf, withSetting } from '../state/layer-settings.js';
import { stateOf, thawedBy, weighted, withLayers, type Thawed } from '../state/mask.js';
import { sharedStyles } from '../styles/shared.js';
import type { BlockSummary, LayerSummary, ModelSummary } from '../worker/protocol.js';
import { blockSettingsStyles } from './block-settings-styles.js';
import { emit } from './events.js';
import { printCount } from './format.js';
import { closeIcon } from './icons.js';
import { printRate } from './spine-words.js';

/** A row: the whole block, or one of its layers. */
interface Row {
  readonly module: string;
  readonly layers: readonly LayerSummary[];
}

const margin = 8;

@customElement('thaw-block-settings')
export class ThawBlockSettings extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;
  @property({ attribute: false }) block: BlockSummary | undefined;
  /** The button that it stands beside, and gives the focus back to. */
  @property({ attribute: false }) beside: HTMLElement | undefined;
  @property({ type: Boolean }) locked = false;

  @query('.sheet') private sheet!: HTMLElement;

  static override styles = [sharedStyles, blockSettingsStyles];

  protected override firstUpdated(): void {
    this.sheet.showPopover();
    this.#place();
    this.sheet.querySelector<HTMLElement>('input, button')?.focus();
  }

  protected override render(): TemplateResult {
    const { model, block } = this;
    if (!model || !block) return html`${nothing}`;
    const thawed = thawedBy(model, this.recipe) ?? new Set<string>();
    const rows: Row[] = [{ module: block.name, layers: block.layers }, ...weighted(block.layers).map(rowOf)];
    return html`<div
      class="sheet"
      popover
      role="dialog"
      aria-label="Settings of ${block.name}"
      @toggle=${this.#toggled}
    >
      <div class="title">
        <h3>${block.name}</h3>
        <button class="icon quiet" aria-label="Close" @click=${() => this.sheet.hidePopover()}>${closeIcon}</button>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">learns</th>
            <th scope="col">rate ×</th>
            <th scope="col">batch norm</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row, index) => this.#row(model, row, thawed, index === 0))}
        </tbody>
      </table>
      <p class="quiet-text">
        eval: the stored statistics, unchanged; train: those of the batch, and they move; recalibrate: estimated anew on
        your data first.
      </p>
    </div>`;
  }

  #row(model: ModelSummary, { module, layers }: Row, thawed: Thawed, isBlock: boolean): TemplateResult {
    const state = stateOf({ layers }, thawed);
    const names = weighted(layers).map(({ name }) => name);
    const rates = names.map((name) => printRate(rateOf(model, this.recipe, name)));
    const count = layers.reduce((sum, { parameters }) => sum + parameters, 0);
    return html`<tr class=${isBlock ? 'whole' : state}>
      <th scope="row">
        ${isBlock ? 'the whole block' : module.slice((this.block?.name.length ?? -1) + 1) || module}
        <span class="quiet-text">${printCount(count)}</span>
      </th>
      <td>
        <input
          type="checkbox"
          aria-label="${module} learns"
          .checked=${state === 'thawed'}
          .indeterminate=${state === 'mixed'}
          ?disabled=${this.locked}
          @change=${() => emit(this, 'thaw-mask', { thawed: withLayers(thawed, layers, state !== 'thawed') })}
        />
      </td>
      <td>
        <input
          type="number"
          min="0"
          max="100"
          step="any"
          aria-label="Learning rate of ${module}, as a multiple"
          .value=${new Set(rates).size === 1 ? (rates[0] ?? '') : ''}
          placeholder="mixed"
          ?disabled=${this.locked || state === 'frozen'}
          @change=${(event: Event) => this.#changeRate(model, module, event.target as HTMLInputElement)}
        />
      </td>
      <td>${this.#policyField(model, module, layers, thawed)}</td>
    </tr>`;
  }

  #policyField(model: ModelSummary, module: string, layers: Row['layers'], thawed: Thawed) {
    const norms = layers.filter(({ kind }) => kind === 'batch norm');
    if (norms.length === 0) return nothing;
    const chosen = new Set(norms.map(({ name }) => policyOf(model, this.recipe, name, thawed)));
    return html`<select
      aria-label="Batch norm of ${module}"
      ?disabled=${this.locked}
      @change=${(event: Event) => this.#changePolicy(model, module, (event.target as HTMLSelectElement).value)}
    >
      ${chosen.size > 1 ? html`<option value="" selected>mixed</option>` : nothing}
      ${policies.map(
        (policy) =>
          html`<option value=${policy} ?selected=${chosen.size === 1 && chosen.has(policy)}>${policy}</option>`,
      )}
    </select>`;
  }

  /** What is typed is what the layer has, its part of the layer-wise decay included. */
  #changeRate(model: ModelSummary, module: string, input: HTMLInputElement): void {
    const rate = input.valueAsNumber;
    const layer = this.block?.layers.find(({ name }) => name === module || module === this.block?.name)?.name ?? module;
    const decay = rateOf(model, { ...this.recipe, rateOf: {} }, layer);
    if (rate >= 0 && rate <= 100) {
      const own = rate / decay === 1 ? undefined : rate / decay;
      const changed = { rateOf: withSetting(model, this.recipe.rateOf, module, own) };
      emit(this, 'thaw-recipe', { recipe: changed, field: `rate of ${module}` });
    } else {
      this.requestUpdate();
    }
  }

  #changePolicy(model: ModelSummary, module: string, policy: string): void {
    const batchNorm = withSetting(model, this.recipe.batchNorm, module, policy as BatchNormPolicy);
    emit(this, 'thaw-recipe', { recipe: { batchNorm }, field: `batch norm of ${module}` });
  }

  /** Below the button, within the window. */
  #place(): void {
    const button = this.beside?.getBoundingClientRect();
    if (!button) return;
    const { width, height } = this.sheet.getBoundingClientRect();
    const left = Math.min(Math.max(margin, button.left + button.width / 2 - width / 2), innerWidth - width - margin);
    const top = Math.min(button.bottom + margin / 2, Math.max(margin, innerHeight - height - margin));
    this.sheet.style.translate = `${left}px ${top}px`;
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') return;
    this.beside?.focus();
    this.dispatchEvent(new CustomEvent('thaw-close'));
  };
}

function rowOf(layer: LayerSummary): Row {
  return { module: layer.name, layers: [layer] };
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-block-settings': ThawBlockSettings;
  }
}
