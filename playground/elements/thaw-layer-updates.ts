/**
 * `<thaw-layer-updates>`: how much each layer moves in a step of training, as a table of blocks from the stem to the head:
 * the ratio of update to weights as warmth and number, cold and hatched where a layer is frozen.
 *
 * @csspart table every layer that learns as a row of figures
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { defaultRecipe, type LayerUpdate, type Recipe } from '../../engine/index.js';
import { thawedBy } from '../state/mask.js';
import { sharedStyles } from '../styles/shared.js';
import type { BlockSummary, ModelSummary } from '../worker/protocol.js';
import { figureTable } from './figure-table.js';
import { layerTable, walkLayers, type LayerCell, type LayerPlace, type LayerTable } from './layer-cells.js';
import { updateFigures } from './update-figures.js';
import { layerUpdatesStyles } from './layer-updates-styles.js';
import { stagesOf } from './spine-words.js';

const ruleOfThumb = html`A number is a power of ten: at −3 a step changes a thousandth of a layer, about what a good
learning rate does (a rule of thumb of Karpathy’s, CS231n).`;

@customElement('thaw-layer-updates')
export class ThawLayerUpdates extends LitElement {
  @property({ attribute: false }) model: ModelSummary | undefined;
  /** What will learn, until a step has told what does. */
  @property({ attribute: false }) recipe: Recipe = defaultRecipe;
  @property({ attribute: false }) updates: readonly LayerUpdate[] | undefined;

  /** The one cell that Tab reaches. */
  @state() private current: LayerPlace = { row: 0, block: 0 };
  @state() private pointed: string | undefined;
  @state() private isTableOpen = false;
  @query('td[tabindex="0"]') private currentCell!: HTMLElement | null;

  #table: LayerTable = { blocks: [], rows: [] };

  static override styles = [sharedStyles, layerUpdatesStyles];

  protected override willUpdate(changed: PropertyValues): void {
    const { model, recipe, updates } = this;
    if (changed.has('model')) this.current = { row: 0, block: 0 };
    if (!model || !['model', 'recipe', 'updates'].some((name) => changed.has(name))) return;
    const thawed = thawedBy(model, { ...recipe, ...recipe.phases[0] }) ?? new Set<string>();
    this.#table = layerTable(model, updates, thawed);
  }

  protected override render(): TemplateResult {
    return html`
      <header>
        <h3>How much each layer moves</h3>
        <p class="quiet-text">update / weights in the latest step</p>
      </header>
      <div class="box">
        <table
          class="layers"
          style="--blocks: ${this.#table.blocks.length}"
          role="grid"
          aria-label="Update of each layer in a step, as a part of its weights"
          @keydown=${this.#walk}
          @pointerover=${this.#point}
          @pointerleave=${this.#unpoint}
          @focusin=${this.#point}
          @focusout=${this.#unpoint}
        >
          ${this.#head()}
          <tbody>
            ${this.#table.rows.map(({ name, cells }, row) => this.#row(name, cells, row))}
          </tbody>
        </table>
      </div>
      <p class="said">${this.#said() ?? ruleOfThumb}</p>
      <details part="table" @toggle=${this.#toggleTable}>
        <summary>The layers that learn as a table</summary>
        ${this.isTableOpen ? this.#figures() : nothing}
      </details>
    `;
  }

  /** Stages above the numbers of their blocks. */
  #head(): TemplateResult {
    const { blocks } = this.#table;
    return html`<colgroup>
        <col class="names" />
        ${blocks.map(() => html`<col />`)}
      </colgroup>
      <thead>
        <tr>
          <td></td>
          ${stagesOf(blocks).map((stage) => html`<th scope="colgroup" colspan=${stage.blocks.length}>${stage.name}</th>`)}
        </tr>
        <tr>
          <td></td>
          ${blocks.map(columnHead)}
        </tr>
      </thead>`;
  }

  #row(name: string, cells: readonly (LayerCell | undefined)[], row: number): TemplateResult {
    return html`<tr>
      <th scope="row" title=${name}>${name}</th>
      ${cells.map((cell, block) => (cell ? this.#cell(cell, { row, block }) : html`<td></td>`))}
    </tr>`;
  }

  #cell({ state, warmth, ratio, power, said }: LayerCell, { row, block }: LayerPlace): TemplateResult {
    const isCurrent = this.current.row === row && this.current.block === block;
    return html`<td
      role="gridcell"
      class=${state}
      style="--warmth: ${warmth.toFixed(2)}"
      tabindex=${isCurrent ? 0 : -1}
      aria-label=${said}
      @click=${() => (this.current = { row, block })}
    >
      <span class="figure"><span class="ratio">${ratio}</span><span class="power">${power}</span></span>
    </td>`;
  }

  #said(): string | undefined {
    const cells = this.#table.rows.flatMap((row) => row.cells);
    const cell = cells.find((one) => one?.layer === this.pointed);
    return cell && `${cell.said}.`;
  }

  #figures(): TemplateResult {
    return this.updates
      ? html`<div class="figures" role="region" aria-label="Norms of the layers that learn" tabindex="0">
          ${figureTable(updateFigures(this.updates))}
        </div>`
      : html`<p class="quiet-text">No step has been taken yet.</p>`;
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const next = walkLayers(event.key, this.current, this.#table);
    if (!next) return;
    event.preventDefault();
    this.current = next;
    void this.updateComplete.then(() => this.currentCell?.focus());
  };

  readonly #point = (event: Event): void => {
    const cell = (event.target as Element).closest('td');
    const [row, block] = [(cell?.closest('tr')?.rowIndex ?? 0) - headRows, (cell?.cellIndex ?? 0) - 1];
    this.pointed = this.#table.rows[row]?.cells[block]?.layer;
  };

  readonly #unpoint = (): void => {
    this.pointed = undefined;
  };

  readonly #toggleTable = (event: Event): void => {
    this.isTableOpen = (event.target as HTMLDetailsElement).open;
  };
}

/** The number of a block in its stage; those who hear the page are told its name. */
function columnHead({ name, stage }: BlockSummary): TemplateResult {
  return html`<th scope="col" title=${name}>
    <span class="visually-hidden">${name}</span><span aria-hidden="true">${name.slice(stage.length + 1)}</span>
  </th>`;
}

/** Rows above the cells. */
const headRows = 2;

declare global {
  interface HTMLElementTagNameMap {
    'thaw-layer-updates': ThawLayerUpdates;
  }
}
