/** What the inspector's panels have in common: one thing below the other, and tables of numbers with bars. */

import { css } from 'lit';

export const inspectionStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    justify-items: start;
  }

  .run {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
  }

  .numbers {
    width: 100%;
    max-width: 720px;
    font-variant-numeric: tabular-nums;
  }

  .numbers :is(th, td) {
    padding: 2px var(--space-2) 2px 0;
    text-align: end;
  }

  .numbers :is(th, td):first-child,
  .numbers td.bar {
    text-align: start;
  }

  .bar i {
    display: block;
    border-radius: 4px;
    background: var(--accent);
  }
`;
