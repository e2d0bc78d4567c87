/** Parts of a page of the lesson as templates: what was measured, what came out of kept experiments, the claims. */

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Claim, LessonPage, Measures, Verdict } from '../lesson/page.js';
import { figureTable } from './figure-table.js';
import { doneIcon } from './icons.js';

const verdictWords: Readonly<Record<Verdict, string>> = {
  seen: 'Seen here',
  'seen in part': 'Seen in part',
  'not seen': 'No difference seen',
  'the opposite was seen': 'The opposite was seen',
};

export function resultOf(page: LessonPage, measures: Measures): TemplateResult | typeof nothing {
  const result = page.result(measures);
  if (!result) return nothing;
  return html`<div class="result">
    ${doneIcon}
    <div>
      <p>${result.sentence}</p>
      ${result.table ? figureTable(result.table) : nothing}
    </div>
  </div>`;
}

/** Told only to those who ask: one may want to guess first. */
export function keptOutcomes(sentences: readonly string[]): TemplateResult {
  return html`<details>
    <summary>What came out when it was run here</summary>
    ${listOf(sentences)}
  </details>`;
}

export function sayClaims(claims: readonly Claim[], open: (claim: Claim) => void): TemplateResult {
  return html`<ul class="claims">
    ${claims.map(
      (claim) =>
        html`<li>
          <h3>“${claim.says}”</h3>
          <p class="verdict">${verdictWords[claim.verdict]}</p>
          ${listOf(claim.outcome)}
          <button aria-label="Open the experiment: ${claim.says}" @click=${() => open(claim)}>
            Open the experiment
          </button>
        </li>`,
    )}
  </ul>`;
}

function listOf(sentences: readonly string[]): TemplateResult {
  return html`<ul class="quiet-text">
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}
