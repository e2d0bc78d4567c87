/** The look of `<thaw-run-list>`: a row a run; narrow, its facts and buttons go below its name. */

import { css } from 'lit';

export const runListStyles = css`
  :host {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }

  .title {
    display: flex;
    gap: var(--space-3);
    align-items: baseline;
    justify-content: space-between;
  }

  ul {
    max-height: 420px;
    list-style: none;
    overflow-y: auto;
  }

  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--space-1) var(--space-2);
    align-items: center;
    padding-block: var(--space-2);
    border-bottom: 1px solid var(--line);
  }

  .tick {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
    min-height: 24px;
  }

  .tick input {
    width: 18px;
    height: 18px;
    margin: 0;
  }

  svg {
    width: 28px;
    height: 10px;
  }

  .name:not(:hover, :focus) {
    border-color: var(--edge);
    background: transparent;
  }

  .name {
    width: 100%;
    font-weight: var(--weight-strong);
  }

  .facts,
  .actions {
    grid-column: 2 / -1;
  }

  .facts {
    padding-inline-start: 9px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    padding-inline-start: 9px;
  }

  .actions button {
    min-height: 28px;
    padding: 1px 8px;
    font-weight: var(--weight-regular);
  }

  .comparison {
    overflow-x: auto;
  }

  .comparison th,
  .comparison td {
    vertical-align: top;
  }

  .comparison td {
    min-width: 96px;
  }

  /* What a row tells of stays in sight while runs are scrolled past it. */
  .comparison tbody th {
    position: sticky;
    left: 0;
    background: var(--surface-raised);
  }

  .comparison thead th {
    min-width: 120px;
    color: var(--text);
    text-align: end;
  }
`;
