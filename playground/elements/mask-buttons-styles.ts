/** The look of what stands under a block's tile: the button of its state, and that of its settings. */

import { css } from 'lit';
import { px } from './spine-styles.js';
import { halfGap } from './spine-wires.js';

export const maskButtonsStyles = css`
  .mask {
    display: grid;
    gap: 2px;
    margin-inline: ${px(-halfGap + 4)};
  }

  .mask-room {
    height: 54px;
  }

  .mask button {
    gap: 4px;
    min-width: 0;
    min-height: 28px;
    padding: 1px 4px;
    font-size: 12px;
    font-weight: var(--weight-regular);
    line-height: 1.3;
  }

  .mask .state {
    font-weight: var(--weight-strong);
  }

  .mask .state,
  .mask .state[aria-pressed] {
    border-color: currentcolor;
    background: var(--surface-raised);
  }

  .mask .frozen {
    color: var(--cold);
  }

  .mask :is(.thawed, .mixed) {
    color: var(--warm);
  }

  .mask .state:hover:not(:disabled) {
    outline: 1px solid currentcolor;
  }

  .mask .settings {
    min-height: 24px;
    border-color: var(--edge);
    background: var(--plain, transparent) var(--more, var(--surface-raised));
    color: var(--text);
    overflow-wrap: anywhere;
  }

  .mask .settings:hover:not(:disabled) {
    border-color: var(--accent);
  }
`;
