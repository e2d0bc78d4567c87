/** A table of figures: a head of columns, and rows that each begin with what they are about. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';

export interface Figures {
  /** An empty first one is a corner. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function figureTable({ head, rows }: Figures): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        ${head.map((cell) => (cell === '' ? html`<td></td>` : html`<th scope="col">${cell}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...cells]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
