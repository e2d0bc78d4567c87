/** The look of `<thaw-header>`. */

import { css } from 'lit';

export const headerStyles = css`
  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto auto;
    gap: var(--space-2) var(--space-3);
    align-items: center;
  }

  h1 {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    font-size: var(--size-display);
    font-weight: var(--weight-strong);
    line-height: 32px;
    letter-spacing: -0.01em;
  }

  h1 img {
    display: block;
    width: 28px;
    height: 28px;
  }

  .idea {
    color: var(--text-quiet);
  }

  .tools {
    display: flex;
    gap: var(--space-2);
  }

  .chip {
    position: relative;
  }

  .chip > summary {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 32px;
    padding: 3px 12px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface-raised);
    color: var(--text);
    list-style: none;
    white-space: nowrap;
  }

  .chip > summary::-webkit-details-marker {
    display: none;
  }

  .dot {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--good);
  }

  .dot.waiting {
    background: var(--line-strong);
  }

  .software > summary {
    border-color: var(--warm);
    background: var(--warm-surface);
  }

  .software .icon {
    color: var(--warm);
  }

  .sheet {
    position: absolute;
    z-index: 3;
    top: calc(100% + 4px);
    right: 0;
    width: min(400px, calc(100vw - 32px));
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    font-size: var(--size-small);
  }

  .sheet p + p,
  .sheet p + table {
    margin-top: var(--space-2);
  }

  .sheet table {
    width: 100%;
  }

  .sheet th {
    overflow-wrap: anywhere;
  }

  @media (width < 720px) {
    header {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .idea {
      grid-row: 2;
      grid-column: 1 / -1;
      font-size: var(--size-small);
    }

    .chip {
      grid-row: 3;
      grid-column: 1 / -1;
      justify-self: start;
    }

    .sheet {
      right: auto;
      left: 0;
    }

    .tools {
      grid-row: 1;
      grid-column: 2;
    }
  }
`;
