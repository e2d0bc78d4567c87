/**
 * `<thaw-task-bar>`: the current task in one line at the foot of the window, while the panel that it belongs to is out of
 * sight: the way to it, and how far a run is.
 */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TrainingState } from '../state/training.js';
import { isTraining } from '../state/training.js';
import { sharedStyles } from '../styles/shared.js';
import { printPercent } from './format.js';
import { scrollToPart } from './show-part.js';
import { sayStage, sayTimeLeft, shareDone } from './training-words.js';

/** A panel counts as seen when it reaches into this part of the window: its button is then in sight, not its title alone. */
const seenPart = '-64px 0px -50% 0px';

@customElement('thaw-task-bar')
export class ThawTaskBar extends LitElement {
  @property({ attribute: false }) training!: TrainingState;
  /** What the next training freezes, as its recipe says it. */
  @property() freeze = 'head';
  /** The id of the panel, in the same tree. */
  @property() for = '';

  @state() private panel: 'ahead' | 'seen' | 'behind' = 'seen';
  readonly #observer = new IntersectionObserver(([entry]) => (this.panel = entry ? whereIs(entry) : 'seen'), {
    rootMargin: seenPart,
  });

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        z-index: 2;
        inset: auto var(--space-2) var(--space-2);
        width: fit-content;
        max-width: calc(100vw - 2 * var(--space-2));
        margin-inline: auto;
      }

      .bar {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        padding: var(--space-2);
        padding-inline-start: var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        box-shadow: var(--shadow);
      }

      .said {
        display: grid;
        gap: var(--space-1);
        min-width: 0;
        font-size: var(--size-small);
      }

      .said p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      button {
        flex: none;
      }
    `,
  ];

  protected override firstUpdated(): void {
    const panel = this.#panel();
    if (panel) this.#observer.observe(panel);
  }

  override disconnectedCallback(): void {
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const isBusy = isTraining(this.training);
    const isHidden = this.panel === 'seen' || (this.panel === 'behind' && !isBusy);
    return html`<div class="bar" role="region" aria-label="Current task" ?hidden=${isHidden}>
      <div class="said">${isBusy ? running(this.training) : html`<p>${outcome(this.training, this.freeze)}</p>`}</div>
      <button class=${isBusy ? '' : 'primary'} @click=${this.#show}>${wayTo(this.training, this.freeze)}</button>
    </div>`;
  }

  #show(): void {
    scrollToPart(this.#panel());
  }

  #panel(): HTMLElement | null {
    return (this.getRootNode() as ShadowRoot).getElementById(this.for);
  }
}

function whereIs({
  isIntersecting,
  boundingClientRect,
  rootBounds,
}: IntersectionObserverEntry): 'ahead' | 'seen' | 'behind' {
  if (isIntersecting) return 'seen';
  return boundingClientRect.top > (rootBounds?.top ?? 0) ? 'ahead' : 'behind';
}

function wayTo(training: TrainingState, freeze: string): string {
  if (isTraining(training)) return 'Show';
  return training.report ? 'Train again' : freeze === 'head' ? 'Train the head' : 'Train';
}

function running(training: TrainingState): TemplateResult {
  const left = sayTimeLeft(training);
  return html`<p>${sayStage(training)}${left && `, ${left}`}</p>
    <progress aria-label="Training" max="1" .value=${shareDone(training) ?? 0}></progress>`;
}

function outcome({ report, error }: TrainingState, freeze: string): string {
  if (error !== undefined) return 'The training failed';
  if (report) return `Test accuracy ${printPercent(report.testAccuracy)}`;
  return freeze === 'head' ? 'All but the head is frozen' : frozenWords(freeze);
}

function frozenWords(freeze: string): string {
  return freeze === 'none' ? 'Nothing is frozen' : `Frozen up to ${freeze}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-task-bar': ThawTaskBar;
  }
}
