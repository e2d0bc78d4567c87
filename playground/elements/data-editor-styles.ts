/** The look of `<thaw-data-editor>`: the list on the left, what it opened on the right; below each other where it is narrow. */

import { css } from 'lit';

export const dataEditorStyles = css`
  dialog {
    width: min(1120px, calc(100vw - 32px));
    height: calc(100dvh - 32px);
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
  }

  dialog .title {
    display: flex;
    gap: var(--space-1) var(--space-3);
  }

  .title p {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title h2 {
    white-space: nowrap;
  }

  .history {
    display: flex;
    gap: var(--space-1);
  }

  .notices {
    margin-bottom: var(--space-2);
  }

  .parts {
    display: grid;
    grid-template-columns: 240px minmax(0, 1fr);
    gap: var(--space-3);
    grid-row: 3;
    min-height: 0;
  }

  nav {
    min-height: 0;
    padding: 2px;
    overflow-y: auto;
    scrollbar-width: thin;
  }

  nav ul {
    list-style: none;
  }

  nav h3 {
    margin: var(--space-3) var(--space-2) var(--space-1);
  }

  nav button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px var(--space-2);
    width: 100%;
    padding: 5px var(--space-2);
    font-weight: var(--weight-regular);
    text-align: start;
  }

  nav button[aria-current='true'] {
    border-color: var(--accent);
    background: var(--chosen);
    color: var(--chosen-text);
    forced-color-adjust: none;
    --text-quiet: var(--chosen-text);
    font-weight: var(--weight-strong);
  }

  nav .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  nav .count {
    color: var(--text-quiet);
    font-weight: var(--weight-regular);
  }

  nav .balance {
    grid-column: 1 / -1;
    height: 6px;
  }

  section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    min-width: 0;
    min-height: 0;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    align-items: center;
    min-height: 32px;
  }

  .tools input {
    flex: 1 1 0;
    min-width: 0;
    max-width: 320px;
    font-weight: var(--weight-strong);
  }

  .tools select {
    width: 120px;
  }

  .empty {
    padding: var(--space-4);
    text-align: center;
  }

  @media (width < 720px) {
    dialog {
      width: calc(100vw - 16px);
      max-width: none;
      height: calc(100dvh - 16px);
      max-height: none;
      padding: var(--space-2);
    }

    .title p {
      flex-basis: 100%;
      order: 1;
    }

    dialog .title {
      flex-wrap: wrap;
    }

    .history {
      margin-inline-start: auto;
    }

    .tools:has(input) {
      flex-wrap: nowrap;
    }

    .tools select {
      width: 104px;
    }

    .tools button {
      padding-inline: var(--space-2);
      white-space: nowrap;
    }

    .parts {
      grid-template-rows: minmax(0, 26dvh) minmax(0, 1fr);
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
    }
  }
`;
