/** The look of `<thaw-lesson>`: a card beside the page; on a narrow screen, a sheet at the foot of the window. */

import { css } from 'lit';

export const lessonStyles = css`
  section {
    display: flex;
    flex-direction: column;
    max-height: inherit;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    overflow: hidden;
  }

  header,
  footer {
    display: flex;
    flex: none;
    gap: var(--space-2);
    align-items: center;
    padding: var(--space-2) var(--space-3);
  }

  header {
    padding-inline-end: var(--space-2);
    border-bottom: 1px solid var(--line);
  }

  footer {
    justify-content: space-between;
    border-top: 1px solid var(--line);
  }

  .count {
    font-weight: var(--weight-strong);
    white-space: nowrap;
  }

  ol {
    display: flex;
    flex: 1;
    gap: 6px;
    justify-content: end;
    list-style: none;
  }

  /* A page: filled when done, dashed when skipped, and the open one as a bar. */
  ol li {
    position: relative;
    width: 10px;
    height: 10px;
    border: 1.5px solid var(--line-strong);
    border-radius: 5px;
  }

  ol li.done {
    border-color: var(--good);
    background: var(--good);
  }

  ol li.skipped {
    border-style: dashed;
  }

  ol li[aria-current] {
    width: 20px;
    border-color: var(--accent);
  }

  .body {
    display: grid;
    flex: 1 1 auto;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    align-content: start;
    min-height: 0;
    padding: var(--space-3);
    overflow-y: auto;
  }

  .body > p,
  .action p {
    text-wrap: pretty;
  }

  .action {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--accent);
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--accent) 8%, var(--surface-raised));
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .result {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2);
  }

  .result > .icon {
    margin-top: 4px;
  }

  .result > .icon,
  .done {
    color: var(--good);
  }

  .done {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
  }

  table {
    width: 100%;
    margin-top: var(--space-2);
  }

  :is(th, td):not(:first-child) {
    text-align: end;
  }

  td {
    white-space: nowrap;
  }

  [role='status']:empty {
    display: none;
  }

  ul {
    display: grid;
    gap: var(--space-1);
    padding-inline-start: 1.2em;
  }

  details ul {
    margin-top: var(--space-1);
  }

  .claims {
    gap: var(--space-3);
    padding: 0;
    list-style: none;
  }

  .claims > li {
    display: grid;
    gap: var(--space-1);
    justify-items: start;
  }

  .verdict {
    padding-inline: var(--space-2);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    font-size: var(--size-small);
    font-weight: var(--weight-strong);
  }

  @media (width >= 1160px) {
    .fold {
      display: none;
    }
  }

  @media (width < 1160px) {
    section {
      border-width: 1px 0 0;
      border-radius: var(--radius) var(--radius) 0 0;
    }

    .body,
    footer {
      width: min(100%, 720px);
      margin-inline: auto;
    }

    .body {
      gap: var(--space-2);
      font-size: var(--size-small);
    }

    .folded :is(.body, footer) {
      display: none;
    }
  }
`;
