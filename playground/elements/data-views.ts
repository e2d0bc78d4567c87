/** What the editor of the data can open, as a list: the classes with their balance, and the duplicates. */

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataView } from '../state/app-state.js';
import { duplicateKinds, duplicateWords, ofKind } from '../state/duplicates.js';
import type { DataSummary } from '../worker/protocol.js';
import { balanceBar, largestOf } from './class-table.js';
import { printCount } from './format.js';

/** In the order of the list. */
export function viewsOf({ classes, duplicates }: DataSummary): readonly DataView[] {
  const kinds = duplicateKinds.filter((kind) => ofKind(kind, duplicates).length > 0);
  return [
    ...classes.map(({ name }) => ({ kind: 'class', className: name }) as const),
    ...kinds.map((of) => ({ kind: 'duplicates', of }) as const),
  ];
}

/** The list; Tab reaches what is open, the arrow keys the rest. */
export function dataViews(summary: DataSummary, opened: DataView, open: (view: DataView) => void): TemplateResult {
  const { classes, duplicates } = summary;
  const largest = largestOf(classes);
  const item = (view: DataView, content: TemplateResult) => {
    const isOpen = isSame(view, opened);
    return html`<li>
      <button
        class="quiet"
        aria-current=${isOpen ? 'true' : 'false'}
        tabindex=${isOpen ? 0 : -1}
        @click=${() => open(view)}
      >
        ${content}
      </button>
    </li>`;
  };
  const items = viewsOf(summary).map((view) => {
    if (view.kind === 'duplicates') {
      const { title } = duplicateWords[view.of];
      return item(view, html`<span class="name">${title}</span> ${number(ofKind(view.of, duplicates).length)}`);
    }
    const own = classes.find(({ name }) => name === view.className) ?? { name: view.className, train: 0, test: 0 };
    return item(
      view,
      html`<span class="name">${own.name}</span> ${number(own.train + own.test)} ${balanceBar(own, largest)}`,
    );
  });
  const rest = items.slice(classes.length);
  return html`<ul aria-label="Classes">
      ${items.slice(0, classes.length)}
    </ul>
    ${
      rest.length === 0
        ? nothing
        : html`<h3 id="duplicates">Duplicates</h3>
            <ul aria-labelledby="duplicates">
              ${rest}
            </ul>`
    }`;
}

function number(count: number): TemplateResult {
  return html`<span class="count"
    >${printCount(count)}<span class="visually-hidden"> ${count === 1 ? 'picture' : 'pictures'}</span></span
  >`;
}

function isSame(a: DataView, b: DataView): boolean {
  return a.kind === 'class'
    ? b.kind === 'class' && a.className === b.className
    : b.kind === 'duplicates' && a.of === b.of;
}
