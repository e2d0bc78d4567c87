/** What stands under a block's tile: whether it is frozen or learns, to be pressed, and how it does, to be opened. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Recipe } from '../../engine/index.js';
import { stateOf, type Thawed } from '../state/mask.js';
import type { BlockSummary, ModelSummary } from '../worker/protocol.js';
import { emit } from './events.js';
import { frozenIcon, thawedIcon } from './icons.js';
import { settingsOf, stateWords } from './spine-words.js';

export interface MaskButtons {
  readonly model: ModelSummary;
  readonly block: BlockSummary;
  readonly recipe: Recipe;
  readonly thawed: Thawed;
  /** Whether Tab reaches them. */
  readonly isReachable: boolean;
  readonly isLocked: boolean;
  /** @param isRange whether all blocks from the last one pressed are meant. */
  readonly onToggle: (isRange: boolean) => void;
}

export function maskButtons({
  model,
  block,
  recipe,
  thawed,
  isReachable,
  isLocked,
  onToggle,
}: MaskButtons): TemplateResult {
  const state = stateOf(block, thawed);
  const index = model.blocks.indexOf(block);
  const tabindex = isReachable ? 0 : -1;
  return html`<div class="mask">
    <button
      class="state ${state}"
      data-index=${index}
      data-row="1"
      tabindex=${tabindex}
      ?disabled=${isLocked}
      title="Freeze or thaw ${block.name}; with Shift, all blocks from the last one pressed"
      @click=${(event: MouseEvent) => onToggle(event.shiftKey)}
    >
      ${state === 'frozen' ? frozenIcon : thawedIcon}<span class="visually-hidden">${block.name}</span>
      ${stateWords[state]}
    </button>
    <button
      class="settings"
      data-index=${index}
      data-row="2"
      tabindex=${tabindex}
      aria-haspopup="dialog"
      title="Layers, learning rate and batch norm of ${block.name}"
      @click=${(event: Event) => {
        const beside = event.currentTarget as HTMLElement;
        emit(beside, 'thaw-block-settings', { block: block.name, beside });
      }}
    >
      <span class="visually-hidden">Settings of ${block.name}:</span> ${settingsOf(model, block, recipe, thawed)}
    </button>
  </div>`;
}
