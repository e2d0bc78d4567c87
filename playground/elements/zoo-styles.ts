/** The look of `<thaw-zoo>`: a list whose columns stand under one another, and on a phone one under the other. */

import { css } from 'lit';

export const zooStyles = css`
  dialog {
    width: min(760px, calc(100vw - 2 * var(--space-2)));
    max-height: calc(100dvh - 2 * var(--space-3));
    padding: 0 var(--space-3) var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow);
    overflow-y: auto;
  }

  dialog::backdrop {
    background: #0008;
  }

  /* The way out stays in reach however far one has scrolled. */
  .head {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline: calc(-1 * var(--space-3));
    padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3);
    border-bottom: 1px solid var(--line);
    background: var(--surface-raised);
  }

  section {
    display: grid;
    gap: var(--space-1);
    margin-top: var(--space-3);
  }

  ul {
    list-style: none;
  }

  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(136px, auto);
    gap: var(--space-1) var(--space-3);
    align-items: center;
    min-height: 48px;
    padding-block: var(--space-1);
    border-bottom: 1px solid var(--line);
  }

  .row > p {
    grid-column: span 2;
  }

  label:has(+ input:focus-visible) {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  .leave-out {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    padding-block: var(--space-1);
    font-size: var(--size-small);
  }

  .name {
    display: grid;
    min-width: 0;
  }

  b {
    font-weight: var(--weight-strong);
  }

  a:not(.button) {
    overflow-wrap: anywhere;
    text-underline-offset: 2px;
  }

  .button {
    text-decoration: none;
  }

  dl {
    display: grid;
    grid-template-columns: 104px 88px 96px;
    gap: var(--space-3);
    font-size: var(--size-small);
  }

  .actions {
    display: flex;
    align-items: center;
    justify-content: end;
    gap: var(--space-2);
    white-space: nowrap;
  }

  .loaded {
    padding-inline: 12px;
    color: var(--good);
    font-size: var(--size-small);
    font-weight: var(--weight-strong);
  }

  .progress {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-3);
    align-items: center;
  }

  .error {
    margin-top: var(--space-3);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
    min-height: 32px;
    margin-top: var(--space-3);
  }

  @media (width < 720px) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .row > p {
      grid-column: auto;
    }

    dl {
      grid-row: 2;
      grid-column: 1 / -1;
      grid-template-columns: repeat(3, max-content);
      gap: var(--space-3);
    }

    .progress {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-1);
    }
  }
`;
