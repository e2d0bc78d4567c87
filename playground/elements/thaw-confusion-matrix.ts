/**
 * `<thaw-confusion-matrix>`: what the retrained head took every class of test samples for. Rows are true classes, columns
 * predicted ones; a cell opens the pictures behind it.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { TrainReport } from '../worker/protocol.js';
import type { Cell } from './confusion-cells.js';
import {
  countIn,
  mostFrequentMistake,
  rowTotal,
  samplesIn,
  sayCell,
  shareOfRow,
  walkCells,
} from './confusion-cells.js';
import { confusionStyles } from './confusion-styles.js';

/** From here on the cells are smaller. */
const manyClasses = 16;

/** A cell and the test samples that it counts. */
export interface ChosenCell extends Cell {
  readonly indices: readonly number[];
}

@customElement('thaw-confusion-matrix')
export class ThawConfusionMatrix extends LitElement {
  @property({ attribute: false }) report!: Pick<TrainReport, 'classes' | 'confusion' | 'testResults'>;

  /** The one cell that Tab reaches. */
  @state() private current: Cell = { label: 0, predicted: 0 };
  @state() private pointed: Cell | undefined;
  @state() private chosen: Cell | undefined;
  @query('td[tabindex="0"]') private currentCell!: HTMLElement | null;

  static override styles = [sharedStyles, confusionStyles];

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('report')) return;
    this.current = { label: 0, predicted: 0 };
    this.pointed = undefined;
    this.chosen = undefined;
  }

  protected override render(): TemplateResult {
    const { classes } = this.report;
    return html`
      <div class="box ${classes.length > manyClasses ? 'many' : ''}">
        <table
          role="grid"
          aria-label="Confusion matrix"
          @click=${this.#click}
          @keydown=${this.#walk}
          @pointerover=${this.#point}
          @pointerleave=${this.#unpoint}
          @focusin=${this.#point}
          @focusout=${this.#unpoint}
        >
          <thead>
            <tr>
              <th scope="col">predicted →<br />true ↓</th>
              ${classes.map((name, index) => this.#columnHead(name, index))}
            </tr>
          </thead>
          <tbody>
            ${classes.map((name, label) => this.#row(name, label))}
          </tbody>
        </table>
      </div>
      <p class="said">${this.#said()}</p>
    `;
  }

  #columnHead(name: string, index: number): TemplateResult {
    const isPointed = this.pointed?.predicted === index;
    return html`<th scope="col" class=${isPointed ? 'pointed' : ''} title=${name}>
      <span class="down">${name}</span>
    </th>`;
  }

  #row(name: string, label: number): TemplateResult {
    const { classes, confusion } = this.report;
    const isPointed = this.pointed?.label === label;
    const right = shareOfRow(confusion, { label, predicted: label });
    return html`<tr>
      <th scope="row" class=${isPointed ? 'pointed' : ''} title=${name}>
        <span class="row">
          <span class="name">${name}</span>
          <span>${rowTotal(confusion, label) === 0 ? '–' : `${Math.round(right * 100)} %`}</span>
        </span>
      </th>
      ${classes.map((_, predicted) => this.#cell({ label, predicted }))}
    </tr>`;
  }

  #cell(cell: Cell): TemplateResult {
    const { classes, confusion } = this.report;
    const count = countIn(confusion, cell);
    return html`<td
      role="gridcell"
      class=${cell.label === cell.predicted ? 'right' : ''}
      style="--shade: ${shade(shareOfRow(confusion, cell))}"
      tabindex=${isSame(this.current, cell) ? 0 : -1}
      aria-label=${sayCell(classes, confusion, cell)}
      aria-selected=${isSame(this.chosen, cell)}
      aria-disabled=${count === 0 ? 'true' : nothing}
    >
      ${count === 0 ? '' : count}
    </td>`;
  }

  #said(): string {
    const { classes, confusion } = this.report;
    const shown = this.pointed ?? this.chosen;
    if (shown) return `${sayCell(classes, confusion, shown)}.`;
    const worst = mostFrequentMistake(confusion);
    if (!worst) return 'Not one mistake. Choose a number to see its pictures.';
    return `Most frequent mistake: ${sayCell(classes, confusion, worst)}. Choose a number to see its pictures.`;
  }

  readonly #click = (event: Event): void => {
    const cell = cellOf(event);
    if (cell) this.#choose(cell);
  };

  readonly #walk = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') this.#choose(this.current);
    else {
      const next = walkCells(event.key, event.ctrlKey || event.metaKey, this.current, this.report.classes.length);
      if (!next) return;
      this.current = next;
      void this.updateComplete.then(() => this.currentCell?.focus());
    }
    event.preventDefault();
  };

  readonly #point = (event: Event): void => {
    this.pointed = cellOf(event);
  };

  readonly #unpoint = (): void => {
    this.pointed = undefined;
  };

  /** Tells which samples are behind the cell; an empty one only takes the focus. */
  #choose(cell: Cell): void {
    this.current = cell;
    const { confusion, testResults } = this.report;
    if (countIn(confusion, cell) === 0) return;
    this.chosen = cell;
    const detail: ChosenCell = { ...cell, indices: samplesIn(testResults, cell) };
    this.dispatchEvent(new CustomEvent('thaw-cell', { detail, bubbles: true, composed: true }));
  }
}

/** The cell under an event of the table, found by its place; the first row and column are headers. */
function cellOf(event: Event): Cell | undefined {
  const cell = (event.target as Element).closest('td');
  const row = cell?.closest('tr');
  return cell && row ? { label: row.rowIndex - 1, predicted: cell.cellIndex - 1 } : undefined;
}

/** The square root, so that one mistake among many is still seen. */
function shade(share: number): string {
  return Math.sqrt(share).toFixed(3);
}

function isSame(a: Cell | undefined, b: Cell): boolean {
  return a?.label === b.label && a.predicted === b.predicted;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-confusion-matrix': ThawConfusionMatrix;
  }
}
