/** A line that says what is, with what can be done about it at its end. */

import { css } from 'lit';

export const lineStyles = css`
  .line {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    min-height: 40px;
    font-size: var(--size-small);
  }

  .line p {
    flex: 1;
    min-width: 0;
    color: var(--text-quiet);
    overflow-wrap: anywhere;
  }
`;
