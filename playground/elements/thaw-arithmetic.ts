/**
 * `<thaw-arithmetic>`: what the value under the cursor is made of: the parts of the sum by input channel, then batch norm,
 * skip connection and ReLU, each beside what the GPU has there.
 */

import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../engine/index.js';
import type { Cursor } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { Arithmetic, Contribution, ValuesOf } from '../worker/protocol.js';
import { printValue } from './format.js';
import { inspectionStyles } from './inspection-styles.js';
import { sayPatch, sayStep } from './inspector-words.js';
import type { InspectionEngine } from './thaw-inspector.js';

/** Input channels that are listed; the rest is one line. */
const listed = 8;
/** A cursor on its way over maps asks where it rests. */
const restDelay = 200;

@customElement('thaw-arithmetic')
export class ThawArithmetic extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) cursor: Cursor | undefined;
  @property({ type: Number }) revision = 0;

  /** What was last explained: it stays when the pointer leaves the map. */
  @state() private found: { readonly cursor: Cursor; readonly arithmetic: Arithmetic } | undefined;
  @state() private refusal = '';
  #timer: number | undefined;

  static override styles = [
    sharedStyles,
    inspectionStyles,
    css`
      caption {
        margin-bottom: var(--space-2);
        text-align: start;
      }

      .bar i {
        height: 8px;
        background: var(--warm);
      }

      .bar i.negative {
        background: var(--cold);
      }

      td.bar {
        width: 40%;
      }

      tr.total td {
        border-top: 1px solid var(--line);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision')) this.found = undefined;
    if (!changed.has('cursor') || !this.cursor) return;
    window.clearTimeout(this.#timer);
    const { cursor } = this;
    this.#timer = window.setTimeout(() => void this.#explain(cursor), restDelay);
  }

  override disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  async #explain(cursor: Cursor): Promise<void> {
    const { channel, y, x } = cursor.place;
    try {
      this.found = { cursor, arithmetic: await this.engine.explainValue(cursor.layer, channel, y, x, cursor.network) };
      this.refusal = '';
    } catch (error) {
      this.refusal = messageOf(error);
    }
  }

  protected override render(): TemplateResult {
    if (this.refusal !== '') return html`<p class="quiet-text">${this.refusal}</p>`;
    if (!this.found) {
      return html`<p class="quiet-text">
        Point at a value of a convolution, batch norm, addition or ReLU in the maps above.
      </p>`;
    }
    const { cursor, arithmetic } = this.found;
    const { channel, y, x } = cursor.place;
    const place = `channel ${channel}, row ${y}, column ${x}`;
    return html`<table class="numbers">
      <caption>
        <b>${arithmetic.layer}</b
        >, ${place}${ofNetwork[cursor.network]}
        <span class="quiet-text">adds up ${sayPatch(arithmetic)}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">input channel</th>
          <th scope="col"><span class="visually-hidden">its part, as a bar</span></th>
          <th scope="col">part of the sum</th>
          <th scope="col">on the GPU</th>
        </tr>
      </thead>
      <tbody>
        ${this.#contributions(arithmetic)}
        <tr class="total">
          <td>sum</td>
          <td></td>
          <td>${printValue(arithmetic.value)}</td>
          <td>${printValue(arithmetic.gpu)}</td>
        </tr>
        ${this.#steps(arithmetic)}
      </tbody>
    </table>`;
  }

  #contributions({ contributions }: Arithmetic): TemplateResult[] {
    const largest = Math.abs(contributions[0]?.sum ?? 0);
    const rest = contributions.slice(listed);
    const row = (name: string, sum: number, title: string | typeof nothing) =>
      html`<tr title=${title}>
        <td>${name}</td>
        <td class="bar">
          <i class=${sum < 0 ? 'negative' : ''} style="width: ${barWidth(sum, largest)}%"></i>
        </td>
        <td>${printValue(sum)}</td>
        <td></td>
      </tr>`;
    const own = contributions.slice(0, listed).map((part) => row(`${part.channel}`, part.sum, sayWeights(part)));
    if (rest.length === 0) return own;
    const sum = rest.reduce((total, part) => total + part.sum, 0);
    return [...own, row(`${rest.length} others`, sum, nothing)];
  }

  #steps({ steps, value }: Arithmetic): TemplateResult[] {
    return steps.map(
      (step, index) =>
        html`<tr>
          <td>${step.layer}</td>
          <td class="bar quiet-text">${sayStep(step, steps[index - 1]?.value ?? value)}</td>
          <td>${printValue(step.value)}</td>
          <td>${printValue(step.gpu)}</td>
        </tr>`,
    );
  }
}

function barWidth(sum: number, largest: number): number {
  return largest === 0 ? 0 : Math.min(100, (100 * Math.abs(sum)) / largest);
}

/** A change is no sum: what the value became is added up. */
const ofNetwork: Readonly<Record<ValuesOf, string>> = {
  pretrained: '',
  retrained: ', as trained here',
  change: ', as trained here',
  untrained: ', with random weights',
};

/** Patch and weights, value by value, for who wants to add it up by hand. */
function sayWeights({ patch, weights }: Contribution): string {
  return patch.map((value, tap) => `${printValue(value)} × ${printValue(weights[tap] ?? 0)}`).join(' + ');
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-arithmetic': ThawArithmetic;
  }
}
