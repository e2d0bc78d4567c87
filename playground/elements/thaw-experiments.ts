/** `<thaw-experiments>`: the card that opens the queue of experiments; it opens itself where some wait to be gone on with. */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppState } from '../state/app-state.js';
import { sharedStyles } from '../styles/shared.js';
import { hasWaitingExperiments } from '../worker/experiment-waiting.js';
import { loadElements } from './load-elements.js';
import type { Estimator } from './thaw-experiment-queue.js';

@customElement('thaw-experiments')
export class ThawExperiments extends LitElement {
  @property({ attribute: false }) now!: AppState;
  @property({ attribute: false }) estimator: Estimator | undefined;
  @state() private isLoaded = false;
  @state() private isOpen = false;

  static override styles = [sharedStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void hasWaitingExperiments().then((isWaiting) => (this.isOpen ||= isWaiting));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { question } = this.now;
    if (changed.has('now') && question && question !== changed.get('now')?.question) this.isOpen = true;
  }

  protected override render(): TemplateResult {
    const { model, data, edits, adapter, question } = this.now;
    return html`<details ?open=${this.isOpen} @toggle=${this.#load}>
      <summary>Experiments: where to cut, and what it is worth, measured over seeds</summary>
      ${
        this.isLoaded
          ? html`<thaw-experiment-queue
              .model=${model}
              .data=${data}
              .edits=${edits}
              .question=${question}
              .estimator=${this.estimator}
              ?software=${adapter?.isSoftware}
            ></thaw-experiment-queue>`
          : nothing
      }
    </details>`;
  }

  async #load(event: Event): Promise<void> {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    if (!this.isOpen || this.isLoaded) return;
    this.isLoaded = await loadElements(this, () => import('./thaw-experiment-queue.js'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-experiments': ThawExperiments;
  }
}
