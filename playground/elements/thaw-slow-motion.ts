/**
 * `<thaw-slow-motion>`: a walk through one training step, at the foot of the window: which part of it the network above
 * shows, in words, and the buttons to go on. What a person presses it tells by `thaw-slow-motion`.
 */

import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { SlowMotionAct, SlowMotionState } from '../state/slow-motion.js';
import { stepParts, type StepPart } from '../state/step-frames.js';
import type { TrainingState } from '../state/training.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { scrollToPart } from './show-part.js';
import { frameOf, sayBlock, sayPart } from './slow-motion-words.js';

@customElement('thaw-slow-motion')
export class ThawSlowMotion extends LitElement {
  @property({ attribute: false }) now!: SlowMotionState;
  @property({ attribute: false }) training!: TrainingState;
  /** The id of the part that lights up, in the same tree. */
  @property() for = '';
  /** The id of the part that it was begun from. */
  @property() back = '';

  @query('.primary') private onward!: HTMLButtonElement;

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        z-index: 3;
        inset: auto var(--space-2) var(--space-2);
        max-width: 760px;
        margin-inline: auto;
      }

      section {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        box-shadow: var(--shadow);
      }

      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: var(--size-small);
      }

      li {
        padding: 0 var(--space-2);
        border: 1px solid var(--line);
        border-radius: 10px;
        color: var(--text-quiet);
        line-height: 20px;
      }

      li[aria-current] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--accent-text);
        font-weight: var(--weight-strong);
      }

      /* Two lines and one: what changes moves nothing. */
      .part {
        min-height: 3em;
      }

      .block {
        min-height: 1.5em;
        color: var(--text-quiet);
        font-size: var(--size-small);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: end;
      }

      @media (width < 720px) {
        section {
          padding: var(--space-2);
        }

        .part {
          min-height: 6em;
        }

        .block {
          min-height: 3em;
        }
      }
    `,
  ];

  /** The network comes into sight, and the keyboard to what goes on. */
  protected override firstUpdated(): void {
    this.#goTo(this.for);
    this.onward.focus({ preventScroll: true });
  }

  /** A button that is gone leaves the focus to the one that goes on. */
  protected override updated(changed: PropertyValues): void {
    if (changed.has('now') && this.shadowRoot?.activeElement === null && this.#isDone) {
      this.onward.focus({ preventScroll: true });
    }
  }

  get #isDone(): boolean {
    return frameOf(this.now)?.part === 'done';
  }

  protected override render(): TemplateResult {
    const { now } = this;
    const [part, block] = [sayPart(this), sayBlock(this)];
    return html`<section aria-label="One training step, slowly" @keydown=${this.#escape}>
      <ol>
        ${stepParts.map((name) => this.#part(name))}
      </ol>
      <div>
        <p class="part">${part}</p>
        <p class="block">${block}</p>
        <p class="visually-hidden" aria-live="polite">${now.isPlaying ? part : `${part} ${block}`}</p>
      </div>
      <div class="actions">
        <button ?hidden=${this.#isDone} @click=${() => this.#tell('skip')}>Skip to the step</button>
        <button @click=${this.#close}>Close</button>
        ${this.#onwardButton()}
      </div>
    </section>`;
  }

  #part(name: StepPart): TemplateResult {
    const isNow = frameOf(this.now)?.part === name;
    return isNow ? html`<li aria-current="step">${name}</li>` : html`<li>${name}</li>`;
  }

  /** One button from the first frame to the next step, so that the focus stays on it. */
  #onwardButton(): TemplateResult {
    const words = this.#isDone ? 'Another step' : this.now.isPlaying ? 'Go by hand' : 'Next';
    return html`<button class="primary" aria-disabled=${this.#isWaiting} @click=${this.#goOn}>${words}</button>`;
  }

  /** The next step can be walked through once this one has been taken. */
  get #isWaiting(): boolean {
    const { phase, step } = this.training;
    return this.#isDone && (phase !== 'paused' || step <= this.now.step);
  }

  readonly #goOn = (): void => {
    if (!this.#isWaiting) this.#tell(this.#isDone ? 'begin' : 'next');
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#close();
  };

  readonly #close = (): void => {
    this.#goTo(this.back);
    this.#tell('close');
  };

  #goTo(id: string): void {
    scrollToPart((this.getRootNode() as ShadowRoot).getElementById(id));
  }

  #tell(act: SlowMotionAct): void {
    emit(this, 'thaw-slow-motion', { act });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-slow-motion': ThawSlowMotion;
  }
}
