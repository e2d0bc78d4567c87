/** The look of `<thaw-data-panel>`. */

import { css } from 'lit';

export const dataPanelStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
    min-width: 0;
  }

  /* The stage stands beside the title and its bar has a row of its own: loading moves nothing. */
  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2) var(--space-3);
    align-items: baseline;
  }

  header p {
    text-align: end;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  header progress {
    grid-column: 1 / -1;
    height: 2px;
  }

  .set {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }

  .waiting {
    align-content: start;
    min-height: 396px;
  }

  .head {
    display: flex;
    gap: var(--space-2);
    align-items: start;
    justify-content: space-between;
  }

  .head button {
    padding-inline: var(--space-2);
    white-space: nowrap;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    align-items: baseline;
    min-height: 28px;
  }

  .figures b {
    font-size: var(--size-title);
    font-weight: var(--weight-strong);
  }

  .skipped ul {
    max-height: 160px;
    margin-top: var(--space-1);
    padding: var(--space-2);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    font-size: var(--size-small);
    list-style: none;
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .skipped li + li {
    margin-top: var(--space-1);
  }

  .sources {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-2);
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius-small);
    text-align: center;
  }

  /* Above the sign that covers the page while files hover over it. */
  .sources.over {
    position: relative;
    z-index: 5;
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 12%, var(--surface-raised));
  }

  .buttons {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-2);
  }

  .buttons button {
    padding-inline: var(--space-2);
    white-space: nowrap;
  }

  .example {
    display: grid;
    gap: var(--space-2);
  }

  pre {
    margin: 0;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    font: var(--size-small) / 1.45 var(--font-mono);
    overflow-x: auto;
  }

  pre i {
    color: var(--text-quiet);
    font-style: normal;
  }

  details[open] > summary {
    margin-bottom: var(--space-1);
  }
`;
