/**
 * `<thaw-freeze-editor>`: the network with its freeze mask, to be edited: the spine with its ice line, presets, undo and redo,
 * and the figures of a training by that mask. It needs only `model` and `recipe`; what it is told to change it tells by
 * `thaw-mask`, `thaw-preset`, `thaw-recipe`, `thaw-undo` and `thaw-redo`, and the host answers with a new `recipe`.
 *
 * @slot tools buttons at the end of the toolbar
 * @csspart toolbar presets, undo and redo
 * @csspart figures what a training would take
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { defaultRecipe, type Recipe } from '../../engine/index.js';
import type { AppState, ForecastState, PaneName, Picture } from '../state/app-state.js';
import { plainView } from '../state/app-state.js';
import { emptyHistory, type History } from '../state/history.js';
import { presets } from '../state/presets.js';
import type { StepFrame } from '../state/step-frames.js';
import { sharedStyles } from '../styles/shared.js';
import type { ModelSummary, Prediction } from '../worker/protocol.js';
import { emit, type BlockSettings } from './events.js';
import { freezeEditorStyles } from './freeze-editor-styles.js';
import { historyButtons } from './history-buttons.js';
import { warningIcon } from './icons.js';
import type { MapPainter } from './maps-canvas.js';
import { figuresOf } from './plan-figures.js';
import './thaw-spine.js';

const nowhere = { ...plainView, layer: '' };

@customElement('thaw-freeze-editor')
export class ThawFreezeEditor extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;
  /** Figures for that recipe, from the engine. */
  @property({ attribute: false }) forecast: ForecastState = { phases: undefined, error: undefined };
  @property({ attribute: false }) history: History = emptyHistory;
  /** While a training runs, the mask can be seen and not changed. */
  @property({ type: Boolean }) locked = false;
  /** Without the figures. */
  @property({ type: Boolean }) bare = false;
  /** What the tiles show, and where; without it they are plain. */
  @property({ attribute: false }) picture: Picture | undefined;
  @property({ attribute: false }) predictions: readonly Prediction[] | undefined;
  @property({ attribute: false }) panes: AppState['panes'] = { early: nowhere, late: nowhere };
  @property() focusedPane: PaneName = 'early';
  @property({ attribute: false }) painter: MapPainter | undefined;
  /** What of a training step is being shown. */
  @property({ attribute: false }) lit: StepFrame | undefined;

  @state() private opened: BlockSettings | undefined;

  static override styles = [sharedStyles, freezeEditorStyles];

  protected override render(): TemplateResult {
    return html`
      ${this.#toolbar()}
      <thaw-spine
        .model=${this.model}
        .recipe=${this.recipe}
        .picture=${this.picture}
        .predictions=${this.predictions}
        .panes=${this.panes}
        .focusedPane=${this.focusedPane}
        .painter=${this.painter}
        .lit=${this.lit}
        ?locked=${this.locked}
        @thaw-block-settings=${this.#open}
      ></thaw-spine>
      ${this.bare ? nothing : this.#figures()} ${this.opened ? this.#settings(this.opened) : nothing}
    `;
  }

  #toolbar(): TemplateResult {
    const groups = [...new Set(Object.values(presets).map(({ group }) => group))];
    return html`<div class="toolbar" part="toolbar">
      <label for="preset">Preset</label>
      <select id="preset" ?disabled=${this.locked || !this.model} @change=${this.#choosePreset}>
        <option value="" selected>choose what learns…</option>
        ${groups.map(
          (group) =>
            html`<optgroup label=${group}>
              ${Object.entries(presets)
                .filter(([, preset]) => preset.group === group)
                .map(
                  ([name, { title, description }]) =>
                    html`<option value=${name} title=${description}>${title}</option>`,
                )}
            </optgroup>`,
        )}
      </select>
      ${historyButtons(this.history, this.locked)}
      <p class="now quiet-text" role="status">
        ${this.locked ? 'Fixed while a training runs.' : sayPhases(this.recipe)}
      </p>
      <slot name="tools"></slot>
    </div>`;
  }

  #figures(): TemplateResult {
    const { phases, error } = this.forecast;
    if (error !== undefined) return html`<p class="refusal" role="status" part="figures">${warningIcon} ${error}</p>`;
    return html`<dl class="figures" part="figures">
      ${figuresOf(phases).map(
        ({ name, value, note }) =>
          html`<div>
            <dt>${name}</dt>
            <dd><b>${value}</b> <span class="quiet-text">${note}</span></dd>
          </div>`,
      )}
    </dl>`;
  }

  #settings({ block, beside }: BlockSettings): TemplateResult {
    return html`<thaw-block-settings
      .model=${this.model}
      .recipe=${this.recipe}
      .block=${this.model?.blocks.find(({ name }) => name === block)}
      .beside=${beside}
      ?locked=${this.locked}
      @thaw-close=${() => (this.opened = undefined)}
    ></thaw-block-settings>`;
  }

  readonly #choosePreset = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const preset = presets[select.value];
    // It is a menu of changes, not what is: the mask may be anything afterwards.
    select.value = '';
    if (preset) emit(this, 'thaw-preset', { preset });
  };

  readonly #open = async (event: CustomEvent<BlockSettings>): Promise<void> => {
    await import('./thaw-block-settings.js');
    this.opened = event.detail;
  };
}

/** `4 phases: head, layer2, layer1, none` by what they freeze; nothing where there is one. */
function sayPhases({ phases, freeze }: Recipe): string {
  if (phases.length === 0) return '';
  const names = phases.map((phase) => phase.freeze ?? freeze);
  return `${phases.length} phases; frozen up to: ${names.join(', then ')}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-freeze-editor': ThawFreezeEditor;
  }
}
