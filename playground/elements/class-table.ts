/** The classes of a data set as a table whose bars show at a glance whether some are short of samples. */

import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { DataSummary } from '../worker/protocol.js';
import { printCount } from './format.js';

type ClassCount = DataSummary['classes'][number];

/** Of the data set that comes with the page: while it loads, as much room is kept. */
const expectedClasses = 12;

/** Of `balanceBar`, and of the signs that explain it. */
export const balanceStyles = css`
  .balance {
    display: flex;
    gap: 1px;
    height: 8px;
  }

  .balance i {
    min-width: 1px;
  }

  .train {
    background: color-mix(in srgb, var(--text-quiet) 75%, var(--surface-raised));
  }

  .test {
    border: 1px solid var(--text-quiet);
    background: repeating-linear-gradient(135deg, var(--text-quiet) 0 1px, transparent 1px 4px);
  }

  .swatch {
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-right: 5px;
  }
`;

export const classTableStyles = css`
  .classes {
    max-height: 324px; /* twelve classes, and half of the next to show that there are more */
    border-radius: var(--radius-small);
    overflow-y: auto;
    scrollbar-width: thin;
  }

  .classes table {
    width: 100%;
    line-height: 18px;
  }

  .classes :is(th, td) {
    height: 24px;
    padding: 2px 0 2px var(--space-2);
    border-bottom: 0;
  }

  .classes thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    background: var(--surface-raised);
    white-space: nowrap;
  }

  .classes tbody th {
    width: 38%;
    max-width: 0;
    padding-left: 0;
    color: var(--text);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .classes .number {
    width: 1%;
  }
`;

export function classTable(classes: readonly ClassCount[]): TemplateResult {
  const largest = largestOf(classes);
  return table(classes.map((own) => classRow(own, largest)));
}

/** Samples of the class that has most of them. */
export function largestOf(classes: readonly ClassCount[]): number {
  return classes.reduce((most, { train, test }) => Math.max(most, train + test), 1);
}

/** The parts of a class as two lengths, against those of the largest. */
export function balanceBar({ train, test }: ClassCount, largest: number): TemplateResult {
  const part = (kind: string, count: number) =>
    html`<i class=${kind} style=${styleMap({ width: `${(100 * count) / largest}%` })} ?hidden=${count === 0}></i>`;
  return html`<div class="balance">${part('train', train)}${part('test', test)}</div>`;
}

/** What stands in the place of the table until the classes are known. */
export function classTableBones(): TemplateResult {
  const bone = html`<tr>
    <th scope="row"><i class="bone"></i></th>
    <td colspan="3"></td>
  </tr>`;
  return html`<div aria-hidden="true">${table(Array.from({ length: expectedClasses }, () => bone))}</div>`;
}

/** It scrolls when there are many classes, so it takes the focus: the arrow keys scroll it then. */
function table(rows: readonly TemplateResult[]): TemplateResult {
  return html`<div class="classes" tabindex=${rows.length > expectedClasses ? 0 : -1} role="group" aria-label="Classes">
    <table>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">class</span></th>
          <td aria-hidden="true"></td>
          <th scope="col" class="number"><i class="swatch train"></i>train</th>
          <th scope="col" class="number"><i class="swatch test"></i>test</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function classRow(own: ClassCount, largest: number): TemplateResult {
  const { name, train, test } = own;
  return html`<tr>
    <th scope="row" title=${name}>${name}</th>
    <td aria-hidden="true">${balanceBar(own, largest)}</td>
    <td class="number">${printCount(train)}</td>
    <td class="number">${printCount(test)}</td>
  </tr>`;
}
