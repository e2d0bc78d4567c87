/**
 * `<thaw-sample-grid>`: test samples as the network sees them, each with what it is and what it was taken for. Those that
 * are ticked can be given another class, or removed, before the next training.
 */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OpenSamples } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { TestResult, Thumbnail } from '../worker/protocol.js';
import { printCount, printPercent } from './format.js';
import { placeAfter } from './grid-walk.js';
import { nextIcon, previousIcon } from './icons.js';
import { sampleGridStyles } from './sample-grid-styles.js';
import './thaw-sample-actions.js';

const pageSize = 60;

/** The detail of `thaw-sample`. */
export interface SampleChosen {
  readonly name: string;
}

@customElement('thaw-sample-grid')
export class ThawSampleGrid extends LitElement {
  @property({ attribute: false }) samples: OpenSamples | undefined;
  /** Names of the classes that were tested, by label. */
  @property({ attribute: false }) classes: readonly string[] = [];
  /** What every sample of the test part was taken for, by its index there; empty where nothing was predicted. */
  @property({ attribute: false }) results: readonly TestResult[] = [];
  /** Names of the classes that the data have by now. */
  @property({ attribute: false }) targets: readonly string[] = [];
  /** While a training runs, its data stay as they are. */
  @property({ type: Boolean }) locked = false;
  /** Says what to do while there are no samples to show. */
  @property() emptyText = 'Choose a cell of the confusion matrix to see its pictures.';

  @state() private page = 0;
  /** The one sample, counted on its page, that the Tab key reaches; the arrow keys lead to the others. */
  @state() private current = 0;
  /** Names of those that are ticked. */
  @state() private ticked: ReadonlySet<string> = new Set();

  static override styles = [sharedStyles, sampleGridStyles];

  /** Samples that were changed come anew, under the same title. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('samples')) return;
    this.ticked = new Set();
    if (changed.get('samples')?.title !== this.samples?.title) this.#turnTo(0);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('samples') || changed.has('page')) this.#draw();
  }

  protected override render(): TemplateResult {
    const { samples } = this;
    const count = samples?.thumbnails.length ?? 0;
    return html`
      <header>
        <h3 aria-live="polite">${samples?.title ?? 'Pictures'}</h3>
        ${count > pageSize ? this.#pages(count) : ''}
      </header>
      ${
        count > 0
          ? html`<ul class="samples" @keydown=${this.#walk}>
                ${this.#shown().map((thumbnail, place) => this.#sample(thumbnail, place))}
              </ul>
              <thaw-sample-actions
                .samples=${[...this.ticked]}
                .classes=${this.targets}
                ?locked=${this.locked}
              ></thaw-sample-actions>`
          : html`<p class="empty quiet-text">${samples ? 'No picture here.' : this.emptyText}</p>`
      }
    `;
  }

  #pages(count: number): TemplateResult {
    const first = this.page * pageSize;
    const last = Math.min(first + pageSize, count);
    const turn = (by: number, name: string, icon: TemplateResult, isEnd: boolean) =>
      html`<button class="icon" aria-label=${name} ?disabled=${isEnd} @click=${() => this.#turnTo(this.page + by)}>
        ${icon}
      </button>`;
    return html`<div class="pages" role="group" aria-label="Pages">
      ${turn(-1, 'Previous page', previousIcon, first === 0)}
      <span class="quiet-text" role="status"
        >${printCount(first + 1)} to ${printCount(last)} of ${printCount(count)}</span
      >
      ${turn(1, 'Next page', nextIcon, last === count)}
    </div>`;
  }

  #sample({ name, className, size }: Thumbnail, place: number): TemplateResult {
    const result = this.results[this.samples?.indices[this.page * pageSize + place] ?? 0];
    const tabIndex = place === this.current ? 0 : -1;
    const isChanged = result !== undefined && className !== this.#className(result.label);
    return html`<li>
      <button
        title=${name}
        tabindex=${tabIndex}
        @focus=${() => (this.current = place)}
        @click=${() => this.#choose({ name })}
      >
        <canvas width=${size} height=${size} aria-hidden="true"></canvas>
        <span class="true-class">${isChanged ? html`<i>now</i> ` : ''}${className ?? 'removed'}</span>
        ${result ? this.#result(result) : ''}
      </button>
      <input
        type="checkbox"
        aria-label="Select ${name}"
        tabindex=${tabIndex}
        ?disabled=${this.locked || className === undefined}
        .checked=${this.ticked.has(name)}
        @change=${() => this.#tick(name)}
      />
    </li>`;
  }

  #tick(name: string): void {
    const ticked = new Set(this.ticked);
    if (!ticked.delete(name)) ticked.add(name);
    this.ticked = ticked;
  }

  #result({ label, predicted, probability }: TestResult): TemplateResult {
    const verdict =
      label === predicted
        ? html`<span class="right"><i aria-hidden="true">✓</i> recognised</span>`
        : html`<span class="wrong">
            <i aria-hidden="true">→</i><span class="visually-hidden">taken for</span> ${this.#className(predicted)}
          </span>`;
    return html`${verdict} <span>${printPercent(probability)} sure</span>`;
  }

  #className(label: number): string {
    return this.classes[label] ?? `class ${label}`;
  }

  #shown(): readonly Thumbnail[] {
    return this.samples?.thumbnails.slice(this.page * pageSize, (this.page + 1) * pageSize) ?? [];
  }

  #turnTo(page: number): void {
    this.page = page;
    this.current = 0;
  }

  #draw(): void {
    const thumbnails = this.#shown();
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, place) => {
      const thumbnail = thumbnails[place];
      if (!thumbnail) return;
      const { pixels, size } = thumbnail;
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, size, size), 0, 0);
    });
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.samples button')];
    const next = placeAfter(event.key, this.current, buttons.length, columnsOf(buttons));
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  };

  #choose(detail: SampleChosen): void {
    this.dispatchEvent(new CustomEvent('thaw-sample', { detail, bubbles: true, composed: true }));
  }
}

/** How many stand beside the first. */
function columnsOf(buttons: readonly HTMLElement[]): number {
  const top = buttons[0]?.getBoundingClientRect().top;
  return buttons.filter((button) => button.getBoundingClientRect().top === top).length;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-sample-grid': ThawSampleGrid;
  }
}
