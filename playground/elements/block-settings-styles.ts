/** The look of `<thaw-block-settings>`: a sheet in the top layer, placed by hand. */

import { css } from 'lit';

export const blockSettingsStyles = css`
  :host {
    display: contents;
  }

  .sheet {
    inset: 0 auto auto 0;
    width: min(440px, calc(100vw - 16px));
    max-height: calc(100dvh - 16px);
    margin: 0;
    padding: var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow);
    overflow-y: auto;
  }

  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  table {
    width: 100%;
    margin-block: var(--space-1) var(--space-2);
  }

  tbody th {
    color: var(--text);
    font-family: var(--font-mono);
  }

  tbody th span {
    display: block;
    font-family: var(--font);
  }

  .whole th {
    font-family: var(--font);
    font-weight: var(--weight-strong);
  }

  .frozen th {
    color: var(--cold);
  }

  :is(.thawed, .mixed) th {
    color: var(--warm);
  }

  td input[type='number'] {
    width: 72px;
  }

  input[type='checkbox'] {
    width: 20px;
    height: 20px;
  }
`;
