/** How far the means of classes lie from each other in feature space, as a table; and the legend of their marks. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { FeatureMap } from '../worker/protocol.js';
import { classSign } from './class-looks.js';
import { figureTable } from './figure-table.js';
import { printCount } from './format.js';

export function classDistances({ classes, classDistances: distances }: FeatureMap): TemplateResult {
  const rows = classes.map((name, row) => [
    name,
    ...classes.map((_, column) => (row === column ? '' : printDistance(distances[row]?.[column] ?? NaN))),
  ]);
  return html`<details>
    <summary>Distances between classes</summary>
    <p class="quiet-text">Between the means of their pictures, in all dimensions.</p>
    <div class="scroller" tabindex="0" role="region" aria-label="Distances between classes">
      ${figureTable({ head: ['', ...classes], rows })}
    </div>
  </details>`;
}

/** Every class with its mark; pressing one selects its pictures. */
export function classLegend({ classes, pictures }: FeatureMap, select: (label: number) => void): TemplateResult {
  const countOf = (label: number) => pictures.filter((picture) => picture.label === label).length;
  return html`<ul class="legend" aria-label="Classes">
    ${classes.map(
      (name, label) =>
        html`<li>
          <button class="quiet" title="Select all of ${name}" @click=${() => select(label)}>
            <svg viewBox="-1.3 -1.3 2.6 2.6" width="14" height="14" aria-hidden="true">${classSign(label)}</svg>
            ${name} <span class="quiet-text">${printCount(countOf(label))}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

function printDistance(distance: number): string {
  return Number.isNaN(distance) ? 'none' : distance.toFixed(2);
}
