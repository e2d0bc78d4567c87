/**
 * `<thaw-run-list>`: every training that was run, newest first: its name, how it went, and what can be done with it. Those
 * that are ticked are drawn in the chart and stand side by side below.
 */

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { comparedIn, csvOf, sayMask, type RunRecord } from '../state/run-record.js';
import { download } from '../state/download.js';
import { sharedStyles } from '../styles/shared.js';
import { emit } from './events.js';
import { printDuration, printPercent } from './format.js';
import { runComparison } from './run-comparison.js';
import { runListStyles } from './run-list-styles.js';
import { runSign } from './run-looks.js';

@customElement('thaw-run-list')
export class ThawRunList extends LitElement {
  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** Ids of those that are compared, in the order of their looks. */
  @property({ attribute: false }) compared: readonly string[] = [];
  /** While a training runs, none is opened. */
  @property({ type: Boolean }) locked = false;

  /** The run whose deletion was asked for once. */
  @state() private doomed: string | undefined;

  static override styles = [sharedStyles, runListStyles];

  protected override render(): TemplateResult {
    const compared = comparedIn(this);
    return html`
      <div class="title">
        <h2>Runs</h2>
        <p class="quiet-text">${this.runs.length === 0 ? '' : `${this.runs.length} kept in this browser`}</p>
      </div>
      ${
        this.runs.length === 0
          ? html`<p class="quiet-text">Every training is kept here, to be compared with the next.</p>`
          : html`<ul aria-label="Runs, newest first">
              ${repeat(
                this.runs.toReversed(),
                ({ id }) => id,
                (run) => this.#run(run),
              )}
            </ul>`
      }
      ${compared.length > 1 ? runComparison(compared) : nothing}
    `;
  }

  #run(run: RunRecord): TemplateResult {
    const { id, name } = run;
    const place = this.compared.indexOf(id);
    const deletion = this.doomed === id ? 'Delete for good' : 'Delete';
    return html`<li>
      <label class="tick" title="Compare: draw its test curves in the chart">
        <input
          type="checkbox"
          aria-label="Compare ${name}"
          .checked=${place >= 0}
          @change=${(event: Event) => emit(this, 'thaw-run-compare', { id, isCompared: (event.target as HTMLInputElement).checked })}
        />
        <svg viewBox="0 0 28 10" aria-hidden="true">${place >= 0 ? runSign(place) : nothing}</svg>
      </label>
      <input
        class="name"
        aria-label="Name of the run"
        .value=${name}
        @change=${(event: Event) => emit(this, 'thaw-run-rename', { id, name: (event.target as HTMLInputElement).value })}
      />
      <b class="accuracy">${accuracyOf(run)}</b>
      <p class="facts quiet-text">${factsOf(run)}</p>
      <div class="actions">
        <button
          ?disabled=${this.locked}
          aria-label="Open ${name}"
          title="Show it, and use its recipe"
          @click=${() => emit(this, 'thaw-run-open', { id })}
        >
          Open
        </button>
        <button aria-label="JSON of ${name}" @click=${() => save(run, 'json')}>JSON</button>
        <button aria-label="CSV of ${name}" @click=${() => save(run, 'csv')}>CSV</button>
        <button
          aria-label="${deletion} ${name}"
          @click=${() => this.#remove(id)}
          @blur=${() => (this.doomed = undefined)}
        >
          ${deletion}
        </button>
      </div>
    </li>`;
  }

  #remove(id: string): void {
    if (this.doomed === id) emit(this, 'thaw-run-remove', { id });
    this.doomed = this.doomed === id ? undefined : id;
  }
}

function accuracyOf({ report }: RunRecord): string {
  return report ? printPercent(report.testAccuracy) : '–';
}

/** `cancelled after 3 epochs · head only · seed 0 · 8 s · emoji12 · 25 Nov, 02:11` */
function factsOf({ outcome, epochs, recipe, seconds, data, startedAt }: RunRecord): string {
  const when = new Date(startedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  const end = outcome === 'done' ? [] : [`${outcome} after ${epochs.length} epochs`];
  return [...end, sayMask(recipe), `seed ${recipe.seed}`, printDuration(seconds), data, when].join(' · ');
}

function save(run: RunRecord, kind: 'json' | 'csv'): void {
  const text = kind === 'json' ? JSON.stringify(run, undefined, 2) : csvOf(run);
  const type = kind === 'json' ? 'application/json' : 'text/csv';
  download(new Blob([text], { type }), `${run.name.replaceAll(/[^\w.-]+/g, '-')}.${kind}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-run-list': ThawRunList;
  }
}
