/** The look of `<thaw-kernel-profile>`: a plot and a long table, both within the width that there is. */

import { css } from 'lit';

export const kernelProfileStyles = css`
  :host {
    grid-template-columns: minmax(0, 1fr);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
  }

  .batch {
    width: 72px;
  }

  .roofline {
    display: block;
  }

  .roofline .grid {
    stroke: var(--line);
  }

  .roofline text {
    fill: var(--text-quiet);
    font: 12px var(--font);
  }

  .roofline .roof {
    fill: none;
    stroke: var(--text);
    stroke-width: 2;
  }

  .roofline .kernel {
    fill: var(--accent);
    fill-opacity: 0.35;
    stroke: var(--accent);
  }

  .roofline .kernel:hover {
    fill-opacity: 0.9;
  }

  .scroller {
    justify-self: stretch;
    max-height: 420px;
    overflow: auto;
  }

  .scroller :is(th, td) {
    white-space: nowrap;
  }

  .scroller thead th {
    position: sticky;
    top: 0;
    background: var(--surface-raised);
  }

  .scroller :is(td.name, thead th:nth-child(2)) {
    text-align: start;
  }
`;
