/** How a form looks that is checked as it is typed: fields under their names, and below them what is wrong. */

import { css } from 'lit';

export const fieldStyles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--space-1) var(--space-2);
    padding: 0;
    border: 0;
  }

  .field {
    display: grid;
    gap: 2px;
    align-content: start;
  }

  label {
    white-space: nowrap;
  }

  .field :is(input, select) {
    width: 100%;
  }

  .field [aria-invalid='true'] {
    border-color: var(--danger);
    background: var(--danger-surface);
  }

  .wrong {
    grid-column: 1 / -1;
    color: var(--danger);
    font-size: var(--size-small);
  }
`;
