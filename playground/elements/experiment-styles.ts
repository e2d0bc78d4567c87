/** The look of the queue of experiments; plots have the report's own colours, in the page's theme. */

import { css, unsafeCSS } from 'lit';
import { figureStyles } from '../../engine/experiments/report/styles.js';

export const experimentStyles = css`
  ${unsafeCSS(figureStyles)}

  :host {
    --quiet: var(--text-quiet);
    display: grid;
    gap: var(--space-3);
    margin-top: var(--space-3);
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) auto;
    gap: var(--space-2);
    align-items: end;
  }

  .field {
    display: grid;
    gap: 2px;
    min-width: 0;
  }

  .field select {
    width: 100%;
  }

  .asked {
    grid-column: 1 / -1;
  }

  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    padding-top: var(--space-3);
    border-top: 1px solid var(--line);
  }

  article header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    align-items: baseline;
    justify-content: space-between;
  }

  .state {
    display: grid;
    gap: var(--space-1);
    font-size: var(--size-small);
  }

  .state progress {
    width: 100%;
  }

  /* Its words change all the time, and move nothing. */
  .run {
    min-height: 1.5em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .plot {
    max-width: 720px;
    overflow-x: auto;
  }

  .plot svg {
    display: block;
    width: 100%;
    min-width: 320px;
  }

  ul {
    display: grid;
    gap: var(--space-1);
    padding-inline-start: 20px;
    font-size: var(--size-small);
  }

  details > * {
    margin-top: var(--space-1);
  }

  .wide {
    overflow-x: auto;
  }

  .wide :is(th, td) {
    white-space: nowrap;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  @media (width < 720px) {
    form {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
