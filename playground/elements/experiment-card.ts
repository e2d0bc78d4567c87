/** One experiment of the queue as a template: how far it is, its plot with a table, what it says, and what can be done. */

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { ExperimentProgress, KeptExperiment, Table } from '../worker/experiment-protocol.js';
import { figureTable } from './figure-table.js';
import { printDuration, printProgress } from './format.js';

/** Each of the experiment of that name. */
export type CardActions = Readonly<
  Record<'continue' | 'stop' | 'delete' | 'report' | 'table' | 'results', (name: string) => void>
>;

/** Sentences that are shown before the rest is asked for. */
const firstSentences = 3;

export function experimentCard(
  kept: KeptExperiment,
  progress: ExperimentProgress | undefined,
  actions: CardActions,
): TemplateResult {
  const { name, title, question, model, data, done, planned, plot, points, sentences } = kept;
  const own = progress?.name === name ? progress : undefined;
  return html`<article aria-labelledby="experiment-${name}">
    <header>
      <h3 id="experiment-${name}">${title}</h3>
      <p class="quiet-text">${model} on ${data}</p>
    </header>
    <p>${question}</p>
    <div class="state" role="status">
      <p>${sayState(kept, own)}</p>
      <progress aria-label="Runs done" max=${planned} .value=${done}></progress>
      <p class="quiet-text run">${own ? sayRun(own) : ''}</p>
    </div>
    ${plot === '' ? nothing : html`<figure class="plot">${unsafeHTML(plot)}</figure>`}
    ${sentences.length === 0 ? nothing : says(sentences)} ${done === 0 ? nothing : numbers(points)}
    <div class="actions">${buttons(kept, own !== undefined, actions)}</div>
  </article>`;
}

/** `3 of 30 runs, about 4 min left` */
function sayState({ done, planned, status }: KeptExperiment, own: ExperimentProgress | undefined): string {
  const count = `${done} of ${planned} runs`;
  const left = own?.secondsLeft === undefined ? '' : `, about ${printDuration(Math.ceil(own.secondsLeft))} left`;
  if (own) return `${count}${left}`;
  return { done: `All ${planned} runs are done.`, waiting: `${count}, waiting`, stopped: `${count}, stopped` }[status];
}

function sayRun({ run, within }: ExperimentProgress): string {
  return within ? `${run}: ${printProgress(within)}` : run;
}

function says(sentences: readonly string[]): TemplateResult {
  const list = (some: readonly string[]) =>
    html`<ul>
      ${some.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`;
  const rest = sentences.slice(firstSentences);
  return html`${list(sentences.slice(0, firstSentences))}
  ${
    rest.length === 0
      ? nothing
      : html`<details>
          <summary>${rest.length} more</summary>
          ${list(rest)}
        </details>`
  }`;
}

function numbers(points: Table): TemplateResult {
  return html`<details>
    <summary>The numbers of every run</summary>
    <div class="wide" tabindex="0" role="region" aria-label="The numbers of every run">${figureTable(points)}</div>
  </details>`;
}

function buttons({ name, done, status }: KeptExperiment, isRunning: boolean, actions: CardActions): TemplateResult {
  const button = (words: string, action: keyof CardActions) =>
    html`<button aria-label="${words}: ${name}" @click=${() => actions[action](name)}>${words}</button>`;
  return html`
    ${isRunning || status === 'waiting' ? button('Stop', 'stop') : nothing}
    ${status === 'stopped' && !isRunning ? button('Continue', 'continue') : nothing}
    ${done > 0 ? html`${button('Report', 'report')} ${button('CSV', 'table')} ${button('JSON', 'results')}` : nothing}
    ${isRunning || status === 'waiting' ? nothing : button('Delete', 'delete')}
  `;
}
