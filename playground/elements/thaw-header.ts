/** `<thaw-header>`: the name, the idea in one line, the adapter that the engine runs on, and the theme. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { chooseTheme, currentTheme } from '../state/theme.js';
import { sharedStyles } from '../styles/shared.js';
import type { AdapterReport } from '../worker/protocol.js';
import { printCount } from './format.js';
import { moonIcon, sunIcon, warningIcon } from './icons.js';
import logo from '../favicon.svg';

@customElement('thaw-header')
export class ThawHeader extends LitElement {
  @property({ attribute: false }) adapter: AdapterReport | undefined;
  /** False once the engine is known not to run. */
  @property({ type: Boolean }) alive = true;

  @state() private theme = currentTheme();
  readonly #systemTheme = matchMedia('(prefers-color-scheme: dark)');

  static override styles = [
    sharedStyles,
    css`
      header {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        gap: var(--space-2) var(--space-3);
        align-items: center;
      }

      h1 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--size-display);
        font-weight: var(--weight-strong);
        line-height: 32px;
        letter-spacing: -0.01em;
      }

      h1 img {
        display: block;
        width: 28px;
        height: 28px;
      }

      .idea {
        color: var(--text-quiet);
      }

      .chip {
        position: relative;
      }

      .chip > summary {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 32px;
        padding: 3px 12px;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface-raised);
        color: var(--text);
        list-style: none;
        white-space: nowrap;
      }

      .chip > summary::-webkit-details-marker {
        display: none;
      }

      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--good);
      }

      .dot.waiting {
        background: var(--line-strong);
      }

      .software > summary {
        border-color: var(--warm);
        background: var(--warm-surface);
      }

      .software .icon {
        color: var(--warm);
      }

      .sheet {
        position: absolute;
        z-index: 3;
        top: calc(100% + 4px);
        right: 0;
        width: min(400px, calc(100vw - 32px));
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        font-size: var(--size-small);
      }

      .sheet p + p,
      .sheet p + table {
        margin-top: var(--space-2);
      }

      .sheet table {
        width: 100%;
      }

      .sheet th {
        overflow-wrap: anywhere;
      }

      @media (width < 720px) {
        header {
          grid-template-columns: minmax(0, 1fr) auto;
        }

        .idea {
          grid-row: 2;
          grid-column: 1 / -1;
          font-size: var(--size-small);
        }

        .chip {
          grid-row: 3;
          grid-column: 1 / -1;
          justify-self: start;
        }

        .sheet {
          right: auto;
          left: 0;
        }

        .theme {
          grid-row: 1;
          grid-column: 2;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#systemTheme.addEventListener('change', this.#followSystem);
  }

  override disconnectedCallback(): void {
    this.#systemTheme.removeEventListener('change', this.#followSystem);
    super.disconnectedCallback();
  }

  readonly #followSystem = (): void => {
    this.theme = currentTheme();
  };

  protected override render(): TemplateResult {
    const other = this.theme === 'dark' ? 'light' : 'dark';
    return html`<header>
      <h1><img src=${logo} alt="" /> Thaw</h1>
      <p class="idea">See what every layer of a pretrained network sees, and retrain it, in this tab.</p>
      ${this.#chip()}
      <button
        class="icon theme"
        aria-label="Switch to the ${other} theme"
        title="Switch to the ${other} theme"
        @click=${() => {
          chooseTheme(other);
          this.theme = other;
        }}
      >
        ${other === 'dark' ? moonIcon : sunIcon}
      </button>
    </header>`;
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
