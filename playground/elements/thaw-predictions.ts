/** `<thaw-predictions>`: the most probable classes with their probabilities, for the head that came and the one trained here. */

import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PredictionsByHead, TrainedState } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import type { Head, Prediction } from '../worker/protocol.js';
import { printCount, printPercent } from './format.js';
import { frozenIcon, thawedIcon } from './icons.js';
import { sayMoment } from './network-words.js';

/** Rows that are kept free, so that nothing moves when the answer comes. */
const rows = 5;
/** Of a thousand classes nobody reads all. */
const mostListed = 100;

@customElement('thaw-predictions')
export class ThawPredictions extends LitElement {
  @property({ attribute: false }) predictions!: PredictionsByHead;
  /** The network that was trained here, if one was. */
  @property({ attribute: false }) trained: TrainedState | undefined;
  /** What the pretrained head can tell apart. */
  @property({ attribute: false }) classes: readonly string[] = [];

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: start;
      }

      h3 {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-bottom: var(--space-1);
        font-size: var(--size-small);
      }

      .pretrained .icon {
        color: var(--cold);
      }

      .retrained .icon {
        color: var(--warm);
      }

      ol {
        display: grid;
        gap: var(--space-1);
        list-style: none;
      }

      li {
        position: relative;
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
        height: 24px;
        padding: 0 var(--space-2);
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        font-size: var(--size-small);
        line-height: 24px;
        outline: 1px solid var(--edge);
        outline-offset: -1px;
        overflow: hidden;
      }

      li .bone {
        align-self: center;
      }

      li:first-child {
        font-weight: var(--weight-strong);
      }

      .bar {
        position: absolute;
        inset: 0 auto 0 0;
        background: color-mix(in srgb, var(--accent) 24%, transparent);
        forced-color-adjust: none;
        transition: width var(--quick);
      }

      .retrained .bar {
        background: color-mix(in srgb, var(--warm) 26%, transparent);
      }

      .class,
      .share {
        position: relative;
      }

      .class i {
        color: var(--text-quiet);
        font-style: normal;
        font-weight: var(--weight-regular);
      }

      .class {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { pretrained, retrained } = this.predictions;
    return html`
      ${this.#list('pretrained', pretrained)} ${this.#classes()} ${retrained ? this.#list('retrained', retrained) : ''}
      <p class="visually-hidden" aria-live="polite">${pretrained ? sentence(pretrained, retrained) : ''}</p>
    `;
  }

  #classes(): TemplateResult {
    const { classes } = this;
    return html`<details ?hidden=${classes.length === 0}>
      <summary>knows ${printCount(classes.length)} classes</summary>
      <p class="quiet-text">${classes.slice(0, mostListed).join(', ')}${classes.length > mostListed ? ', …' : ''}</p>
    </details>`;
  }

  /** `Head trained here, after epoch 3` */
  #trainedHead(): string {
    const { moments = [], step } = this.trained ?? {};
    const moment = moments.find((one) => one.step === step);
    return `Head trained here${moment ? `, ${sayMoment(moment)}` : ''}`;
  }

  #list(head: Head, predictions: readonly Prediction[] | undefined): TemplateResult {
    return html`<section class=${head}>
      <h3>
        ${head === 'pretrained' ? html`${frozenIcon} Pretrained head` : html`${thawedIcon} ${this.#trainedHead()}`}
      </h3>
      <ol>
        ${predictions?.map(row) ?? Array.from({ length: rows }, () => html`<li><i class="bone"></i></li>`)}
      </ol>
    </section>`;
  }
}

function row({ className, probability, parent }: Prediction): TemplateResult {
  const kind = parent === undefined ? '' : html` <i>${parent}</i>`;
  return html`<li title=${parent === undefined ? nothing : `${className}: a kind of ${parent}`}>
    <span class="bar" style="width: ${probability * 100}%"></span>
    <span class="class">${className}${kind}</span><span class="share">${printPercent(probability)}</span>
  </li>`;
}

function sentence(pretrained: readonly Prediction[], retrained: readonly Prediction[] | undefined): string {
  const say = ([best]: readonly Prediction[]) =>
    best ? `${best.className}, ${printPercent(best.probability)}` : 'nothing';
  return `Prediction: ${say(pretrained)}.${retrained ? ` Head trained here: ${say(retrained)}.` : ''}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-predictions': ThawPredictions;
  }
}
