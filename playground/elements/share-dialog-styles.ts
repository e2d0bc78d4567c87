/** The look of `<thaw-share-dialog>` within its dialog. */

import { css } from 'lit';

export const shareDialogStyles = css`
  h3 {
    margin-block: var(--space-3) var(--space-1);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    margin-bottom: var(--space-1);
  }

  .row > input {
    flex: 1 1 200px;
    min-width: 0;
  }

  /* The sentence keeps a line of its own, whatever the button beneath it says. */
  .line {
    flex-wrap: wrap;
    margin-bottom: var(--space-2);
  }

  .line p {
    flex-basis: 100%;
  }

  .box {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: 28px;
    margin-inline-end: var(--space-3);
  }

  fieldset:not(.segmented) {
    margin-top: var(--space-3);
  }

  pre {
    max-height: 260px;
    margin: 0;
    padding: var(--space-2);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    font: 12px/1.5 var(--font-mono);
    overflow: auto;
  }
`;
