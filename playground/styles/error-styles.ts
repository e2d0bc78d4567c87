/** How a panel tells what went wrong in it: an icon and a sentence in a box. */

import { css } from 'lit';

export const errorStyles = css`
  :is(.error, .failed) {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2);
    padding: var(--space-2);
    border: 1px solid var(--danger);
    border-radius: var(--radius-small);
    background: var(--danger-surface);
    font-size: var(--size-small);
    overflow-wrap: anywhere;
  }

  :is(.error, .failed) .icon {
    margin-top: 2px;
    color: var(--danger);
  }
`;
