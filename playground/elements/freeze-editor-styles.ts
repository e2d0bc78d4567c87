/** The look of `<thaw-freeze-editor>`: its toolbar and its figures, of one height whatever they say. */

import { css } from 'lit';

export const freezeEditorStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    align-items: center;
    min-height: 32px;
  }

  .toolbar select {
    flex: 0 1 220px;
    min-width: 0;
  }

  .now {
    flex: 1;
    min-width: 160px;
    padding-inline-start: var(--space-2);
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface-raised);
  }

  .figures > div {
    display: grid;
    align-content: start;
    min-height: 86px;
    padding: var(--space-2) var(--space-3);
  }

  .figures > div + div {
    border-inline-start: 1px solid var(--line);
  }

  dt {
    color: var(--text-quiet);
    font-size: var(--size-small);
  }

  dd b {
    display: block;
    font-size: var(--size-title);
    font-weight: var(--weight-strong);
  }

  dd span {
    display: block;
    line-height: 1.35;
  }

  .refusal {
    display: flex;
    gap: var(--space-2);
    align-items: start;
    min-height: 88px;
    padding: var(--space-3);
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    background: var(--danger-surface);
    font-size: var(--size-small);
    overflow-wrap: anywhere;
  }

  .refusal .icon {
    margin-top: 2px;
    color: var(--danger);
  }

  @media (width < 900px) {
    .figures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .figures > div {
      min-height: 84px;
    }

    .figures > div:nth-child(odd) {
      border-inline-start: 0;
    }

    .figures > div:nth-child(n + 3) {
      border-top: 1px solid var(--line);
    }

    .figures > div:last-child {
      grid-column: 1 / -1;
      min-height: 64px;
    }
  }

  @media (width < 720px) {
    .toolbar {
      flex-wrap: nowrap;
    }

    .now {
      position: absolute;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;
