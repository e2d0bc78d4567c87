/** How a modal dialog looks: its title with a way out, and the row of buttons that it ends with. */

import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100dvh - 32px);
    padding: var(--space-3);
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

  dialog .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-bottom: var(--space-2);
  }

  .actions {
    display: flex;
    justify-content: flex-end;
    gap: var(--space-2);
  }
`;
