/** `<thaw-no-engine>`: in place of the workbench where the engine cannot run: what happened, and what to do about it. */

import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Notice } from '../state/notice.js';
import { sharedStyles } from '../styles/shared.js';

@customElement('thaw-no-engine')
export class ThawNoEngine extends LitElement {
  @property({ attribute: false }) notice!: Notice;

  static override styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        gap: var(--space-3);
        max-width: 44em;
        margin: var(--space-5) auto;
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-top: 4px solid var(--danger);
        border-radius: var(--radius);
        background: var(--surface-raised);
      }

      ul {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: 1.2em;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { complaint, text } = this.notice;
    return html`<main>
      <section role="alert">
        <h2>
          Thaw cannot run here:
          ${complaint ? `${complaint.operation} has ${complaint.got}` : 'the engine did not start'}
        </h2>
        <p>Thaw computes with WebGPU, the browser’s way to the graphics card. What helps:</p>
        <ul>
          <li>
            <b>Browser:</b> a current Chrome, Edge, Safari or Firefox, with hardware acceleration switched on in its
            settings.
          </li>
          <li><b>Address:</b> https:// or localhost; browsers keep WebGPU from other pages.</li>
          <li>
            <b>Linux:</b> Chrome may need <code>--enable-unsafe-webgpu</code>; Firefox,
            <code>dom.webgpu.enabled</code> in <code>about:config</code>.
          </li>
          <li>
            <b>Virtual or remote machine:</b> there is often no graphics card to be had; try the page on another one.
          </li>
        </ul>
        <details>
          <summary>What the engine said</summary>
          <p class="quiet-text">${text}</p>
        </details>
        <div><button class="primary" @click=${reload}>Try again</button></div>
      </section>
    </main>`;
  }
}

function reload(): void {
  location.reload();
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-no-engine': ThawNoEngine;
  }
}
