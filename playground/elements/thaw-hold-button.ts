/**
 * `<thaw-hold-button>`: a button that acts for as long as it is held, by mouse, touch, Space or Enter. It tells by
 * `thaw-hold` when that begins and ends; leaving the page, the window or the button ends it too.
 */

import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';

/** The detail of `thaw-hold`. */
export interface Hold {
  readonly isHeld: boolean;
}

@customElement('thaw-hold-button')
export class ThawHoldButton extends LitElement {
  /** What is recorded, for those who do not see what it stands beside. */
  @property() name = '';
  @property({ type: Boolean }) disabled = false;
  /** Whether one press begins and the next one ends, for those who cannot hold. */
  @property({ type: Boolean }) toggles = false;

  @state() private isHeld = false;

  static override styles = [
    sharedStyles,
    css`
      button {
        width: 100%;
        touch-action: none;
        user-select: none;
        -webkit-touch-callout: none;
      }

      button[aria-pressed='true'] {
        border-color: var(--danger);
        background: var(--danger-surface);
        color: var(--text);
      }

      i {
        width: 10px;
        height: 10px;
        border: 2px solid var(--danger);
        border-radius: 50%;
      }

      button:disabled i {
        border-color: currentcolor;
      }

      [aria-pressed='true'] i {
        border-radius: 2px;
        background: var(--danger);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#release);
    window.addEventListener('blur', this.#release);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#release);
    window.removeEventListener('blur', this.#release);
    this.#release();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('disabled') && this.disabled) this.#release();
  }

  protected override render(): TemplateResult {
    const words = this.toggles ? ['Record', 'Stop'] : ['Hold to record', 'Recording'];
    return html`<button
      aria-pressed=${this.isHeld}
      ?disabled=${this.disabled}
      @pointerdown=${this.#point}
      @pointerup=${this.#let}
      @pointercancel=${this.#let}
      @lostpointercapture=${this.#let}
      @keydown=${this.#press}
      @keyup=${this.#let}
      @blur=${this.#release}
      @click=${this.#toggle}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      <i></i><span>${words[Number(this.isHeld)]} <span class="visually-hidden">${this.name}</span></span>
    </button>`;
  }

  /** Held on to, so that it ends wherever the finger is lifted. */
  readonly #point = (event: PointerEvent): void => {
    if (this.toggles || event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#hold();
  };

  readonly #press = (event: KeyboardEvent): void => {
    if (this.toggles || !isPress(event)) return;
    event.preventDefault();
    this.#hold();
  };

  /** A pointer or a key is let go of. */
  readonly #let = (event: Event): void => {
    if (this.toggles || (event instanceof KeyboardEvent && !isPress(event))) return;
    this.#release();
  };

  readonly #toggle = (): void => {
    if (!this.toggles) return;
    if (this.isHeld) this.#release();
    else this.#hold();
  };

  #hold(): void {
    if (!this.isHeld) this.#tell(true);
  }

  readonly #release = (): void => {
    if (this.isHeld) this.#tell(false);
  };

  #tell(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.dispatchEvent(new CustomEvent<Hold>('thaw-hold', { detail: { isHeld } }));
  }
}

function isPress({ key }: KeyboardEvent): boolean {
  return key === ' ' || key === 'Enter';
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-hold-button': ThawHoldButton;
  }
}
