/** `<thaw-sample-grid>`: test samples as the network sees them, each with what it is and what it was taken for. */

import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OpenSamples } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { TestResult, Thumbnail } from '../worker/protocol.js';
import { printCount, printPercent } from './format.js';
import { nextIcon, previousIcon } from './icons.js';
import { sampleGridStyles } from './sample-grid-styles.js';

const pageSize = 60;

/** The detail of `thaw-sample`. */
export interface SampleChosen {
  /** In the test part. */
  readonly index: number;
  readonly name: string;
}

@customElement('thaw-sample-grid')
export class ThawSampleGrid extends LitElement {
  @property({ attribute: false }) samples: OpenSamples | undefined;
  /** Names of the classes, by label. */
  @property({ attribute: false }) classes: readonly string[] = [];
  /** What every sample of the test part was taken for, by its index there; empty where nothing was predicted. */
  @property({ attribute: false }) results: readonly TestResult[] = [];
  /** Says what to do while there are no samples to show. */
  @property() emptyText = 'Choose a cell of the confusion matrix to see its pictures.';

  @state() private page = 0;
  /** The one sample, counted on its page, that the Tab key reaches; the arrow keys lead to the others. */
  @state() private current = 0;

  static override styles = [sharedStyles, sampleGridStyles];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('samples')) this.#turnTo(0);
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
            </ul>`
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

  #sample({ name, label, size }: Thumbnail, place: number): TemplateResult {
    const index = this.samples?.indices[this.page * pageSize + place] ?? 0;
    const result = this.results[index];
    return html`<li>
      <button
        title=${name}
        tabindex=${place === this.current ? 0 : -1}
        @focus=${() => (this.current = place)}
        @click=${() => this.#choose({ index, name })}
      >
        <canvas width=${size} height=${size} aria-hidden="true"></canvas>
        <span class="true-class">${this.#className(label)}</span>
        ${result ? this.#result(result) : ''}
      </button>
    </li>`;
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

/** Where a key leads in a grid of `count` places, the edges being the end; `undefined` for keys of no meaning here. */
function placeAfter(key: string, from: number, count: number, columns: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: count - 1 - from,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = from + step;
  return to >= 0 && to < count ? to : from;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-sample-grid': ThawSampleGrid;
  }
}
