/**
 * `<thaw-lesson>`: the open page of the guided lesson as a quiet card: its words, what to do and where, what was measured of
 * it, and the way on. Below 1160 pixels it is a sheet at the foot of the window, which can be folded.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { pageNames, type LessonPage, type PageName } from '../lesson/page.js';
import { lessonPages } from '../lesson/pages.js';
import type { AppState } from '../state/app-state.js';
import { freshProgress, markOf, neighbour, type Progress } from '../state/lesson-progress.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { closeIcon, doneIcon, foldIcon, unfoldIcon } from './icons.js';
import { keptOutcomes, resultOf, sayClaims } from './lesson-words.js';
import { lessonStyles } from './lesson-styles.js';

/** The page leaves as much room at its foot, and keeps what has the focus out of it. */
const sheetHeight = '--lesson-sheet';

@customElement('thaw-lesson')
export class ThawLesson extends LitElement {
  @property({ attribute: false }) now!: AppState;
  /** To its title; a sheet can be, a card beside the page is always open. */
  @state() private isFolded = false;
  @query('h2') private heading!: HTMLElement;
  @query('.body') private body!: HTMLElement;
  @query('.result') private result!: HTMLElement | null;
  readonly #observer = new ResizeObserver(([entry]) => {
    document.documentElement.style.setProperty(sheetHeight, `${entry?.borderBoxSize[0]?.blockSize ?? 0}px`);
  });

  static override styles = [sharedStyles, lessonStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    document.documentElement.style.removeProperty(sheetHeight);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('now')?.lesson;
    if (!before || before === this.now.lesson) return;
    if (before.page !== this.#progress.page) {
      this.body.scrollTop = 0;
      this.heading.focus();
    } else {
      // What was just measured may lie below the edge of a low sheet.
      this.result?.scrollIntoView({ block: 'nearest' });
    }
  }

  protected override render(): TemplateResult {
    const page = lessonPages.find(({ name }) => name === this.#progress.page);
    if (!page) return html``;
    return html`<section aria-labelledby="title" class=${this.isFolded ? 'folded' : ''}>
      ${this.#header(page)}
      <div class="body">
        <h2 id="title" tabindex="-1">${page.title}</h2>
        <p>${page.text}</p>
        ${page.claims ? sayClaims(page.claims, (claim) => this.#show(page, claim.kind)) : nothing} ${this.#action(page)}
        <div role="status">${resultOf(page, this.#progress.measures)}</div>
        ${page.kept ? keptOutcomes(page.kept) : nothing}
      </div>
      ${this.#footer(page)}
    </section>`;
  }

  get #progress(): Progress {
    return this.now.lesson ?? freshProgress;
  }

  #header({ name }: LessonPage): TemplateResult {
    const number = pageNames.indexOf(name) + 1;
    const words = this.isFolded ? 'Unfold the lesson' : 'Fold the lesson';
    return html`<header>
      <p class="count">Lesson <span class="quiet-text">${number} of ${pageNames.length}</span></p>
      <ol aria-label="Pages">
        ${pageNames.map((one) => this.#mark(one))}
      </ol>
      <button
        class="icon quiet fold"
        aria-label=${words}
        title=${words}
        aria-expanded=${!this.isFolded}
        @click=${() => (this.isFolded = !this.isFolded)}
      >
        ${this.isFolded ? unfoldIcon : foldIcon}
      </button>
      <button class="icon quiet" aria-label="Close the lesson" title="Close the lesson" @click=${this.#close}>
        ${closeIcon}
      </button>
    </header>`;
  }

  #mark(name: PageName): TemplateResult {
    const mark = markOf(this.#progress, name);
    const title = lessonPages.find((page) => page.name === name)?.title ?? name;
    const isCurrent = name === this.#progress.page;
    return html`<li class=${mark} aria-current=${isCurrent ? 'step' : nothing} title="${title}: ${mark}">
      <span class="visually-hidden">${title}: ${mark}</span>
    </li>`;
  }

  #action(page: LessonPage): TemplateResult {
    const { setUp } = page;
    return html`<div class="action">
      <p><b>Do this:</b> ${page.action}</p>
      <div class="tools">
        <button @click=${() => this.#show(page, page.question)}>Show me</button>
        ${
          setUp?.isNeeded(this.now)
            ? html`<button @click=${() => emit(this, 'thaw-lesson-set-up', null)}>${setUp.words}</button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #footer({ name }: LessonPage): TemplateResult {
    const [before, after] = [neighbour(name, -1), neighbour(name, 1)];
    const isDone = markOf(this.#progress, name) === 'done';
    const turn = (to: PageName | undefined) => () => to && emit(this, 'thaw-lesson-page', { page: to });
    return html`<footer>
      ${
        before
          ? html`<button @click=${turn(before)}>Back</button>`
          : html`<button class="quiet" @click=${this.#close}>Later</button>`
      }
      ${this.#skipOrDone(name)}
      ${
        after
          ? html`<button class="primary" ?disabled=${!isDone} @click=${turn(after)}>Next</button>`
          : html`<button class="primary" @click=${this.#close}>Finish</button>`
      }
    </footer>`;
  }

  #skipOrDone(name: PageName): TemplateResult {
    const mark = markOf(this.#progress, name);
    if (!neighbour(name, 1)) {
      return html`<button class="quiet" @click=${() => emit(this, 'thaw-lesson-restart', null)}>Start again</button>`;
    }
    if (mark === 'done') return html`<span class="quiet-text done">${doneIcon} done</span>`;
    return html`<button class="quiet" @click=${() => emit(this, 'thaw-lesson-skip', null)}>
      ${mark === 'skipped' ? 'Skip again' : 'Skip'}
    </button>`;
  }

  #show({ place }: LessonPage, kind: LessonPage['question']): void {
    if (kind) emit(this, 'thaw-question', { kind });
    emit(this, 'thaw-show', { place });
  }

  readonly #close = (): void => emit(this, 'thaw-lesson', { isOpen: false });
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-lesson': ThawLesson;
  }
}
