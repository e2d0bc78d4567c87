/** `<thaw-header>`: the name, the idea in one line, the adapter that the engine runs on, and the theme with its contrast. */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { chooseContrast, chooseTheme, currentContrast, currentTheme, systemQueries } from '../state/theme.js';
import { sharedStyles } from '../styles/shared.js';
import type { AdapterReport } from '../worker/protocol.js';
import { printCount } from './format.js';
import { emit } from './events.js';
import { headerStyles } from './header-styles.js';
import { contrastIcon, lessonIcon, moonIcon, sunIcon, warningIcon } from './icons.js';
import logo from '../favicon.svg';

@customElement('thaw-header')
export class ThawHeader extends LitElement {
  @property({ attribute: false }) adapter: AdapterReport | undefined;
  /** False once the engine is known not to run. */
  @property({ type: Boolean }) alive = true;
  /** Whether the guided lesson is open. */
  @property({ type: Boolean }) teaching = false;

  @state() private theme = currentTheme();
  @state() private contrast = currentContrast();
  @query('.lesson') private lessonButton!: HTMLButtonElement;
  readonly #system = Object.values(systemQueries).map((query) => matchMedia(query));

  static override styles = [sharedStyles, headerStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of this.#system) query.addEventListener('change', this.#followSystem);
  }

  override disconnectedCallback(): void {
    for (const query of this.#system) query.removeEventListener('change', this.#followSystem);
    super.disconnectedCallback();
  }

  readonly #followSystem = (): void => {
    this.theme = currentTheme();
    this.contrast = currentContrast();
  };

  /** The lesson is closed from within, and what had the focus goes with it. */
  protected override updated(changed: PropertyValues<this>): void {
    const isClosed = changed.get('teaching') === true && !this.teaching;
    if (isClosed && document.activeElement === document.body) this.lessonButton.focus();
  }

  protected override render(): TemplateResult {
    const other = this.theme === 'dark' ? 'light' : 'dark';
    return html`<header>
      <h1><img src=${logo} alt="" /> Thaw</h1>
      <p class="idea">See what every layer of a pretrained network sees, and retrain it, in this tab.</p>
      ${this.#chip()}
      <div class="tools">
        ${this.alive ? this.#lessonButton() : nothing} ${this.#contrastButton()}
        <button
          class="icon"
          aria-label="Switch to the ${other} theme"
          title="Switch to the ${other} theme"
          @click=${() => {
            chooseTheme(other);
            this.theme = other;
          }}
        >
          ${other === 'dark' ? moonIcon : sunIcon}
        </button>
      </div>
    </header>`;
  }

  #contrastButton(): TemplateResult {
    return html`<button
      class="icon"
      aria-label="More contrast"
      title="More contrast"
      aria-pressed=${this.contrast === 'more'}
      @click=${() => {
        chooseContrast(this.contrast === 'more' ? 'plain' : 'more');
        this.contrast = currentContrast();
      }}
    >
      ${contrastIcon}
    </button>`;
  }

  #lessonButton(): TemplateResult {
    return html`<button
      class="lesson"
      aria-expanded=${this.teaching}
      title="Transfer learning in ten minutes, by doing it"
      @click=${() => emit(this, 'thaw-lesson', { isOpen: !this.teaching })}
    >
      ${lessonIcon} Lesson
    </button>`;
  }

  #chip(): TemplateResult {
    const { adapter } = this;
    if (!adapter) {
      const words = this.alive ? 'Waiting for the GPU' : 'No GPU';
      return html`<div class="chip">
        <span class="waiting-words quiet-text"><i class="dot waiting"></i> ${words}</span>
      </div>`;
    }
    return html`<details class="chip ${adapter.isSoftware ? 'software' : ''}" @keydown=${closeOnEscape}>
      <summary>
        ${adapter.isSoftware ? html`${warningIcon} No GPU: slow, but correct` : html`<i class="dot"></i> ${adapter.description}`}
      </summary>
      <div class="sheet">
        <p>
          ${
            adapter.isSoftware
              ? html`<b>${adapter.description}</b> runs the shaders on the processor, because the browser offers no
                  graphics card. Everything works and the numbers are right; a graphics card is some hundred times
                  faster.`
              : html`<b>${adapter.description}</b> runs the shaders.`
          }
        </p>
        <p>Optional features in use: ${adapter.features.join(', ') || 'none'}.</p>
        ${limitsTable(adapter.limits)}
      </div>
    </details>`;
  }
}

function limitsTable(limits: AdapterReport['limits']): TemplateResult {
  return html`<table>
    <caption class="visually-hidden">
      Limits of the adapter
    </caption>
    <tbody>
      ${Object.entries(limits).map(
        ([name, limit]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${printCount(limit)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') (event.currentTarget as HTMLDetailsElement).open = false;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-header': ThawHeader;
  }
}
